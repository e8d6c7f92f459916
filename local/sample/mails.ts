/** E-mails of the sample: what was sent, what became of each copy, who read them. */
import { type Random, seeded } from './random.ts';
import { hourMs, minuteMs, momentsOf, threeDays } from './rhythm.ts';
import { enveloped, mailEnveloped, type SampleRecord } from './sample-record.ts';
import { sampleStory } from './story.ts';

const patients = [
  ...['amelie.roth@example.com', 'b.svensson@example.com', 'chidi.eze@example.com', 'dana.novak@example.com'],
  ...['elif.kaya@example.com', 'f.moreau@example.com', 'grace.otieno@example.com', 'hugo.silva@example.com'],
] as [string, ...string[]];
const agents = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0',
] as const;
const sender = { SenderDomain: 'example.org', SenderUsername: 'appointments' };

interface Mail {
  readonly id: string;
  readonly at: number;
  readonly recipients: readonly string[];
  readonly bounced?: string;
}

const internetIdOf = (mail: Mail): string => `<${mail.id}@example.org>`;

function sendOf(random: Random, { id, at, recipients }: Mail): SampleRecord {
  return mailEnveloped('EmailSendMailOperational', at, 'SendMail', id, {
    ...{ Size: (random.int(8, 900) / 1000).toFixed(4), ToRecipientsCount: '1' },
    ...{ CcRecipientsCount: String(recipients.length - 1), BccRecipientsCount: '0' },
    ...{ UniqueRecipientsCount: String(recipients.length), AttachmentsCount: String(random.int(0, 1)) },
    TrafficSource: 'Email .NET SDK',
  });
}

function statusOf(mail: Mail, at: number, properties: Readonly<Record<string, unknown>>): SampleRecord {
  return mailEnveloped('EmailStatusUpdateOperational', at, 'DeliveryStatusUpdate', mail.id, {
    ...sender,
    InternetMessageId: internetIdOf(mail),
    ...properties,
  });
}

/** An application that asks what became of its mail; the rows say nothing of delivery. */
function pollsOf(mail: Mail, count: number): SampleRecord[] {
  return Array.from({ length: count }, (_, index) =>
    mailEnveloped('EmailStatusUpdateOperational', mail.at + (index + 1) * 1_450, 'GetMessageStatus', mail.id, {
      MessageStatus: index + 1 < count ? 'Queued' : 'Succeeded',
    }),
  );
}

function arrivalOf(mail: Mail, recipient: string, at: number): SampleRecord {
  if (recipient !== mail.bounced) {
    return statusOf(mail, at, {
      ...{
        RecipientId: recipient,
        DeliveryStatus: 'Delivered',
        SmtpStatusCode: '250',
        EnhancedSmtpStatusCode: '2.0.0',
      },
      ...{ IsHardBounce: false, RecipientMailServerHostName: 'mx1.example.com' },
    });
  }
  return statusOf(mail, at, {
    ...{ RecipientId: recipient, DeliveryStatus: 'Bounced', SmtpStatusCode: '550', EnhancedSmtpStatusCode: '5.1.1' },
    ...{ IsHardBounce: true, FailureReason: 'Recipient address rejected' },
    FailureMessage: `550 5.1.1 <${recipient}>: mailbox unavailable`,
    RecipientMailServerHostName: 'mx1.example.com',
  });
}

function engagementOf(mail: Mail, recipient: string, at: number, link?: string, agent?: string): SampleRecord {
  return mailEnveloped('EmailUserEngagementOperational', at, 'UserEngagementUpdate', mail.id, {
    ...{ RecipientId: recipient, EngagementType: link === undefined ? 'View' : 'Click' },
    ...{ EngagementContext: link ?? '', UserAgent: agent ?? agents[0], InternetMessageId: internetIdOf(mail) },
  });
}

function usageOf(random: Random, { id, at, recipients }: Mail): SampleRecord {
  return enveloped(
    'Usage',
    at + 6 * minuteMs,
    { operationName: 'Email', operationVersion: '1.0', correlationId: id },
    {
      ...{ recordId: random.guid(), usageType: 'Email', unitType: 'messages', quantity: String(recipients.length) },
      startTime: new Date(at).toISOString(),
    },
  );
}

function recordsOf(random: Random, mail: Mail, polls: number): SampleRecord[] {
  const arrivals = mail.recipients.map((recipient) => arrivalOf(mail, recipient, mail.at + random.int(9_000, 90_000)));
  const accepted = statusOf(mail, mail.at + random.int(2_000, 6_000), { DeliveryStatus: 'OutForDelivery' });
  return [sendOf(random, mail), ...pollsOf(mail, polls), accepted, ...arrivals, usageOf(random, mail)];
}

function story(random: Random, now: Date): SampleRecord[] {
  const { emailMessageId: id, emailRecipients: recipients, bouncedRecipient: bounced } = sampleStory;
  const mail = { id, at: now.getTime() - 30 * hourMs, recipients, bounced };
  const link = 'https://www.example.org/appointments/confirm';
  return [
    ...recordsOf(random, mail, 3),
    engagementOf(mail, recipients[0], mail.at + 25 * minuteMs),
    engagementOf(mail, recipients[0], mail.at + 26 * minuteMs, link),
    engagementOf(mail, recipients[1], mail.at + 4 * hourMs, undefined, agents[1]),
    engagementOf(mail, recipients[1], mail.at + 20 * hourMs, link, agents[1]),
  ];
}

/** All e-mails up to `now`. */
export function mailRecords(now: Date): SampleRecord[] {
  const random = seeded(4001);
  const records = story(random, now);
  for (const at of momentsOf(now, 4002, 65, threeDays)) {
    const first = random.pick(patients);
    const second = random.pick(patients);
    const recipients = first !== second && random.chance(0.3) ? [first, second] : [first];
    const mail = { id: random.guid(), at, recipients, ...(random.chance(0.04) ? { bounced: first } : {}) };
    records.push(...recordsOf(random, mail, random.int(1, 2)));
    if (!('bounced' in mail) && random.chance(0.5)) {
      records.push(engagementOf(mail, first, at + random.int(3, 200) * minuteMs, undefined, random.pick(agents)));
    }
  }
  return records;
}
