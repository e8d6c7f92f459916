/** Columns of the nine categories that the product's documentation describes, as it spells them. */

const request = 'TimeGenerated OperationName CorrelationID OperationVersion Category ResultType ResultSignature';
const mail = 'TimeGenerated Location OperationName OperationVersion Category CorrelationID';

/** Wire name → spellings. */
export const documentedColumns: Readonly<Record<string, readonly string[]>> = {
  Usage: [
    ...['Timestamp', 'Operation Name', 'Operation Version', 'Category', 'Correlation ID', 'Properties'],
    ...['Record ID', 'Usage Type', 'Unit Type', 'Quantity'],
  ],
  ChatOperational: split(
    `${request} ResultDescription DurationMs CallerIpAddress Level URI UserId ChatThreadId ChatMessageId SdkType PlatformType`,
  ),
  SMSOperational: split(
    `${request} ResultDescription DurationMs CallerIpAddress Level URI OutgoingMessageLength IncomingMessageLength
     DeliveryAttempts PhoneNumber SdkType PlatformType Method NumberType`,
  ),
  AuthOperational: split(`${request} DurationMs CallerIpAddress Level URI SdkType PlatformType Identity Scopes`),
  NetworkTraversalOperational: split(
    `TimeGenerated OperationName CorrelationId OperationVersion Category ResultType ResultSignature DurationMs Level URI
     Identity SdkType PlatformType RouteType`,
  ),
  EmailSendMailOperational: split(
    `${mail} Size ToRecipientsCount CcRecipientsCount BccRecipientsCount UniqueRecipientsCount AttachmentsCount`,
  ),
  EmailStatusUpdateOperational: split(`${mail} RecipientId DeliveryStatus`),
  EmailUserEngagementOperational: split(`${mail} RecipientId EngagementType EngagementContext UserAgent`),
  CallAutomationOperational: split(
    `${request} DurationMs CallerIpAddress Level URI CallConnectionId ServerCallId SDKVersion SDKType ParticipantId
     SubOperationName`,
  ),
};

function split(names: string): readonly string[] {
  return names.split(/\s+/);
}
