/** E-mail, engagement: a recipient opened a mail or followed a link. */
import { text, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { emailEngagementPart } from './parts/mail-parts.ts';
import {
  category,
  internetMessageId,
  location,
  mailCorrelationId,
  operationOf,
  operationVersion,
  recipientId,
  timeGenerated,
  userAgent,
} from './standard-columns.ts';

export const emailEngagement = defineCategory({
  name: 'EmailUserEngagementOperational',
  table: 'ACSEmailUserEngagementOperational',
  slug: 'email-engagement',
  title: 'E-mail: user engagement',
  purpose: 'One opening of an e-mail, or one click on a link in it.',
  columns: [
    timeGenerated,
    operationOf('UserEngagementUpdate'),
    operationVersion,
    category,
    mailCorrelationId,
    location,
    recipientId,
    word('EngagementType', 'What the recipient did.', { vocabulary: ['View', 'Click'] }),
    text('EngagementContext', 'What the recipient acted on: the link of a click.', { personal: 'text' }),
    userAgent,
    internetMessageId,
  ],
  identity: always({ version: 1, columns: ['RecipientId', 'EngagementType', 'EngagementContext', 'UserAgent'] }),
  shards: always(1),
  part: emailEngagementPart,
  hints: [
    'Engagement is logged only where user engagement tracking is switched on for the domain.',
    'RecipientId and EngagementContext may be missing; the mail is always named by CorrelationId.',
    'No record of unsubscribing is known.',
  ],
  example: {
    time: '2026-03-04T13:41:57.3390114+00:00',
    resourceId: exampleResource,
    location: 'West Europe',
    operationName: 'UserEngagementUpdate',
    operationVersion: '2023-03-31',
    category: 'EmailUserEngagementOperational',
    correlationId: '4be02d67-18c5-4f0a-b3f1-9a2d7c6e5b48',
    properties: {
      OperationType: 'UserEngagementUpdate',
      OperationCategory: 'EmailUserEngagementOperational',
      RecipientId: 'omar.farouk@example.com',
      EngagementType: 'Click',
      EngagementContext: 'https://www.example.org/tickets/20418',
      UserAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_4) Version/17.4 Safari/605.1.15',
      InternetMessageId: '<8d5f2a61-93c0-4e77-a1b2-6f0d9e8c7b35@example.org>',
    },
  },
});
