/** Events: what became of one recipient's copy of an e-mail. */
import { id, text, time, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { byEventId, envelopeColumns, eventNames } from './event-columns.ts';
import { exampleResource } from './example-resource.ts';
import { eventEmailDeliveryPart } from './parts/mail-parts.ts';
import { internetMessageId } from './standard-columns.ts';

const types = ['EmailDeliveryReportReceived'] as const;

export const eventEmailDelivery = defineCategory({
  name: 'EventEmailDelivery',
  kind: 'event',
  table: '',
  slug: 'event-email-delivery',
  aliases: eventNames(types),
  title: 'Event: e-mail delivery report',
  purpose: 'What became of the copy of an e-mail to one recipient.',
  columns: [
    ...envelopeColumns(types),
    id('MessageId', 'The id of the mail, as the send request returned it; logs call it CorrelationId.'),
    internetMessageId,
    id('Sender', 'The address from which the mail was sent.', { personal: 'email', common: true }),
    id('Recipient', 'The address of the recipient.', { personal: 'email' }),
    word('Status', 'What became of the copy; everything but Delivered and Expanded is a failure.', {
      vocabulary: ['Delivered', 'Bounced', 'Failed', 'FilteredSpam', 'Quarantined', 'Suppressed', 'Expanded'],
    }),
    text('StatusMessage', 'What the mail server said; it may repeat addresses.', {
      personal: 'text',
      accepts: ['deliveryStatusDetails.statusMessage', 'deliveryStatusDetails'],
    }),
    id('RecipientMailServerHostName', 'The mail server of the recipient.', {
      common: true,
      lookup: false,
      accepts: ['deliveryStatusDetails.recipientMailServerHostName'],
    }),
    time('DeliveryAttemptTimestamp', 'When delivery was tried.'),
  ],
  identity: byEventId,
  shards: always(1),
  part: eventEmailDeliveryPart,
  hints: [
    'EventPath is the path by which subscriptions choose events, not the subject of the mail, which no event carries.',
    'A suppressed copy has no InternetMessageId: it never left.',
  ],
  example: {
    id: 'c7f0b1d2-6a35-4e18-9b4c-2d8e7f105a63',
    topic: exampleResource,
    subject: 'sender/tickets@example.org/message/4be02d67-18c5-4f0a-b3f1-9a2d7c6e5b48',
    eventType: 'Microsoft.Communication.EmailDeliveryReportReceived',
    eventTime: '2026-03-04T13:15:19.1204471Z',
    data: {
      sender: 'tickets@example.org',
      recipient: 'lena.holm@example.com',
      internetMessageId: '<8d5f2a61-93c0-4e77-a1b2-6f0d9e8c7b35@example.org>',
      messageId: '4be02d67-18c5-4f0a-b3f1-9a2d7c6e5b48',
      status: 'Bounced',
      deliveryStatusDetails: {
        statusMessage: '550 5.1.1 no such user here',
        recipientMailServerHostName: 'mx1.example.com',
      },
      deliveryAttemptTimestamp: '2026-03-04T13:15:19.0048125+00:00',
    },
    dataVersion: '1.0',
    metadataVersion: '1',
  },
});
