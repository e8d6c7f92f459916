/** Events as senders write them, for tests of ingesting. */

export const resource =
  '/SUBSCRIPTIONS/11111111-2222-4333-8444-555555555555/RESOURCEGROUPS/TALK/PROVIDERS/MICROSOFT.COMMUNICATION/COMMUNICATIONSERVICES/DESK';

export type Event = Record<string, unknown> & { readonly properties: Record<string, unknown> };

/** When nearly everything in these tests happens. */
export const noon = '2026-03-04T12:00:00.000Z';

/** The instant so many ms after {@link noon}. */
export const afterNoon = (ms: number): string => new Date(Date.parse(noon) + ms).toISOString();

/** The record of one SMS; `over` stands over the envelope. */
export function sms(messageId: unknown, over: Readonly<Record<string, unknown>> = {}): Event {
  return {
    time: noon,
    resourceId: resource,
    category: 'SMSOperational',
    operationName: 'SMSMessagesSent',
    operationVersion: '2021-03-07',
    resultType: 'Succeeded',
    resultSignature: 202,
    durationMs: 87,
    level: 'Informational',
    correlationId: `c-${typeof messageId === 'string' ? messageId : 'x'}`,
    callerIpAddress: '198.51.100.7',
    properties: { messageId, phoneNumber: '+18335550100', deliveryAttempts: 0, country: 'DE' },
    ...over,
  };
}

/** The usage record of one participant of a call. */
export function usage(recordId: unknown, over: Readonly<Record<string, unknown>> = {}): Event {
  return {
    time: noon,
    resourceId: resource,
    category: 'Usage',
    operationName: 'CallParticipant',
    correlationId: '9a1e7c52-0d7f-4a5c-8f27-3f6f0f3d1b10',
    properties: { recordId, usageType: 'Audio', unitType: 'minutes', quantity: '2.5', userIdA: '8:acs:desk_7' },
    ...over,
  };
}

/** A record of a category that no row knows. */
export function unheard(id: unknown, over: Readonly<Record<string, unknown>> = {}): Event {
  return {
    time: noon,
    resourceId: resource,
    category: 'TelepathyOperational',
    operationName: 'ThoughtSent',
    correlationId: 'thought-1',
    properties: { thoughtId: id, clear: true },
    ...over,
  };
}
