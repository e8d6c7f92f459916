/** Events: what became of an SMS that was sent. */
import { id, json, text, time, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { byEventId, envelopeColumns, eventNames } from './event-columns.ts';
import { exampleResource } from './example-resource.ts';
import { eventSmsDeliveryPart } from './parts/message-parts.ts';

const types = ['SMSDeliveryReportReceived'] as const;

export const eventSmsDelivery = defineCategory({
  name: 'EventSMSDelivery',
  kind: 'event',
  table: '',
  slug: 'event-sms-delivery',
  aliases: eventNames(types),
  title: 'Event: SMS delivery report',
  purpose: 'What the carrier said of one SMS that was sent.',
  columns: [
    ...envelopeColumns(types),
    id('MessageId', 'Identifies the message, as the answer to its sending did.'),
    id('From', 'The own number from which it was sent.', { personal: 'phone', common: true }),
    id('To', 'The number to which it was sent.', { personal: 'phone' }),
    word('DeliveryStatus', 'What became of it.', { vocabulary: ['Delivered', 'Failed'] }),
    text('DeliveryStatusDetails', 'Why, in words or with an error code.'),
    json('DeliveryAttempts', 'Each attempt: when, and how many segments succeeded and failed.'),
    time('ReceivedTimestamp', 'When the report was received.'),
    text('Tag', 'What the sender attached to the message.', { personal: 'text' }),
  ],
  identity: byEventId,
  shards: always(1),
  part: eventSmsDeliveryPart,
  hints: [
    'A delivery report comes only for messages that were sent with enableDeliveryReport.',
    'The message is named by MessageId, as in the log; several reports may come for one message.',
  ],
  example: {
    id: 'Outgoing_20260304091522a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d_noam',
    topic: exampleResource,
    subject: '/phonenumber/18335550142',
    eventType: 'Microsoft.Communication.SMSDeliveryReportReceived',
    eventTime: '2026-03-04T09:15:27.0000000Z',
    data: {
      messageId: 'Outgoing_20260304091522a1b2c3d4-5e6f-4a7b-8c9d-0e1f2a3b4c5d_noam',
      from: '+18335550142',
      to: '+12065550117',
      deliveryStatus: 'Delivered',
      deliveryStatusDetails: 'No error.',
      receivedTimestamp: '2026-03-04T09:15:26.8812043Z',
      deliveryAttempts: [{ timestamp: '2026-03-04T09:15:23.4410871Z', segmentsSucceeded: 1, segmentsFailed: 0 }],
      tag: 'reminder-0417',
    },
    dataVersion: '1.0',
    metadataVersion: '1',
  },
});
