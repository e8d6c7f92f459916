/** Events: a chat message was received, edited or deleted. */
import { always, defineCategory } from './define.ts';
import { chatMessageColumns } from './event-chat-message-columns.ts';
import { byEventId, envelopeColumns, eventNames } from './event-columns.ts';
import { exampleResource } from './example-resource.ts';
import { eventChatMessagePart } from './parts/message-parts.ts';

const types = [
  'ChatMessageReceived',
  'ChatMessageReceivedInThread',
  'ChatMessageEdited',
  'ChatMessageEditedInThread',
  'ChatMessageDeleted',
  'ChatMessageDeletedInThread',
  'ChatAzureBotCommandReceivedInThread',
] as const;

export const eventChatMessage = defineCategory({
  name: 'EventChatMessage',
  kind: 'event',
  table: '',
  slug: 'event-chat-message',
  aliases: eventNames(types),
  title: 'Event: chat message',
  purpose: 'One message of a chat was received, edited or deleted.',
  columns: [...envelopeColumns(types), ...chatMessageColumns],
  identity: byEventId,
  shards: always(1),
  part: eventChatMessagePart,
  hints: [
    'Types that end in InThread come once per message; the others once for each user of the thread but the sender.',
    'The text of a message is dropped unless the setting KEEP_MESSAGE_TEXT says otherwise.',
  ],
  example: {
    id: '5a8e3c17-9d42-4b60-a7f5-1c0e6d2b8f94',
    topic: exampleResource,
    subject: 'thread/19:3f8a1c5e7b9d4602@thread.v2/sender/8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_maria',
    eventType: 'Microsoft.Communication.ChatMessageEdited',
    eventTime: '2026-03-04T10:22:41.7720316Z',
    data: {
      messageId: '1772619760112',
      senderCommunicationIdentifier: {
        kind: 'communicationUser',
        rawId: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_maria',
        communicationUser: { id: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_maria' },
      },
      senderDisplayName: 'Maria',
      recipientCommunicationIdentifier: {
        rawId: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_jonas',
        communicationUser: { id: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_jonas' },
      },
      composeTime: '2026-03-04T10:22:40.112Z',
      editTime: '2026-03-04T10:22:41.503Z',
      type: 'Text',
      version: 1772619761503,
      metadata: { ticket: '4417' },
      threadId: '19:3f8a1c5e7b9d4602@thread.v2',
      transactionId: 'pQ7mXb2LkE+9cT4vWnZ0Rg.1.1.1.1.48210337.1',
    },
    dataVersion: '1.0',
    metadataVersion: '1',
  },
});
