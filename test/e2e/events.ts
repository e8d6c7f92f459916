/** What the Communication Services of an invented company logged: seven kinds of event in three hours of two days. */

/** As a diagnostic setting writes it. */
export interface Delivered {
  readonly time: string;
  readonly category?: string;
  readonly correlationId: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

export interface Event {
  readonly kind: Kind;
  /** `2026-02-26T22`. */
  readonly hour: string;
  readonly delivered: Delivered;
}

export const resource =
  '/SUBSCRIPTIONS/5C7F0D1A-0000-4000-8000-00000000FE12/RESOURCEGROUPS/FERN-RG/PROVIDERS/MICROSOFT.COMMUNICATION/COMMUNICATIONSERVICES/FERN';
export const ownNumbers = ['+14255550163', '+14255550188'] as const;
export const caller = '+14255550171';
export const users = ['ana', 'bo', 'cy'].map(
  (_, n) => `8:acs:5c7f0d1a-00aa-4bbb-8ccc-00000000fe12_0000002a-1f2e-3d4c-5b6a-70819203a${n}b4`,
);
export const recipients = ['Ana.Ruiz@example.net', 'bo@example.net', 'cy@example.net'] as const;
export const hours = ['2026-02-26T22', '2026-02-26T23', '2026-02-27T00'] as const;
const perHour = 12;

const of = <T>(choices: readonly T[], n: number): T => choices[n % choices.length] as T;
const guid = (head: string, n: number) => `${head}-0000-4000-8000-${String(n).padStart(12, '0')}`;
const request = (n: number) => ({
  resultType: n % 7 === 3 ? 'Failed' : 'Succeeded',
  resultSignature: n % 7 === 3 ? '429' : '200',
  durationMs: n * 25,
  callerIpAddress: '192.0.2.44',
  level: n % 7 === 3 ? 'Warning' : 'Informational',
});

/** By slug: the names of the category on each road, and what is particular about event number `n`. */
const kinds = {
  sms: {
    category: 'SMSOperational',
    table: 'ACSSMSIncomingOperations',
    envelope: (n: number) => ({ operationName: 'SMSMessagesSent', ...request(n) }),
    properties: (n: number) => ({
      messageId: `Outgoing_fern${n}_noam`,
      phoneNumber: of(ownNumbers, n),
      deliveryAttempts: n % 3,
      outgoingMessageLength: 40 + n,
      country: n === 5 ? '50%_off*' : 'US',
    }),
  },
  chat: {
    category: 'ChatOperational',
    table: 'ACSChatIncomingOperations',
    envelope: (n: number) => ({ operationName: 'SendChatMessage', ...request(n) }),
    properties: (n: number) => ({
      userId: of(users, n),
      chatThreadId: `19:fern-${n}@thread.v2`,
      chatMessageId: `${1_772_000_000_000 + n}`,
    }),
  },
  auth: {
    category: 'AuthOperational',
    table: 'ACSAuthIncomingOperations',
    envelope: (n: number) => ({ operationName: 'CreateToken', ...request(n) }),
    properties: (n: number) => ({ identity: of(users, n), scopes: ['chat', 'voip'], platformType: 'Linux 6.1' }),
  },
  usage: {
    category: 'Usage',
    table: 'ACSBillingUsage',
    envelope: () => ({ operationName: 'CallParticipant' }),
    properties: (n: number) => ({
      ...{ recordId: guid('aaaa0001', n), usageType: 'PSTN', unitType: 'minutes', quantity: `${n}.25` },
      ...{ userIdA: n === 2 ? `4:${caller}` : of(users, n), userIdB: of(ownNumbers, n) },
    }),
  },
  'email-send': {
    category: 'EmailSendMailOperational',
    table: 'ACSEmailSendMailOperational',
    envelope: () => ({ operationName: 'SendMail', location: 'North Europe' }),
    properties: (n: number) => ({
      Size: 0.125 * (n + 1),
      ToRecipientsCount: 1 + (n % 3),
      UniqueRecipientsCount: 1 + (n % 3),
    }),
  },
  'email-status': {
    category: 'EmailStatusUpdateOperational',
    table: 'ACSEmailStatusUpdateOperational',
    envelope: () => ({ operationName: 'DeliveryStatusUpdate', location: 'North Europe' }),
    properties: (n: number) => ({
      RecipientId: of(recipients, n),
      DeliveryStatus: n % 5 === 1 ? 'Bounced' : 'Delivered',
      SenderDomain: 'fern.example',
      SenderUsername: 'news',
      InternetMessageId: `<fern-${n}@fern.example>`,
      ...(n % 5 === 1 ? { FailureReason: 'Mailbox full, "later" maybe', IsHardBounce: false } : {}),
    }),
  },
  'call-summary': {
    category: 'CallSummary',
    table: 'ACSCallSummary',
    envelope: () => ({ operationName: 'CallSummary', operationVersion: '1.0' }),
    properties: (n: number) => ({
      ...{
        identifier: of(users, n),
        callStartTime: `2026-02-26T21:${10 + (n % 50)}:00.1234567Z`,
        callDuration: 30 + n,
      },
      ...{ callType: 'P2P', participantId: 'null', participantStartTime: `2026-02-26T21:${10 + (n % 50)}:02.5Z` },
      ...{ endpointId: guid('eeee0002', n), endpointType: 'VoIP', resultCategory: 'Success', participantType: 'ACS' },
    }),
  },
} as const;

export type Kind = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as readonly Kind[];
export const categoryOf = (kind: Kind): string => kinds[kind].category;

/** Every event has a `correlationId` of its own, by which tests know it again. */
export const events: readonly Event[] = kindNames.flatMap((kind, k) =>
  hours.flatMap((hour, h) =>
    Array.from({ length: perHour }, (_, i) => {
      const n = h * perHour + i;
      return { kind, hour, delivered: eventOf(kind, n, `${hour}:${timeInHour(k, i)}Z`) };
    }),
  ),
);

/** Half of each hour's chat falls on one instant; everything else has an instant of its own, with seven digits. */
function timeInHour(kind: number, i: number): string {
  const crowded = kind === 1 && i % 2 === 0;
  const second = crowded ? 7 : i * 2 + 1;
  return `${String(kind * 7 + 3).padStart(2, '0')}:${String(second).padStart(2, '0')}.${String(1_230_000 + i * (crowded ? 0 : 11)).padStart(7, '0')}`;
}

/** Event number `n` of a kind, at an instant. */
export function eventOf(kind: Kind, n: number, time: string, run = 'fern'): Delivered {
  const { category, envelope, properties } = kinds[kind];
  return {
    ...{ time, resourceId: resource, category, operationVersion: '2024-01-01', ...envelope(n) },
    ...{ correlationId: `${run}-${kind}-${n}`, properties: properties(n) },
  };
}

export const correlationOf = ({ delivered }: Event): string => delivered.correlationId;

/** The same event as a row of Log Analytics: flat, numbers as text, milliseconds, names as `rename` writes them. */
export function rowOf({ kind, delivered }: Event, rename: (name: string) => string = (name) => name): object {
  const { time, resourceId, category: _, properties, ...rest } = delivered;
  const fields: Record<string, unknown> = {
    ...{ TimeGenerated: `${time.slice(0, 23)}Z`, _ResourceId: String(resourceId).toLowerCase(), ...rest },
    ...{ ...properties, Type: kinds[kind].table, ResultDescription: '', SourceSystem: 'Azure' },
  };
  const texts = Object.entries(fields).map(([name, value]) => {
    const upper = name.replace(/^[a-z]/, (letter) => letter.toUpperCase());
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return [rename(upper), text === 'null' ? '' : text];
  });
  return Object.fromEntries(texts);
}
