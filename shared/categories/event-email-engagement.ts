/** Events: somebody opened an e-mail or followed a link in it. */
import { id, text, time, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { byEventId, envelopeColumns, eventNames } from './event-columns.ts';
import { exampleResource } from './example-resource.ts';
import { eventEmailEngagementPart } from './parts/mail-parts.ts';
import { internetMessageId, userAgent } from './standard-columns.ts';

const types = ['EmailEngagementTrackingReportReceived'] as const;

export const eventEmailEngagement = defineCategory({
  name: 'EventEmailEngagement',
  kind: 'event',
  table: '',
  slug: 'event-email-engagement',
  aliases: eventNames(types),
  title: 'Event: e-mail engagement',
  purpose: 'Somebody opened an e-mail or followed a link in it.',
  columns: [
    ...envelopeColumns(types),
    id('MessageId', 'The id of the mail, as the send request returned it; logs call it CorrelationId.'),
    internetMessageId,
    id('Sender', 'The address from which the mail was sent.', { personal: 'email', common: true }),
    id('Recipient', 'The address of the recipient, where the service knows who it was.', { personal: 'email' }),
    word('EngagementType', 'What was done.', { vocabulary: ['View', 'Click'] }),
    text('EngagementContext', 'The link that was followed.', { personal: 'text' }),
    userAgent,
    time('UserActionTimestamp', 'When it was done.'),
  ],
  identity: byEventId,
  shards: always(1),
  part: eventEmailEngagementPart,
  hints: [
    'EventPath is the path by which subscriptions choose events, not the subject of the mail, which no event carries.',
    'Engagement is tracked only where the sending domain has it switched on.',
  ],
  example: {
    id: '19d3f6a8-2b57-4c90-8e41-7a5c0b6d9f12',
    topic: exampleResource,
    subject: 'sender/tickets@example.org/message/4be02d67-18c5-4f0a-b3f1-9a2d7c6e5b48',
    eventType: 'Microsoft.Communication.EmailEngagementTrackingReportReceived',
    eventTime: '2026-03-04T13:41:57.4112096Z',
    data: {
      sender: 'tickets@example.org',
      recipient: 'omar.farouk@example.com',
      messageId: '4be02d67-18c5-4f0a-b3f1-9a2d7c6e5b48',
      internetMessageId: '<8d5f2a61-93c0-4e77-a1b2-6f0d9e8c7b35@example.org>',
      userActionTimestamp: '2026-03-04T13:41:57.3390114+00:00',
      engagementContext: 'https://www.example.org/tickets/4417',
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
      engagementType: 'click',
    },
    dataVersion: '1.0',
    metadataVersion: '1',
  },
});
