/** Events: an SMS came in. */
import { id, int, text, time } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { byEventId, envelopeColumns, eventNames } from './event-columns.ts';
import { exampleResource } from './example-resource.ts';
import { eventSmsReceivedPart } from './parts/message-parts.ts';

const types = ['SMSReceived'] as const;

export const eventSmsReceived = defineCategory({
  name: 'EventSMSReceived',
  kind: 'event',
  table: '',
  slug: 'event-sms-received',
  aliases: eventNames(types),
  title: 'Event: SMS received',
  purpose: 'One SMS that came to an own number.',
  columns: [
    ...envelopeColumns(types),
    id('MessageId', 'Identifies the message.'),
    id('From', 'The number that sent it.', { personal: 'phone' }),
    id('To', 'The own number to which it came.', { personal: 'phone', common: true }),
    time('ReceivedTimestamp', 'When the message was received.'),
    int('SegmentCount', 'Into how many segments the message was divided.'),
    text('Message', 'What the message says; dropped unless KEEP_MESSAGE_TEXT is true.', {
      personal: 'text',
      messageText: true,
      accepts: ['messageText', 'messageBody', 'text', 'content', 'body'],
    }),
  ],
  identity: byEventId,
  shards: always(1),
  part: eventSmsReceivedPart,
  hints: [
    'Events name both numbers of an SMS; the log names only the own one.',
    'The text of a message is dropped unless the setting KEEP_MESSAGE_TEXT says otherwise.',
  ],
  example: {
    id: 'Incoming_2026030409181107c9e1b2d3-4f5a-4b6c-8d7e-9f0a1b2c3d4e_noam',
    topic: exampleResource,
    subject: '/phonenumber/18335550142',
    eventType: 'Microsoft.Communication.SMSReceived',
    eventTime: '2026-03-04T09:18:12.5010202Z',
    data: {
      messageId: 'Incoming_2026030409181107c9e1b2d3-4f5a-4b6c-8d7e-9f0a1b2c3d4e_noam',
      from: '+12065550117',
      to: '+18335550142',
      receivedTimestamp: '2026-03-04T09:18:11.0739214Z',
      segmentCount: 1,
    },
    dataVersion: '1.0',
    metadataVersion: '1',
  },
});
