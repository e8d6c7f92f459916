/** Records of mails and SMS as senders write them: the shapes of published records, values of our own. */
import { resource } from '../ingest/events.ts';
import { at, log, type Sent } from './stories.ts';

export const mail = '4be02d67-18c5-4f0a-b3f1-9a2d7c6e5b48';

const mailLog = (category: string, time: string, operationName: string, properties: Sent): Sent => ({
  ...log(category, time.replace('Z', '4508+00:00'), { operationName, correlationId: mail }, properties),
  resourceId: resource,
  location: 'germanywestcentral',
});

export const status = (recipient: string, DeliveryStatus: string, time: string, over: Sent = {}): Sent =>
  mailLog('EmailStatusUpdateOperational', time, 'DeliveryStatusUpdate', {
    RecipientId: recipient,
    DeliveryStatus,
    SenderDomain: 'example.org',
    SenderUsername: 'tickets',
    IsHardBounce: 'False',
    ...over,
  });

export const sendMail = mailLog('EmailSendMailOperational', at(0), 'SendMail', {
  Size: 0.4,
  ToRecipientsCount: 2,
  CcRecipientsCount: 1,
  BccRecipientsCount: 0,
  UniqueRecipientsCount: 3,
  AttachmentsCount: 1,
});

/** A mail to three: one bounced; one opened it before its delivery was logged. */
export const threeRecipients: readonly Sent[] = [
  sendMail,
  status('', 'OutForDelivery', at(0, 5)),
  mailLog('EmailStatusUpdateOperational', at(0, 8), 'GetMessageStatus', { MessageStatus: 'Succeeded' }),
  status('lena@example.com', 'Delivered', at(1)),
  status('omar@example.com', 'Delivered', at(2)),
  status('ruth@example.com', 'Bounced', at(1, 30), { SmtpStatusCode: '550', IsHardBounce: 'True' }),
  mailLog('EmailUserEngagementOperational', at(0, 50), 'UserEngagementUpdate', {
    RecipientId: 'omar@example.com',
    EngagementType: 'View',
    UserAgent: 'Reader/7.1',
  }),
];

/** The same deliveries by Event Grid. */
export const mailEvents: readonly Sent[] = (
  [
    ['lena@example.com', 'Delivered', at(1)],
    ['omar@example.com', 'Delivered', at(2)],
    ['ruth@example.com', 'Bounced', at(1, 30)],
  ] as const
).map(([recipient, state, time]) => ({
  id: `event-${recipient}`,
  topic: resource,
  subject: `sender/tickets@example.org/message/${mail}`,
  eventType: 'Microsoft.Communication.EmailDeliveryReportReceived',
  eventTime: time,
  data: {
    sender: 'tickets@example.org',
    recipient,
    messageId: mail,
    status: state,
    deliveryAttemptTimestamp: time,
  },
  dataVersion: '1.0',
  metadataVersion: '1',
}));

const message = 'Outgoing_20260304090000a1b2c3d4_noam';

/** An SMS and its report: one MessageId, two CorrelationIds. */
export const smsPair: readonly Sent[] = [
  log(
    'SMSOperational',
    at(0),
    { operationName: 'SMSMessagesSent', correlationId: 'tl8W/a+m.0', resultType: 'Succeeded' },
    {
      messageId: message,
      phoneNumber: '+18335550100',
      deliveryAttempts: 0,
    },
  ),
  log(
    'SMSOperational',
    at(0, 6),
    {
      operationName: 'SMSDeliveryReportsReceived',
      correlationId: 'Qk4b==.0',
      resultType: 'Failed',
      resultDescription: 'ErrorCode: 4005. ErrorMessage: Message is blocked by destination carrier',
    },
    { messageId: message, phoneNumber: '+18335550100', deliveryAttempts: 1 },
  ),
];
