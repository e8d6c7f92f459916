/** The 28 tables of Azure Monitor's reference with their own columns, by type: what every category row is held against. */

/** Types as Azure Monitor names them. */
export type TableType = 'string' | 'int' | 'long' | 'real' | 'bool' | 'datetime' | 'dynamic';

/** Names split by blanks. Every table has `TimeGenerated`, and others (`TenantId`, `Type`, `_ResourceId`, …) that are left out. */
type Columns = Partial<Record<TableType, string>>;

const tables: Readonly<Record<string, Columns>> = {
  ACSAdvancedMessagingOperations: {
    string:
      'CallerIpAddress Category ChannelId CorrelationId Level Location MessageStatus MessageType' +
      ' OperationName OperationVersion ResultDescription ResultSignature ResultType URI',
    int: 'DurationMs',
  },
  ACSAuthIncomingOperations: {
    string:
      'Category CorrelationId Identity Level OperationName OperationVersion PlatformType ResultDescription' +
      ' ResultSignature ResultType SdkType URI',
    int: 'DurationMs',
    dynamic: 'Scopes',
  },
  ACSBillingUsage: {
    datetime: 'EndTime StartTime',
    string:
      'Category CorrelationId OperationName OperationVersion ParticipantId RecordId UnitType UsageType' +
      ' UserIdA UserIdB',
    real: 'Quantity',
  },
  ACSCallAutomationIncomingOperations: {
    string:
      'CallConnectionId CallerIpAddress CorrelationId Level OperationId OperationName OperationVersion' +
      ' ResultType SdkType SdkVersion ServerCallId SubOperationName URI',
    int: 'DurationMs ResultSignature',
  },
  ACSCallAutomationMediaSummary: {
    string:
      'CorrelationId Level OperationId OperationName RecognizePromptSubOperationName ResultMessage' + ' ResultType',
    int: 'ResultCode ResultSubcode',
    bool: 'PlayInLoop PlayInterrupted PlayToParticipant',
  },
  ACSCallAutomationStreamingUsage: {
    datetime: 'StreamingStartTime',
    string: 'CallConnectionId CorrelationId ParticipantId StreamingModality StreamingSessionId',
    real: 'StreamingDurationInMs',
  },
  ACSCallClientMediaStatsTimeSeries: {
    datetime: 'CallClientTimeStamp',
    string:
      'CallId ClientInstanceId EndpointId MediaStreamCodec MediaStreamDirection MediaStreamId' +
      ' MediaStreamType MetricName OperationName ParticipantId RemoteEndpointId RemoteParticipantId',
    int: 'AggregationIntervalSeconds',
    long: 'Count',
    real: 'Average Maximum Minimum Sum',
  },
  ACSCallClientOperations: {
    datetime: 'CallClientTimeStamp',
    string:
      'CallId ClientInstanceId EndpointId OperationId OperationName OperationType ParticipantId ResultType' +
      ' SdkVersion UserAgent',
    int: 'ResultSignature',
    long: 'DurationMs',
    dynamic: 'OperationPayload',
  },
  ACSCallClientServiceRequestAndOutcome: {
    string: 'Category CorrelationId Level OperationName ResultType',
    int: 'DurationMs ResultSignature',
    dynamic: 'Properties',
  },
  ACSCallClosedCaptionsSummary: {
    datetime: 'StartTime',
    string:
      'CancelReason CorrelationId EndReason Level OperationName ResultType SpeechRecognitionSessionId' +
      ' SpokenLanguage',
    real: 'Duration',
  },
  ACSCallDiagnostics: {
    string:
      'Category CodecName CorrelationId EndpointId EndpointType Identifier MediaType OperationName' +
      ' OperationVersion ParticipantId StreamDirection TransportType',
    int:
      'JitterAvg JitterBufferSizeAvg JitterBufferSizeMax JitterMax PacketUtilization RecvResolutionHeight' +
      ' RoundTripTimeAvg RoundTripTimeMax VideoBitRateAvg VideoBitRateMax',
    long: 'StreamId',
    real:
      'HealedDataRatioAvg HealedDataRatioMax PacketLossRateAvg PacketLossRateMax' +
      ' RecvFreezeDurationPerMinuteInMs VideoFrameRateAvg',
    bool: 'TPE',
  },
  ACSCallDiagnosticsUpdates: {
    string:
      'Category CodecName CorrelationId EndpointId EndpointType Identifier MediaType OperationName' +
      ' OperationVersion ParticipantId StreamDirection TransportType',
    int:
      'CallUpdatesVersion JitterAvg JitterBufferSizeAvg JitterBufferSizeMax JitterMax PacketUtilization' +
      ' RecvResolutionHeight RoundTripTimeAvg RoundTripTimeMax VideoBitRateAvg VideoBitRateMax',
    long: 'StreamId',
    real:
      'HealedDataRatioAvg HealedDataRatioMax PacketLossRateAvg PacketLossRateMax' +
      ' RecvFreezeDurationPerMinuteInMs VideoFrameRateAvg',
    bool: 'TPE',
  },
  ACSCallRecordingIncomingOperations: {
    string:
      'CallConnectionId CallerIpAddress CorrelationId Level OperationName OperationVersion ResultType' +
      ' SdkType SdkVersion ServerCallId URI',
    int: 'DurationMs ResultSignature',
  },
  ACSCallRecordingSummary: {
    datetime: 'RecordingStartTime',
    string:
      'ChannelType ContentType CorrelationId FormatType Level OperationName RecordingEndReason RecordingId' +
      ' ResultType',
    int: 'AudioChannelsCount ChunkCount',
    real: 'RecordingLength',
  },
  ACSCallSummary: {
    datetime: 'CallStartTime ParticipantStartTime',
    string:
      'CallDebuggingInfo CallType Category CorrelationId DiagnosticOptions EndpointId EndpointType' +
      ' Identifier OperationName OperationVersion OsVersion ParticipantEndReason ParticipantEndSubCode' +
      ' ParticipantId ParticipantTenantId ParticipantType PstnParticipantCallType ResultCategory SdkVersion' +
      ' TeamsThreadId',
    long: 'CallDuration ParticipantDuration',
    bool: 'TPE',
  },
  ACSCallSummaryUpdates: {
    datetime: 'CallStartTime ParticipantStartTime',
    string:
      'CallDebuggingInfo CallType Category CorrelationId DiagnosticOptions EndpointId EndpointType' +
      ' Identifier OperationName OperationVersion OsVersion ParticipantEndReason ParticipantEndSubCode' +
      ' ParticipantId ParticipantTenantId ParticipantType PstnParticipantCallType ResultCategory SdkVersion' +
      ' TeamsThreadId',
    int: 'CallUpdatesVersion',
    long: 'CallDuration ParticipantDuration',
    bool: 'TPE',
  },
  ACSCallSurvey: {
    string:
      'AudioIssues CallId CorrelationId OperationName OperationVersion OverallCallIssues ParticipantId' +
      ' ScreenshareIssues SurveyId VideoIssues',
    int:
      'AudioRatingScore AudioRatingScoreLowerBound AudioRatingScoreThreshold AudioRatingScoreUpperBound' +
      ' OverallRatingScore OverallRatingScoreLowerBound OverallRatingScoreThreshold' +
      ' OverallRatingScoreUpperBound ScreenshareRatingScore ScreenshareRatingScoreLowerBound' +
      ' ScreenshareRatingScoreThreshold ScreenshareRatingScoreUpperBound VideoRatingScore' +
      ' VideoRatingScoreLowerBound VideoRatingScoreThreshold VideoRatingScoreUpperBound',
  },
  ACSCallingMetrics: {
    datetime: 'TimestampBin TimestampMax',
    string:
      'CallType Category CorrelationId DeviceBrand DeviceBrowser DeviceBrowserVersionMajor' +
      ' DeviceBrowserVersionMinor DeviceFamily DeviceModel DeviceOsName DeviceOsVersionMajor' +
      ' DeviceOsVersionMinor Goal MetricName OperationName OperationVersion Platform ResultType SdkVersion' +
      ' SubCode Unit',
    int: 'CallsDcount FailedLegsDcount LegsDcount SuccessLegsDcount',
    real: 'MetricValueAvg',
  },
  ACSChatIncomingOperations: {
    string:
      'CallerIpAddress Category ChatThreadId CorrelationId Level OperationName OperationVersion' +
      ' PlatformType ResultDescription ResultSignature ResultType SdkType URI UserId',
    int: 'ChatMessageId DurationMs',
  },
  ACSEmailSendMailOperational: {
    string: 'Category CorrelationId Location OperationName OperationVersion TrafficSource',
    int: 'AttachmentsCount BccRecipientsCount CcRecipientsCount ToRecipientsCount UniqueRecipientsCount',
    real: 'Size',
  },
  ACSEmailStatusUpdateOperational: {
    string:
      'Category CorrelationId DeliveryStatus EnhancedSmtpStatusCode FailureMessage FailureReason' +
      ' InternetMessageId IsHardBounce Location OperationName OperationVersion RecipientId' +
      ' RecipientMailServerHostName SenderDomain SenderUsername SmtpStatusCode',
  },
  ACSEmailUserEngagementOperational: {
    string:
      'Category CorrelationId EngagementContext EngagementType InternetMessageId Location OperationName' +
      ' OperationVersion RecipientId UserAgent',
  },
  ACSJobRouterIncomingOperations: {
    string:
      'CallerIpAddress CorrelationId EntityId EntityType Level OperationName OperationVersion' +
      ' ResultDescription ResultSignature ResultType SdkType URI',
    real: 'DurationMs',
  },
  ACSNetworkTraversalDiagnostics: {
    string:
      'CallerIpAddress Category CorrelationId Identity Level OperationName Protocol Reason RelayLocation' +
      ' ResultSignature ResultType',
    long: 'BytesReceived BytesSent TotalBytesFromClient TotalBytesToClient',
  },
  ACSNetworkTraversalIncomingOperations: {
    string:
      'Category CorrelationId Identity Level OperationName OperationVersion PlatformType ResultSignature' +
      ' ResultType RouteType SdkType TTL URI',
    int: 'DurationMs',
  },
  ACSOptOutManagementOperations: {
    string:
      'CallerIpAddress Category CorrelationId Country Level Method OperationName OperationVersion' +
      ' PhoneNumber PlatformType ResultDescription ResultSignature ResultType SdkType URI',
    int: 'DurationMs',
  },
  ACSRoomsIncomingOperations: {
    string: 'CorrelationId Level OperationName OperationVersion ResultSignature ResultType RoomId',
    int:
      'AddedRoomParticipantsCount RemovedRoomParticipantsCount RoomLifespan RoomParticipantsAttendee' +
      ' RoomParticipantsConsumer RoomParticipantsCount RoomParticipantsPresenter' +
      ' UpsertedRoomParticipantsCount',
    bool: 'PstnDialOutEnabled',
  },
  ACSSMSIncomingOperations: {
    string:
      'CallerIpAddress Category CorrelationId Country Level MessageId Method NumberType OperationName' +
      ' OperationVersion PhoneNumber PlatformType ResultDescription ResultSignature ResultType SdkType URI',
    int: 'DeliveryAttempts DurationMs IncomingMessageLength OutgoingMessageLength',
  },
};

/** Table → column → type. */
export const azureMonitorTables: ReadonlyMap<string, ReadonlyMap<string, TableType>> = new Map(
  Object.entries(tables).map(([table, columns]) => [
    table,
    new Map([
      ['TimeGenerated', 'datetime'],
      ...Object.entries(columns).flatMap(([type, names]) =>
        names.split(' ').map((name): [string, TableType] => [name, type as TableType]),
      ),
    ]),
  ]),
);
