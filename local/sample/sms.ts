/** SMS of the sample: reminders and their delivery reports, answers of patients. */
import { type Random, seeded } from './random.ts';
import { hourMs, minuteMs, momentsOf, threeDays } from './rhythm.ts';
import { endpoint, enveloped, type SampleRecord, serverAddress } from './sample-record.ts';
import { sampleStory } from './story.ts';

const category = 'SMSOperational';
const ownNumbers = [sampleStory.smsNumber, '+18335550118'] as const;

/** What a carrier can report; the text is what follows the code. */
const reports = {
  2000: 'Message delivered',
  4004: 'Phone number does not exist',
  4005: 'Message is blocked by destination carrier',
  4007: 'Recipient has opted out',
} as const;
type ReportCode = keyof typeof reports;

interface Message {
  readonly id: string;
  readonly at: number;
  readonly number: string;
  readonly length: number;
}

const common = { operationVersion: '2021-03-07', level: 'Informational' } as const;

function sent(random: Random, { id, at, number, length }: Message): SampleRecord {
  return enveloped(
    category,
    at,
    {
      ...common,
      ...{ operationName: 'SMSMessagesSent', resultType: 'Succeeded', resultSignature: '202' },
      ...{ resultDescription: 'Accepted', durationMs: String(random.int(60, 240)), callerIpAddress: serverAddress },
      ...{ correlationId: random.shortId(), uri: `${endpoint}/sms?api-version=2021-03-07` },
    },
    {
      ...{ messageId: id, phoneNumber: number, numberType: 'LongCodeNumber', country: 'US', deliveryAttempts: '0' },
      ...{ outgoingMessageLength: String(length), incomingMessageLength: '0', method: 'POST' },
      ...{ sdkType: 'azsdk-net-Communication.Sms', platformType: 'Linux 6.6' },
    },
  );
}

function report(random: Random, { id, at, number, length }: Message, code: ReportCode): SampleRecord {
  const delivered = code === 2000;
  return enveloped(
    category,
    at + random.int(2_000, 40_000),
    {
      ...common,
      ...{ operationName: 'SMSDeliveryReportsReceived', level: delivered ? 'Informational' : 'Warning' },
      ...{ resultType: delivered ? 'Succeeded' : 'Failed', resultSignature: delivered ? '200' : '400' },
      resultDescription: `ErrorCode: ${code}. ErrorMessage: ${reports[code]}`,
      ...{ durationMs: '0', correlationId: random.shortId() },
    },
    {
      ...{ messageId: id, phoneNumber: number, numberType: 'LongCodeNumber', country: 'US' },
      ...{ deliveryAttempts: delivered ? '1' : '2', outgoingMessageLength: String(length), sdkType: '' },
    },
  );
}

function incoming(random: Random, { id, at, number, length }: Message): SampleRecord {
  return enveloped(
    category,
    at,
    {
      ...common,
      ...{ operationName: 'SMSMessagesReceived', resultType: 'Succeeded', resultSignature: '200' },
      ...{ durationMs: String(random.int(8, 60)), correlationId: random.shortId() },
    },
    {
      ...{ messageId: id, phoneNumber: number, numberType: 'LongCodeNumber', country: 'US', deliveryAttempts: '0' },
      ...{ outgoingMessageLength: '0', incomingMessageLength: String(length) },
    },
  );
}

function usageOf(random: Random, { at, number }: Message): SampleRecord {
  return enveloped(
    'Usage',
    at + 5 * minuteMs,
    { operationName: 'SMS', operationVersion: '1.0', correlationId: random.guid() },
    {
      ...{ recordId: random.guid(), usageType: 'SMS', unitType: 'messages', quantity: '1' },
      ...{ startTime: new Date(at).toISOString(), userIdA: number },
    },
  );
}

/** All SMS up to `now`. */
export function smsRecords(now: Date): SampleRecord[] {
  const random = seeded(3001);
  const story = { number: sampleStory.smsNumber, length: 118 };
  const at = now.getTime();
  const delivered = { ...story, id: sampleStory.smsDeliveredMessageId, at: at - 9 * hourMs };
  const blocked = { ...story, id: sampleStory.smsBlockedMessageId, at: at - 7 * hourMs };
  const reply = { ...story, id: sampleStory.smsIncomingMessageId, at: at - 6.5 * hourMs, length: 14 };
  const records = [
    ...[sent(random, delivered), report(random, delivered, 2000), usageOf(random, delivered)],
    ...[sent(random, blocked), report(random, blocked, 4005), incoming(random, reply)],
  ];
  for (const moment of momentsOf(now, 3002, 150, threeDays)) {
    const stamp = new Date(moment).toISOString().replace(/\D/g, '').slice(0, 14);
    const message = { at: moment, number: random.pick(ownNumbers), length: random.int(20, 150) };
    if (random.chance(0.2)) {
      const id = `Incoming_${stamp}${random.guid()}_noam`;
      records.push(incoming(random, { ...message, id, length: random.int(2, 40) }));
      continue;
    }
    const outgoing = { ...message, id: `Outgoing_${stamp}${random.guid()}_noam` };
    const code = random.chance(0.94) ? 2000 : random.pick([4004, 4005, 4007] as const);
    records.push(sent(random, outgoing), report(random, outgoing, code));
    if (random.chance(0.3)) records.push(usageOf(random, outgoing));
  }
  return records;
}
