/** Made-up records for the benches: the mix of a company that sends e-mail and SMS, chats and calls. */

const resource =
  '/SUBSCRIPTIONS/5C1D7E20-0000-4000-8000-0000000000AB/RESOURCEGROUPS/BENCH-RG/PROVIDERS/MICROSOFT.COMMUNICATION/COMMUNICATIONSERVICES/BENCH';

/** Numbers that look random and are the same in every run. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

type Make = (record: { time: string; id: string; next: () => number }) => object;

const makers: readonly Make[] = [
  ({ time, id, next }) => ({
    time,
    resourceId: resource,
    category: 'SMSOperational',
    operationName: next() < 0.5 ? 'SMSMessagesSent' : 'SMSDeliveryReportsReceived',
    operationVersion: '2021-03-07',
    resultType: next() < 0.97 ? 'Succeeded' : 'Failed',
    resultSignature: 202,
    durationMs: Math.floor(next() * 400),
    callerIpAddress: `203.0.113.${Math.floor(next() * 250)}`,
    level: 'Informational',
    correlationId: `${id.slice(0, 22)}.0`,
    uri: 'https://bench.communication.azure.com/sms?api-version=2021-03-07',
    properties: {
      messageId: `Outgoing_2026${id}_noam`,
      phoneNumber: `+1833555${String(Math.floor(next() * 20)).padStart(4, '0')}`,
      numberType: 'LongCodeNumber',
      country: 'US',
      deliveryAttempts: 1,
      outgoingMessageLength: Math.floor(next() * 160),
      incomingMessageLength: 0,
      method: 'POST',
      sdkType: 'azsdk-net-Communication.Sms',
      platformType: 'Microsoft Windows 10.0.20348',
    },
  }),
  ({ time, id, next }) => ({
    time,
    resourceId: resource,
    location: 'North Europe',
    operationName: 'DeliveryStatusUpdate',
    operationVersion: '2023-03-31',
    category: 'EmailStatusUpdateOperational',
    correlationId: id,
    properties: {
      OperationType: 'DeliveryStatusUpdate',
      OperationCategory: 'EmailStatusUpdateOperational',
      RecipientId: `person${Math.floor(next() * 5000)}@example.org`,
      DeliveryStatus: next() < 0.95 ? 'Delivered' : 'Bounced',
      SmtpStatusCode: '250',
      EnhancedSmtpStatusCode: '2.0.0',
      SenderDomain: 'example.com',
      SenderUsername: 'noreply',
      IsHardBounce: 'False',
      FailureReason: '',
      FailureMessage: '',
      InternetMessageId: `<${id}@example.com>`,
    },
  }),
  ({ time, id, next }) => ({
    time,
    resourceId: resource.slice(1),
    correlationId: id,
    operationName: 'CallDiagnostics',
    operationVersion: '1.0',
    category: 'CallDiagnostics',
    properties: {
      identifier: `acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_${id.slice(0, 8)}-1f0a-4b6c-9c3a-2d3e4f5a6b7c`,
      participantId: `${id.slice(0, 24)}${String(Math.floor(next() * 1e12)).padStart(12, '0')}`,
      endpointId: `0b7e6a51-6f0e-4e0c-bb5c-${String(Math.floor(next() * 1e12)).padStart(12, '0')}`,
      endpointType: 'VoIP',
      mediaType: next() < 0.7 ? 'Audio' : 'Video',
      streamId: String(Math.floor(next() * 4e9)),
      streamDirection: 'Inbound',
      transportType: 'UDP',
      codecName: 'SATIN_FULLBAND',
      roundTripTimeAvg: String(Math.floor(next() * 200)),
      roundTripTimeMax: '288',
      jitterAvg: String(Math.floor(next() * 20)),
      jitterMax: '41',
      packetLossRateAvg: '3.146336E-05',
      packetLossRateMax: '0.001769911',
    },
  }),
  ({ time, id, next }) => ({
    time,
    resourceId: resource,
    category: 'ChatOperational',
    operationName: 'SendChatMessage',
    operationVersion: '2021-09-07',
    resultType: 'Succeeded',
    resultSignature: '201',
    resultDescription: 'Created',
    durationMs: String(Math.floor(next() * 90)),
    callerIpAddress: `198.51.100.${Math.floor(next() * 250)}`,
    level: 'Informational',
    correlationId: id,
    uri: 'https://bench.communication.azure.com/chat/threads/messages?api-version=2021-09-07',
    properties: {
      chatThreadId: `19:${id.slice(0, 8)}@thread.v2`,
      chatMessageId: String(1_700_000_000_000 + Math.floor(next() * 1e9)),
      userId: `8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_${id.slice(9, 23)}`,
      sdkType: 'azsdk-js-communication-chat',
      platformType: 'Mac OS 14',
    },
  }),
];

export interface Span {
  /** Milliseconds since 1970 of the first record. */
  readonly from: number;
  /** Milliseconds over which all are spread evenly. */
  readonly over: number;
}

/** `count` records as JSON texts of about 800 bytes, in order of time, each of them another event. */
export function* recordTexts(count: number, span: Span, seed = 1): Generator<string> {
  const next = randomNumbers(seed);
  const hex = (digits: number) =>
    Math.floor(next() * 16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  for (let index = 0; index < count; index += 1) {
    const time = new Date(span.from + Math.floor((index / count) * span.over)).toISOString();
    const id = `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`;
    const make = makers[index % makers.length] as Make;
    yield JSON.stringify(make({ time: time.replace('Z', `${hex(4).replace(/\D/g, '1')}Z`), id, next }));
  }
}
