/** How SMS, chat and other messages take part: one message is one communication. */
import type { KeyRule, Part, Said, Told } from '../part.ts';
import { failedIn, operationTold, party, resultOf } from './spoken.ts';

const byRequest: KeyRule = { kind: 'request', columns: ['CorrelationId'], otherwise: true };

/** `ErrorCode: 4005. ErrorMessage: …`; 4005 and 4010 are the carrier's block. */
function smsCode(description: string | undefined): { code?: string | undefined; reason?: string | undefined } {
  const code = /(?:ErrorCode:\s*|^)(\d{4})\b/i.exec(description ?? '')?.[1];
  return { code, reason: /ErrorMessage:\s*(.+)$/i.exec(description ?? '')?.[1] ?? description };
}

const blockedCodes = new Set(['4005', '4010']);

/** Sending and its report share MessageId, never CorrelationId. */
export const smsPart: Part = {
  kind: 'sms',
  keys: [{ kind: 'sms', columns: ['MessageId'] }, byRequest],
  object: 'Message',
  tells: (said) => {
    const own = said.text('PhoneNumber');
    const failed = failedIn(said);
    const told = operationTold(said);
    const facts = {
      country: said.text('Country'),
      numberType: said.text('NumberType'),
      attempts: said.number('DeliveryAttempts'),
      length: said.number('OutgoingMessageLength') || said.number('IncomingMessageLength') || undefined,
    };
    if (/deliver/i.test(said.operation)) {
      const why = smsCode(said.text('ResultDescription'));
      const status = failed ? (blockedCodes.has(why.code ?? '') ? 'Blocked' : 'Failed') : 'Delivered';
      const delivery = { status, at: said.time, ...(failed ? why : {}) };
      return { ...told, direction: 'outbound', account: own, parties: party(own, { role: 'from' }), delivery, facts };
    }
    if (/received/i.test(said.operation)) {
      return {
        ...told,
        direction: 'inbound',
        account: own,
        end: said.time,
        parties: party(own, { role: 'to' }),
        facts,
      };
    }
    const refused = failed
      ? { delivery: { status: 'Failed', at: said.time, reason: said.text('ResultDescription') } }
      : {};
    return { ...told, direction: 'outbound', account: own, parties: party(own, { role: 'from' }), facts, ...refused };
  },
};

export const eventSmsReceivedPart: Part = {
  kind: 'sms',
  keys: [{ kind: 'sms', columns: ['MessageId'] }],
  object: 'Message',
  tells: (said) => ({
    text: `Message received from ${said.text('From') ?? 'somebody'}`,
    at: said.text('ReceivedTimestamp'),
    end: said.text('ReceivedTimestamp') ?? said.time,
    direction: 'inbound',
    account: said.text('To'),
    parties: [...party(said.text('From'), { role: 'from' }), ...party(said.text('To'), { role: 'to' })],
  }),
};

export const eventSmsDeliveryPart: Part = {
  kind: 'sms',
  keys: [{ kind: 'sms', columns: ['MessageId'] }],
  follows: true,
  object: 'Message',
  tells: (said) => {
    const status = said.text('DeliveryStatus') ?? 'Unknown';
    const failed = !/^delivered$/i.test(status);
    const why = smsCode(said.text('DeliveryStatusDetails'));
    const at = said.text('ReceivedTimestamp') ?? said.time;
    const shown = failed && blockedCodes.has(why.code ?? '') ? 'Blocked' : status;
    return {
      text: `${said.text('To') ?? 'The message'}: ${shown}${failed && why.reason ? ` (${why.reason})` : ''}`,
      at,
      ...resultOf(failed),
      direction: 'outbound',
      account: said.text('From'),
      parties: [...party(said.text('From'), { role: 'from' }), ...party(said.text('To'), { role: 'to' })],
      delivery: { status: shown, at, ...(failed ? why : {}) },
    };
  },
};

/** A request about one message is that message's; any other is an operation of its own. */
export const chatPart: Part = {
  kind: (said) => (said.text('ChatThreadId') && said.text('ChatMessageId') ? 'chat' : 'operation'),
  keys: [{ kind: 'thread-message', columns: ['ChatThreadId', 'ChatMessageId'] }, byRequest],
  object: 'Message',
  tells: (said) => ({
    ...operationTold(said),
    parties: party(said.text('UserId'), /^SendChatMessage/i.test(said.operation) ? { role: 'from' } : {}),
  }),
};

export const eventChatMessagePart: Part = {
  kind: 'chat',
  keys: [{ kind: 'thread-message', columns: ['ChatThreadId', 'ChatMessageId'] }],
  object: 'Message',
  tells: (said) => ({
    text: said.operation,
    start: said.text('ComposeTime'),
    parties: [
      ...party(said.text('Sender'), { role: 'from', name: said.text('SenderDisplayName') }),
      ...party(said.text('Recipient'), { role: 'to' }),
    ],
    ...(/received/i.test(said.operation) ? { delivery: deliveredTo(said) } : {}),
  }),
};

function deliveredTo(said: Said): Told['delivery'] {
  return { recipient: said.text('Recipient'), status: 'Delivered', at: said.time };
}

export const advancedMessagingPart: Part = {
  kind: 'chat',
  keys: [byRequest],
  object: 'Message',
  tells: (said) => {
    const status = said.text('MessageStatus');
    const inbound = /receiv/i.test(said.operation) || /^received$/i.test(status ?? '');
    const delivery = status === undefined || inbound ? {} : { delivery: { status, at: said.time } };
    const account = said.text('ChannelId');
    return { ...operationTold(said), direction: inbound ? 'inbound' : 'outbound', account, ...delivery };
  },
};
