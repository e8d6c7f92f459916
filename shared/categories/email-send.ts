/** E-mail, sending: requests to send. */
import { int, real, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { emailSendPart } from './parts/mail-parts.ts';
import {
  category,
  location,
  mailCorrelationId,
  operationOf,
  operationVersion,
  timeGenerated,
} from './standard-columns.ts';

export const emailSend = defineCategory({
  name: 'EmailSendMailOperational',
  table: 'ACSEmailSendMailOperational',
  slug: 'email-send',
  title: 'E-mail: sent',
  purpose: 'One request to send an e-mail: its size and to how many.',
  columns: [
    timeGenerated,
    operationOf('SendMail'),
    operationVersion,
    category,
    mailCorrelationId,
    location,
    real('Size', 'Total size of body, subject, headers and attachments.', { unit: 'megabytes' }),
    int('ToRecipientsCount', 'Different addresses on the To line.'),
    int('CcRecipientsCount', 'Different addresses on the Cc line.'),
    int('BccRecipientsCount', 'Different addresses on the Bcc line.'),
    int('UniqueRecipientsCount', 'Different addresses of all three lines.'),
    int('AttachmentsCount', 'How many attachments.'),
    word('TrafficSource', 'What sent the request.', { vocabulary: ['Email .NET SDK'] }),
  ],
  identity: always({ version: 1, columns: [] }),
  shards: always(1),
  part: emailSendPart,
  hints: [
    'A send request is logged without sender, recipients, subject and text; sender and recipients stand in the status updates.',
    'A send request has no result; what became of the mail is in the status updates with the same CorrelationId.',
  ],
  example: {
    time: '2026-03-04T13:15:02.7716042+00:00',
    resourceId: exampleResource,
    location: 'West Europe',
    operationName: 'SendMail',
    operationVersion: '2023-03-31',
    category: 'EmailSendMailOperational',
    correlationId: '4be02d67-18c5-4f0a-b3f1-9a2d7c6e5b48',
    properties: {
      OperationType: 'SendMail',
      OperationCategory: 'EmailSendMailOperational',
      Size: 0.0423,
      ToRecipientsCount: 2,
      CcRecipientsCount: 1,
      BccRecipientsCount: 0,
      UniqueRecipientsCount: 3,
      AttachmentsCount: 1,
      TrafficSource: 'Email .NET SDK',
    },
    resourceGroup: 'talk-rg',
    resourceName: 'talk',
    resourceType: 'communicationservices',
    subscriptionId: '1B2C3D4E-0000-4000-8000-000000000001',
  },
});
