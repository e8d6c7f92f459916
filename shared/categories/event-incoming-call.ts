/** Events: a call rings. */
import { id, json, text } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { byEventId, envelopeColumns, eventNames, identifier } from './event-columns.ts';
import { exampleResource } from './example-resource.ts';
import { eventIncomingCallPart } from './parts/call-step-parts.ts';
import { serverCallId } from './standard-columns.ts';

const types = ['IncomingCall'] as const;

export const eventIncomingCall = defineCategory({
  name: 'EventIncomingCall',
  kind: 'event',
  table: '',
  slug: 'event-incoming-call',
  aliases: eventNames(types),
  title: 'Event: incoming call',
  purpose: 'One call rings, and an application may answer, reject or pass it on.',
  columns: [
    ...envelopeColumns(types),
    id('CorrelationId', 'The id of the call; call summaries have the same.'),
    serverCallId,
    identifier('From', 'Who calls.', ['from']),
    identifier('To', 'Who is called.', ['to'], { common: true }),
    identifier('OnBehalfOf', 'On behalf of whom the call is made.', ['onBehalfOfCallee']),
    text('CallerDisplayName', 'The name that the caller shows.', { personal: 'text' }),
    json('CustomContext', 'Headers of SIP and VoIP that came with the call.', { personal: 'text' }),
    text('IncomingCallContext', 'The signed text with which an application takes the call.'),
  ],
  identity: byEventId,
  shards: always(1),
  part: eventIncomingCallPart,
  hints: ['An incoming call that nobody takes has this event and perhaps no record in the logs.'],
  example: {
    id: 'b60d3f85-2e97-4c14-a8d0-5f9b7c1e6a42',
    topic: exampleResource,
    subject: '/caller/4:+12065550117/recipient/4:+18335550142',
    eventType: 'Microsoft.Communication.IncomingCall',
    eventTime: '2026-03-04T10:02:58.6071490Z',
    data: {
      to: { kind: 'phoneNumber', rawId: '4:+18335550142', phoneNumber: { value: '+18335550142' } },
      from: { kind: 'phoneNumber', rawId: '4:+12065550117', phoneNumber: { value: '+12065550117' } },
      serverCallId: 'aHR0cHM6Ly9jb252LmV4YW1wbGUub3JnL2NhbGwvNDQxNw',
      callerDisplayName: 'Front desk',
      customContext: { sipHeaders: { 'X-MS-Custom-queue': 'refunds' }, voipHeaders: {} },
      incomingCallContext: 'eyJleGFtcGxlIjoiaW5jb21pbmctY2FsbCJ9',
      correlationId: '6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01',
    },
    dataVersion: '1.0',
    metadataVersion: '1',
  },
});
