/** Events: a call began or ended. */
import { int, real, text, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { callEventColumns } from './event-call-columns.ts';
import { byEventId, envelopeColumns, eventNames, identifier } from './event-columns.ts';
import { exampleResource } from './example-resource.ts';
import { eventCallPart } from './parts/call-step-parts.ts';

const types = ['CallStarted', 'CallEnded'] as const;

export const eventCall = defineCategory({
  name: 'EventCall',
  kind: 'event',
  table: '',
  slug: 'event-call',
  aliases: eventNames(types),
  title: 'Event: call',
  purpose: 'One call began or ended.',
  columns: [
    ...envelopeColumns(types),
    ...callEventColumns,
    real('CallDurationInSeconds', 'How long the call lasted.', { unit: 'seconds', accepts: ['durationOfCall'] }),
    identifier('EndedBy', 'Who ended the call.', ['endedBy']),
    word('EndedByType', 'Whether a participant or the service ended it.', {
      accepts: ['endedBy.type'],
      vocabulary: ['Participant', 'MicrosoftInternal'],
    }),
    text('EndedByName', 'The name of who ended it.', { accepts: ['endedBy.name'], personal: 'text' }),
    int('EndReasonCode', 'Why the call ended: the code.', { accepts: ['reason.code'] }),
    int('EndReasonSubCode', 'Why the call ended: the code below it.', { accepts: ['reason.subCode'] }),
    text('EndReason', 'Why the call ended, in words.', { accepts: ['reason.phrase', 'reason'] }),
  ],
  identity: byEventId,
  shards: always(1),
  part: eventCallPart,
  hints: ['There are events only for users of Communication Services: none for numbers, bots and users of Teams.'],
  example: {
    id: '0f6c8a2e-7b19-4d53-8e04-c5d1a9b37f60',
    topic: exampleResource,
    subject: 'call/aHR0cHM6Ly9jb252LmV4YW1wbGUub3JnL2NhbGwvNDQxNw',
    eventType: 'Microsoft.Communication.CallEnded',
    eventTime: '2026-03-04T10:09:44.2210038Z',
    data: {
      reason: { code: 0, subCode: 0, phrase: 'Success' },
      callDurationInSeconds: 402.5,
      endedBy: {
        communicationIdentifier: { rawId: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_jonas' },
        type: 'Participant',
        name: 'Jonas',
      },
      startedBy: {
        communicationIdentifier: {
          kind: 'communicationUser',
          rawId: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_maria',
          communicationUser: { id: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_maria' },
        },
        role: 'Presenter',
      },
      serverCallId: 'aHR0cHM6Ly9jb252LmV4YW1wbGUub3JnL2NhbGwvNDQxNw',
      group: { id: '3b9d5f70-1c24-4e86-a0b8-92d7c6e1f453' },
      room: { id: '99417360258214631' },
      isTwoParty: false,
      correlationId: '6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01',
      isRoomsCall: true,
    },
    dataVersion: '1.0',
    metadataVersion: '1',
  },
});
