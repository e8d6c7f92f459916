/** A record of the sample, in the envelope in which a diagnostic setting delivers it. */

export interface SampleRecord {
  /** Name of the log category on the wire. */
  readonly category: string;
  /** When it was generated, ms since 1970. */
  readonly at: number;
  /** As delivered: one line of JSON. */
  readonly record: Readonly<Record<string, unknown>>;
}

export const subscriptionId = '5C0FFEE0-1D2E-4F30-8A41-52B63C74D85E';
/** The resources of an invented dental practice. */
export const resourceGroup = 'LANTERN-PROD';
export const resourceName = 'LANTERN';
export const testResourceName = 'LANTERN-TEST';
/** Where its clients send requests. */
export const endpoint = 'https://lantern.communication.azure.com';
/** The part before the `_` in every identity of the resource. */
export const immutableResourceId = '3f7a2c14-8b5d-4e60-9c71-0d2e4f6a8b13';
/** From where its servers call. */
export const serverAddress = '203.0.113.17';

export const resourceIdOf = (name: string): string =>
  `/SUBSCRIPTIONS/${subscriptionId}/RESOURCEGROUPS/${resourceGroup}/PROVIDERS/MICROSOFT.COMMUNICATION/COMMUNICATIONSERVICES/${name}`;

/** Seven fractional digits, as most categories have them; the last four follow from the instant. */
export function wireTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, -1)}${sevenDigits(at)}Z`;
}

/** As in {@link wireTime}, with an offset in place of the `Z`: how the e-mail service writes it. */
export function mailTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, -1)}${sevenDigits(at)}+00:00`;
}

const sevenDigits = (at: number): string => String((at * 7919) % 10_000).padStart(4, '0');

/** Three fractional digits, as the call logs have them. */
export const callTime = (at: number): string => new Date(at).toISOString();

/** The common envelope around `properties`; `fields` stand beside them. */
export function enveloped(
  category: string,
  at: number,
  fields: Readonly<Record<string, unknown>>,
  properties: Readonly<Record<string, unknown>>,
  resource: string = resourceName,
): SampleRecord {
  const record = { time: wireTime(at), resourceId: resourceIdOf(resource), category, ...fields, properties };
  return { category, at, record };
}

/** The envelope of the e-mail categories, which repeats operation, category and resource. */
export function mailEnveloped(
  category: string,
  at: number,
  operation: string,
  correlationId: string,
  properties: Readonly<Record<string, unknown>>,
): SampleRecord {
  const record = {
    time: mailTime(at),
    resourceId: resourceIdOf(resourceName),
    location: 'Europe',
    operationName: operation,
    operationVersion: '2023-03-31',
    category,
    correlationId,
    properties: { OperationType: operation, OperationCategory: category, ...properties },
    resourceGroup,
    resourceName: resourceName.toLowerCase(),
    resourceType: 'communicationservices',
    subscriptionId,
  };
  return { category, at, record };
}

/** The envelope of the call summaries and diagnostics: no slash before the resource id, three fractional digits. */
export function callEnveloped(
  category: string,
  at: number,
  operationName: string,
  correlationId: string,
  properties: Readonly<Record<string, unknown>>,
): SampleRecord {
  const record = {
    time: callTime(at),
    resourceId: resourceIdOf(resourceName).slice(1),
    correlationId,
    operationName,
    operationVersion: '1.0',
    category,
    properties,
  };
  return { category, at, record };
}
