/** Events: somebody is writing in a chat. */
import { always, defineCategory } from './define.ts';
import { chatMessageColumns } from './event-chat-message-columns.ts';
import { byEventId, envelopeColumns, eventNames } from './event-columns.ts';
import { exampleResource } from './example-resource.ts';

const types = ['ChatTypingIndicatorReceivedInThread'] as const;

export const eventChatTyping = defineCategory({
  name: 'EventChatTyping',
  kind: 'event',
  table: '',
  slug: 'event-chat-typing',
  aliases: eventNames(types),
  title: 'Event: chat typing indicator',
  purpose: 'Somebody is writing in a thread.',
  columns: [...envelopeColumns(types), ...chatMessageColumns],
  identity: byEventId,
  shards: always(1),
  part: 'none',
  hints: ['There are many of these and they say little: do not subscribe to the type, or switch the category off.'],
  example: {
    id: '8c4d1e60-37fa-4925-b1d8-0a9e5f7c3b26',
    topic: exampleResource,
    subject: 'thread/19:3f8a1c5e7b9d4602@thread.v2/sender/8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_maria',
    eventType: 'Microsoft.Communication.ChatTypingIndicatorReceivedInThread',
    eventTime: '2026-03-04T10:22:37.0650918Z',
    data: {
      senderCommunicationIdentifier: { rawId: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_maria' },
      senderDisplayName: 'Maria',
      threadId: '19:3f8a1c5e7b9d4602@thread.v2',
      transactionId: 'pQ7mXb2LkE+9cT4vWnZ0Rg.1.1.1.1.48210331.1',
    },
    dataVersion: '1.0',
    metadataVersion: '1',
  },
});
