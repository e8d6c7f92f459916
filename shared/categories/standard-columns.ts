/** Columns that many categories have with one meaning; a category row lists those that its table has. */
import { bool, id, int, text, time, word } from './columns.ts';
import { resourceIdForm } from './resource-id.ts';

export const timeGenerated = time('TimeGenerated', 'When the log was generated.', { accepts: ['time', 'timestamp'] });

/** The operation, with the documented names that a category knows. */
export const operationOf = (...vocabulary: readonly string[]) =>
  word('OperationName', 'The operation that the record is about.', { accepts: ['OperationType'], vocabulary });
export const operationName = operationOf();
export const operationVersion = word(
  'OperationVersion',
  'The `api-version` of the operation, or the version of its record where there is no API.',
);
export const category = word('Category', 'The log category, under the name that Azure Monitor gives it.', {
  accepts: ['OperationCategory'],
});
/** For tables that lack the column, though every road but Log Analytics delivers it. */
export const seedCategory = { ...category, origin: 'seed' } as const;
export const correlationId = id('CorrelationId', 'Identifies events that belong together, across categories.');
export const resultType = word('ResultType', 'The status of the operation.', { vocabulary: ['Succeeded', 'Failed'] });
export const resultSignature = word(
  'ResultSignature',
  'The sub-status of the operation; the HTTP status where it is a REST call.',
);
export const resultDescription = text('ResultDescription', 'The static text that describes the result.');
export const durationMs = int('DurationMs', 'How long the operation took.', { unit: 'milliseconds' });
export const callerIpAddress = id('CallerIpAddress', 'The address from which the operation was called.', {
  personal: 'ip',
  common: true,
});
/** For tables that lack the column, though the documentation has it. */
export const seedCallerIpAddress = { ...callerIpAddress, origin: 'seed' } as const;
export const level = word('Level', 'The severity of the event.', {
  vocabulary: ['Informational', 'Warning', 'Error', 'Critical'],
});
export const uri = text('URI', 'The URI of the request; its path may name a user.', { personal: 'text' });
export const location = word('Location', 'The region where the operation was processed.');
export const method = word('Method', 'The HTTP method of the request.');
export const sdkType = word('SdkType', 'The kind of SDK that made the request.');
export const sdkVersion = word('SdkVersion', 'The version of the SDK that made the request.');
export const platformType = word('PlatformType', 'The platform from which the request was made.');

export const mailCorrelationId = id('CorrelationId', 'The id of the mail, as the send request returned it.');
export const recipientId = id(
  'RecipientId',
  'The address of the recipient; absent where the record is about the mail.',
  {
    personal: 'email',
  },
);
export const internetMessageId = id('InternetMessageId', 'The `Message-ID` header of the mail.');
export const userAgent = text('UserAgent', "What the client's software says of itself.");

export const callConnectionId = id(
  'CallConnectionId',
  'Identifies the connection of one participant, or of the application, to the call.',
);
export const serverCallId = id('ServerCallId', 'Identifies the call as the service knows it.');
export const callClientTimeStamp = time('CallClientTimeStamp', 'When it happened, by the clock of the client.');
export const callId = id('CallId', 'Identifies the call.');
export const participantId = id('ParticipantId', 'Identifies the participant of the call.');
export const endpointId = id('EndpointId', 'Identifies the endpoint of the call; stable for one client installation.');
export const clientInstanceId = id('ClientInstanceId', 'Identifies one instance of the calling client.');
export const endpointType = word('EndpointType', 'Kind of the endpoint.', {
  vocabulary: ['Server', 'VoIP', 'PSTN', 'Bot', 'Voicemail', 'Anonymous', 'Unknown'],
});
export const identifier = id('Identifier', 'The user: a communication identity, a Teams user or a number.', {
  personal: 'identity',
});
export const callUpdatesVersion = int(
  'CallUpdatesVersion',
  'The version of this update; of one participant or stream the highest counts.',
);
export const tpe = bool('TPE', 'Whether the participant takes part by the Teams phone extensibility.');

const lowerCase = (value: string) => value.toLowerCase();

/** Every category has these; all but the first are read out of it. */
export const resourceColumns = [
  id('ResourceId', 'The Communication Services resource, in lower case with one leading slash.', {
    lookup: false,
    accepts: ['topic'],
    form: resourceIdForm,
  }),
  id('SubscriptionId', 'The Azure subscription of the resource.', { lookup: false, form: lowerCase }),
  word('ResourceGroup', 'The resource group of the resource.', { form: lowerCase }),
  word('ResourceName', 'The name of the resource.', { form: lowerCase }),
] as const;
