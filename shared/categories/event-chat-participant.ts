/** Events: somebody was added to a chat thread or removed from it. */
import { id, json, text, time } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { byEventId, chatThreadId, envelopeColumns, eventNames, identifier, transactionId } from './event-columns.ts';
import { exampleResource } from './example-resource.ts';
import { loneEventPart } from './parts/operation-parts.ts';

const types = [
  'ChatThreadParticipantAdded',
  'ChatThreadParticipantRemoved',
  'ChatParticipantAddedToThreadWithUser',
  'ChatParticipantRemovedFromThreadWithUser',
  'ChatMemberAddedToThreadWithUser',
  'ChatMemberRemovedFromThreadWithUser',
] as const;

export const eventChatParticipant = defineCategory({
  name: 'EventChatParticipant',
  kind: 'event',
  table: '',
  slug: 'event-chat-participant',
  aliases: eventNames(types),
  title: 'Event: chat participant',
  purpose: 'Somebody was added to a thread or removed from it.',
  columns: [
    ...envelopeColumns(types),
    chatThreadId,
    identifier('Actor', 'Who added or removed the participant.', [
      ...['addedByCommunicationIdentifier', 'removedByCommunicationIdentifier', 'addedBy', 'removedBy'],
    ]),
    identifier('Participant', 'Who was added or removed.', [
      'participantAdded.participantCommunicationIdentifier',
      'participantRemoved.participantCommunicationIdentifier',
      'memberAdded.memberId',
      'memberRemoved.memberId',
    ]),
    text('DisplayName', 'The name that the participant shows.', {
      personal: 'text',
      accepts: [
        ...['participantAdded.displayName', 'participantRemoved.displayName'],
        ...['memberAdded.displayName', 'memberRemoved.displayName'],
      ],
    }),
    identifier('Recipient', 'The user whose event it is; absent where it is the event of the whole thread.', [
      'recipientCommunicationIdentifier',
      'recipientId',
    ]),
    time('ActionTime', 'When the participant was added or removed.', { accepts: ['data.time'] }),
    time('CreateTime', 'When the thread was created.'),
    id('ThreadVersion', 'The version of the thread; every change gives it a higher.', {
      accepts: ['version'],
      lookup: false,
    }),
    transactionId,
    json('Metadata', 'What the application attached to the participant.', {
      personal: 'text',
      accepts: ['participantAdded.metadata', 'participantRemoved.metadata'],
    }),
  ],
  identity: byEventId,
  shards: always(1),
  part: loneEventPart,
  hints: ['Types with User in their names come once for each user of the thread; the others once for the thread.'],
  example: {
    id: '71f4a9c6-0d85-4e2b-93a7-6b8c5d1e4f30',
    topic: exampleResource,
    subject: 'thread/19:3f8a1c5e7b9d4602@thread.v2/participantadded/8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_aiko',
    eventType: 'Microsoft.Communication.ChatThreadParticipantAdded',
    eventTime: '2026-03-04T10:31:18.4406713Z',
    data: {
      time: '2026-03-04T10:31:17.9034412+00:00',
      addedByCommunicationIdentifier: { rawId: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_maria' },
      participantAdded: {
        displayName: 'Aiko',
        participantCommunicationIdentifier: { rawId: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_aiko' },
      },
      createTime: '2026-03-04T10:20:05.774Z',
      version: 1772620277903,
      threadId: '19:3f8a1c5e7b9d4602@thread.v2',
      transactionId: 'Ud5kYw0JsE+1oF7xLqN3Vg.1.1.1.1.48216602.1',
    },
    dataVersion: '1.0',
    metadataVersion: '1',
  },
});
