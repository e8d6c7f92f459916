/** How e-mail logs and events take part: one mail is one communication, its recipients' copies are deliveries. */
import type { EngagementTold, KeyRule, Part, Said, Told } from '../part.ts';
import { counted, party } from './spoken.ts';

const byMail = (column: string): readonly KeyRule[] => [{ kind: 'mail', columns: [column] }];

export const emailSendPart: Part = {
  kind: 'email',
  keys: byMail('CorrelationId'),
  object: 'Message',
  tells: (said) => {
    const named = ['To', 'Cc', 'Bcc'].map((field) => said.number(`${field}RecipientsCount`));
    const sum = named.reduce<number>((total, count) => total + (count ?? 0), 0);
    const expected = said.number('UniqueRecipientsCount') ?? (sum || undefined);
    return {
      text: `Mail accepted${expected === undefined ? '' : ` for ${counted(expected, 'recipient')}`}`,
      direction: 'outbound',
      expected,
      facts: {
        sizeMb: said.number('Size'),
        attachments: said.number('AttachmentsCount'),
        toCount: named[0],
        ccCount: named[1],
        bccCount: named[2],
        trafficSource: said.text('TrafficSource'),
      },
    };
  },
};

export const emailStatusPart: Part = {
  kind: 'email',
  keys: byMail('CorrelationId'),
  follows: true,
  object: 'Message',
  tells: (said) => {
    const domain = said.text('SenderDomain');
    const user = said.text('SenderUsername');
    const sender = domain && (user?.includes('@') ? user : user && `${user}@${domain}`);
    const base = { direction: 'outbound', account: domain, parties: party(sender, { role: 'from' }) } as const;
    const status = said.text('DeliveryStatus');
    // A poll of the send status says nothing of delivery, whatever it carries.
    if (/^GetMessageStatus$/i.test(said.operation) || status === undefined) {
      return { ...base, text: 'Status of the message was asked for', priority: 'Debug' };
    }
    return {
      ...base,
      ...deliveryTold(said, status, said.text('RecipientId'), undefined, {
        code: [said.text('SmtpStatusCode'), said.text('EnhancedSmtpStatusCode')].filter(Boolean).join(' ') || undefined,
        reason: said.text('FailureMessage') ?? said.text('FailureReason'),
        hardBounce: /^true$/i.test(said.text('IsHardBounce') ?? '') || undefined,
      }),
      parties: [...base.parties, ...party(said.text('RecipientId'), { role: 'to' })],
    };
  },
};

export const eventEmailDeliveryPart: Part = {
  kind: 'email',
  keys: byMail('MessageId'),
  follows: true,
  object: 'Message',
  tells: (said) => {
    const [sender, recipient] = [said.text('Sender'), said.text('Recipient')];
    const reason = said.text('StatusMessage');
    return {
      ...deliveryTold(said, said.text('Status'), recipient, said.text('DeliveryAttemptTimestamp'), { reason }),
      direction: 'outbound',
      account: sender?.split('@')[1],
      parties: [...party(sender, { role: 'from' }), ...party(recipient, { role: 'to' })],
    };
  },
};

/** Anything else is a failure, also what nobody knows. */
const well = /^(delivered|expanded|queued|outfordelivery)$/i;

function deliveryTold(
  said: Said,
  status: string | undefined,
  recipient: string | undefined,
  at: string | undefined,
  why: {
    readonly code?: string | undefined;
    readonly reason?: string | undefined;
    readonly hardBounce?: true | undefined;
  },
): Told {
  if (status === undefined) return { text: said.operation };
  const whose = recipient === undefined ? 'The message' : recipient;
  const because = [why.code, why.reason].filter(Boolean).join(' ');
  return {
    text: `${whose}: ${status}${because === '' ? '' : ` (${because})`}`,
    at,
    ...(well.test(status) ? {} : { priority: 'Error' }),
    delivery: { recipient, status, at: at ?? said.time, ...why },
  };
}

/** Opens and clicks, by log or by event. */
export const emailEngagementPart: Part = {
  kind: 'email',
  keys: byMail('CorrelationId'),
  follows: true,
  object: 'Message',
  tells: (said) => engagementTold(said, said.text('RecipientId')),
};

export const eventEmailEngagementPart: Part = {
  ...emailEngagementPart,
  keys: byMail('MessageId'),
  tells: (said) => {
    const [sender, recipient] = [said.text('Sender'), said.text('Recipient')];
    const at = said.text('UserActionTimestamp');
    const parties = [...party(sender, { role: 'from' }), ...party(recipient, { role: 'to' })];
    return { ...engagementTold(said, recipient), at, account: sender?.split('@')[1], parties };
  },
};

function engagementTold(said: Said, recipient: string | undefined): Told {
  const engagement: EngagementTold = {
    type: said.text('EngagementType') ?? 'unknown',
    recipient,
    context: said.text('EngagementContext'),
    userAgent: said.text('UserAgent'),
  };
  const what = [engagement.type, engagement.context].filter(Boolean).join(' ');
  return {
    text: `${recipient ?? 'Somebody'}: ${what}`,
    direction: 'outbound',
    engagement,
    parties: party(recipient, { role: 'to' }),
  };
}
