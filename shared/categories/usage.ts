/** Usage: what is billed. */
import { id, json, real, time, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { usagePart } from './parts/call-summary-part.ts';
import { category, correlationId, operationName, operationVersion, timeGenerated } from './standard-columns.ts';

export const usage = defineCategory({
  name: 'Usage',
  table: 'ACSBillingUsage',
  slug: 'usage',
  title: 'Usage records',
  purpose: 'One quantity of a billed service that was used: minutes of a participant, a message, megabytes relayed.',
  columns: [
    timeGenerated,
    operationName,
    operationVersion,
    category,
    correlationId,
    id('RecordId', 'Identifies the usage record; the same id twice is the same usage.'),
    word('UsageType', 'What was used.', { vocabulary: ['Audio', 'Chat', 'PSTN', 'NAT'] }),
    word('UnitType', 'What the quantity counts.', { vocabulary: ['minutes', 'megabytes', 'messages'] }),
    real('Quantity', 'How much was used.', { unit: 'as UnitType says' }),
    time('StartTime', 'When the use began.'),
    time('EndTime', 'When the use ended, where it lasts.'),
    id('ParticipantId', 'The participant of a group call whose use this is.'),
    id('UserIdA', 'One party: a user, or a number of a call.', { personal: 'identity' }),
    id('UserIdB', 'The other party: a user, or a number of a call.', { personal: 'identity' }),
    json('Properties', 'Further data of the kind of usage.', { personal: 'text', origin: 'seed' }),
  ],
  identity: always({ version: 1, columns: ['RecordId'] }),
  shards: always(1),
  part: usagePart,
  rest: 'Properties',
  hints: [
    'Usage says what was billed, not how it went: it has no result and no address of a caller.',
    'A group call is joined by ParticipantId, a call of two parties by CorrelationId.',
    'The telephone numbers of a call stand only here (UserIdA, UserIdB).',
  ],
  example: {
    time: '2026-03-04T10:12:44.8120000Z',
    resourceId: exampleResource,
    category: 'Usage',
    operationName: 'CallParticipant',
    operationVersion: '1.0',
    correlationId: '6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01',
    properties: {
      recordId: '2c41a9be-7d03-4a57-8f2e-51b60d7c9e10',
      usageType: 'PSTN',
      unitType: 'minutes',
      quantity: '6.8333',
      startTime: '2026-03-04T09:58:32.1180000Z',
      endTime: '2026-03-04T10:05:22.1180000Z',
      participantId: 'null',
      userIdA: '+18335550142',
      userIdB: '+18335550177',
      countryPrefix: '1',
    },
  },
});
