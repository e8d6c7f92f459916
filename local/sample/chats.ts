/** Chat of the sample. Nothing in the last 28 hours: a category that fell silent. */
import { type Random, seeded } from './random.ts';
import { hourMs, minuteMs, momentsOf } from './rhythm.ts';
import { endpoint, enveloped, type SampleRecord } from './sample-record.ts';
import { identityOf, sampleStory } from './story.ts';

/** Hours before `now` in which there was chat. */
const window = { from: 71.5, until: 28 } as const;

/** HTTP status and path below the thread of each operation. */
const operations = {
  CreateChatThread: { status: 201, path: '' },
  AddChatThreadParticipants: { status: 201, path: '/participants/:add' },
  SendChatMessage: { status: 201, path: '/messages' },
  ListChatMessages: { status: 200, path: '/messages' },
  SendReadReceipt: { status: 200, path: '/readReceipts' },
  SendTypingIndicator: { status: 200, path: '/typing' },
} as const;
type Operation = keyof typeof operations;

function requestOf(random: Random, at: number, operation: Operation, thread: string, user: string): SampleRecord {
  const { status, path } = operations[operation];
  const message = operation === 'SendChatMessage' ? { chatMessageId: String(at) } : {};
  return enveloped(
    'ChatOperational',
    at,
    {
      ...{ operationName: operation, operationVersion: '2024-03-07', resultType: 'Succeeded', level: 'Informational' },
      ...{ resultSignature: String(status), resultDescription: status === 201 ? 'Created' : 'OK' },
      ...{ durationMs: String(random.int(9, 120)), callerIpAddress: `198.51.100.${random.int(10, 60)}` },
      ...{ correlationId: random.shortId(), uri: `${endpoint}/chat/threads/${thread}${path}?api-version=2024-03-07` },
    },
    {
      ...{ userId: user, chatThreadId: thread, ...message },
      ...{ sdkType: 'azsdk-js-communication-chat', platformType: 'Windows_NT' },
    },
  );
}

function usageOf(random: Random, at: number, user: string): SampleRecord {
  return enveloped(
    'Usage',
    at,
    { operationName: 'SendChatMessage', operationVersion: '1.0', correlationId: random.guid() },
    {
      ...{ recordId: random.guid(), usageType: 'Chat', unitType: 'messages', quantity: '1' },
      ...{ startTime: new Date(at).toISOString(), userIdA: user },
    },
  );
}

/** The conversation about an appointment, 50 hours ago. */
function story(random: Random, now: Date): SampleRecord[] {
  const thread = sampleStory.chatThreadId;
  const other = `8:acs:${identityOf('c6e8f0a2b4d1')}`;
  const at = now.getTime() - 50 * hourMs;
  const says = (minute: number, operation: Operation, user: string = sampleStory.chatUser) =>
    requestOf(random, at + minute * minuteMs, operation, thread, user);
  return [
    says(0, 'CreateChatThread'),
    says(0.1, 'AddChatThreadParticipants'),
    says(0.5, 'SendChatMessage'),
    says(2, 'SendTypingIndicator', other),
    says(2.4, 'SendChatMessage', other),
    says(2.6, 'SendReadReceipt'),
    says(4, 'SendChatMessage'),
    says(4.2, 'SendReadReceipt', other),
  ];
}

/** All chat that there was. */
export function chatRecords(now: Date): SampleRecord[] {
  const random = seeded(6001);
  const records = story(random, now);
  const users = Array.from({ length: 12 }, () => `8:acs:${identityOf(random.hex(12))}`) as [string, ...string[]];
  const threads = Array.from({ length: 9 }, () => `19:${random.hex(24)}@thread.v2`) as [string, ...string[]];
  for (const at of momentsOf(now, 6002, 230, window)) {
    const operation = random.pick([
      'SendChatMessage',
      'SendChatMessage',
      'ListChatMessages',
      'SendReadReceipt',
      'SendTypingIndicator',
    ] as const);
    const user = random.pick(users);
    records.push(requestOf(random, at, operation, random.pick(threads), user));
    if (operation === 'SendChatMessage' && random.chance(0.4)) records.push(usageOf(random, at + 3 * minuteMs, user));
  }
  return records;
}
