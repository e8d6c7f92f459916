/** Events for tests, in both schemas. */
import { exampleResource } from '../../shared/categories/example-resource.ts';

export const eventNow = Date.parse('2026-06-01T00:00:00Z');

/** An event in the schema of Event Grid; `type` without its prefix is one of Communication Services. */
export function gridEvent(type: string, data: unknown, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id: 'e-1',
    topic: exampleResource,
    subject: 'a/path',
    eventType: type.includes('.') ? type : `Microsoft.Communication.${type}`,
    eventTime: '2026-03-04T10:00:00.1234567Z',
    data,
    dataVersion: '1.0',
    metadataVersion: '1',
    ...more,
  };
}

/** The same as a CloudEvent. */
export function cloudEvent(type: string, data: unknown, more: Readonly<Record<string, unknown>> = {}) {
  return {
    specversion: '1.0',
    id: 'e-1',
    source: exampleResource,
    subject: 'a/path',
    type: type.includes('.') ? type : `Microsoft.Communication.${type}`,
    time: '2026-03-04T10:00:00.1234567Z',
    datacontenttype: 'application/json',
    data,
    ...more,
  };
}
