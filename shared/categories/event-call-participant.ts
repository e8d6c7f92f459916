/** Events: somebody joined a call or left it. */
import { text, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { callEventColumns } from './event-call-columns.ts';
import { byEventId, envelopeColumns, eventNames, identifier } from './event-columns.ts';
import { exampleResource } from './example-resource.ts';
import { eventCallParticipantPart } from './parts/call-step-parts.ts';
import { participantId } from './standard-columns.ts';

const types = ['CallParticipantAdded', 'CallParticipantRemoved'] as const;

export const eventCallParticipant = defineCategory({
  name: 'EventCallParticipant',
  kind: 'event',
  table: '',
  slug: 'event-call-participant',
  aliases: eventNames(types),
  title: 'Event: call participant',
  purpose: 'Somebody joined a call or left it.',
  columns: [
    ...envelopeColumns(types),
    ...callEventColumns,
    participantId,
    identifier('Participant', 'Who joined or left.', ['user']),
    word('ParticipantRole', 'The role of the participant.', {
      accepts: ['user.role'],
      vocabulary: ['Attendee', 'Presenter', 'Organizer', 'Consumer', 'Collaborator'],
    }),
    text('DisplayName', 'The name that the participant shows.', { personal: 'text' }),
    text('UserAgent', 'What the software of the participant says of itself.', { accepts: ['endpointType'] }),
  ],
  identity: byEventId,
  shards: always(1),
  part: eventCallParticipantPart,
  hints: ['There are events only for users of Communication Services: none for numbers, bots and users of Teams.'],
  example: {
    id: '94b2e7d1-5f08-4a6c-b3e9-17c0d8f5a264',
    topic: exampleResource,
    subject:
      'call/aHR0cHM6Ly9jb252LmV4YW1wbGUub3JnL2NhbGwvNDQxNw/participant/8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_jonas',
    eventType: 'Microsoft.Communication.CallParticipantAdded',
    eventTime: '2026-03-04T10:03:04.0182275Z',
    data: {
      user: {
        communicationIdentifier: { rawId: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_jonas' },
        role: 'Attendee',
      },
      displayName: 'Jonas',
      participantId: 'c4a7f9d2-0a8b-4e63-b1f4-c2d6e8a09b35',
      userAgent: 'acs-web-client/1.24 (Windows; Edge)',
      startedBy: {
        communicationIdentifier: { rawId: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_maria' },
        role: 'Presenter',
      },
      serverCallId: 'aHR0cHM6Ly9jb252LmV4YW1wbGUub3JnL2NhbGwvNDQxNw',
      group: { id: '3b9d5f70-1c24-4e86-a0b8-92d7c6e1f453' },
      isTwoParty: false,
      correlationId: '6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01',
      isRoomsCall: false,
    },
    dataVersion: '1.0',
    metadataVersion: '1',
  },
});
