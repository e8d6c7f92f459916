/** Events: a user lost the connection to the service. */
import { always, defineCategory } from './define.ts';
import { byEventId, envelopeColumns, eventNames, identifier } from './event-columns.ts';
import { exampleResource } from './example-resource.ts';
import { userDisconnectedPart } from './parts/operation-parts.ts';

const types = ['UserDisconnected'] as const;

export const eventUserDisconnected = defineCategory({
  name: 'EventUserDisconnected',
  kind: 'event',
  table: '',
  slug: 'event-user-disconnected',
  aliases: eventNames(types),
  title: 'Event: user disconnected',
  purpose: 'One user lost the connection to the service.',
  columns: [...envelopeColumns(types), identifier('User', 'Who was disconnected.', ['userCommunicationIdentifier'])],
  identity: byEventId,
  shards: always(1),
  part: userDisconnectedPart,
  hints: ['The event names the user only: neither a call nor a reason.'],
  example: {
    id: '2d9a7c50-8e36-4b1f-94c2-e07f5b3d6a18',
    topic: exampleResource,
    subject: 'user/8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_jonas',
    eventType: 'Microsoft.Communication.UserDisconnected',
    eventTime: '2026-03-04T10:12:30.1120000Z',
    data: {
      userCommunicationIdentifier: { rawId: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_jonas' },
    },
    dataVersion: '1.0',
    metadataVersion: '1',
  },
});
