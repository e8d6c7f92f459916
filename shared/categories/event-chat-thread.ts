/** Events: a chat thread was created, changed or deleted. */
import { id, json, time } from './columns.ts';
import { always, defineCategory } from './define.ts';
import {
  byEventId,
  chatThreadId,
  envelopeColumns,
  eventNames,
  identifier,
  metadata,
  transactionId,
} from './event-columns.ts';
import { exampleResource } from './example-resource.ts';
import { loneEventPart } from './parts/operation-parts.ts';

const types = [
  'ChatThreadCreated',
  'ChatThreadCreatedWithUser',
  'ChatThreadPropertiesUpdated',
  'ChatThreadPropertiesUpdatedPerUser',
  'ChatThreadDeleted',
  'ChatThreadWithUserDeleted',
] as const;

export const eventChatThread = defineCategory({
  name: 'EventChatThread',
  kind: 'event',
  table: '',
  slug: 'event-chat-thread',
  aliases: eventNames(types),
  title: 'Event: chat thread',
  purpose: 'One thread was created, its properties were changed, or it was deleted.',
  columns: [
    ...envelopeColumns(types),
    chatThreadId,
    identifier('Actor', 'Who created, changed or deleted it.', [
      ...['createdByCommunicationIdentifier', 'editedByCommunicationIdentifier', 'deletedByCommunicationIdentifier'],
      ...['createdBy', 'editedBy', 'deletedBy'],
    ]),
    identifier('Recipient', 'The user whose event it is; absent where it is the event of the whole thread.', [
      'recipientCommunicationIdentifier',
      'recipientId',
    ]),
    json('ThreadProperties', 'The properties of the thread from now on, such as its topic.', {
      personal: 'text',
      accepts: ['properties'],
    }),
    json('ParticipantIds', 'The raw ids of the participants; each of them finds the record.', {
      personal: 'identity',
      accepts: ['participants.participantCommunicationIdentifier', 'members.memberId'],
    }),
    json('Participants', 'The participants, with the names that they show.', { personal: 'text' }),
    id('ThreadVersion', 'The version of the thread; every change gives it a higher.', {
      accepts: ['version'],
      lookup: false,
    }),
    time('CreateTime', 'When the thread was created.'),
    time('EditTime', 'When its properties were changed.'),
    time('DeleteTime', 'When it was deleted.'),
    transactionId,
    metadata,
  ],
  identity: byEventId,
  shards: always(1),
  part: loneEventPart,
  hints: [
    'Types with User in their names come once for each user of the thread; the others once for the thread.',
    'An update carries the new properties; the old ones stand in the thread’s event before it, by ChatThreadId and ThreadVersion.',
  ],
  example: {
    id: 'e2b7095d-41c8-4f3a-9607-d5a8c1f30b7e',
    topic: exampleResource,
    subject: 'thread/19:3f8a1c5e7b9d4602@thread.v2/createdBy/8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_maria',
    eventType: 'Microsoft.Communication.ChatThreadCreated',
    eventTime: '2026-03-04T10:20:05.9120447Z',
    data: {
      createdByCommunicationIdentifier: { rawId: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_maria' },
      properties: { topic: 'Refund 4417' },
      participants: [
        {
          displayName: 'Maria',
          participantCommunicationIdentifier: { rawId: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_maria' },
        },
        {
          displayName: 'Jonas',
          participantCommunicationIdentifier: { rawId: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_jonas' },
        },
      ],
      createTime: '2026-03-04T10:20:05.774Z',
      version: 1772619605774,
      metadata: { ticket: '4417' },
      threadId: '19:3f8a1c5e7b9d4602@thread.v2',
      transactionId: 'Zc8rTq1UvEa3yH6nBmW5Kg.1.1.1.1.48207714.1',
    },
    dataVersion: '1.0',
    metadataVersion: '1',
  },
});
