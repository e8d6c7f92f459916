/** Reads an event: a record of its category, the reasons why it is none, or the outcome of a type that no row knows. */
import type { Category } from '../categories/define.ts';
import { eventCategoryOf, eventTypeOf, isOwnType } from '../ingest/event-type.ts';
import { type Fields, isFields } from '../ingest/fields.ts';
import { normalize } from '../ingest/normalize.ts';
import type { ReadValue } from '../ingest/prepare.ts';
import { foreignProvider } from '../ingest/resource.ts';
import type { Issue } from '../issue.ts';
import { dataOf, type Envelope, envelopeOf } from './envelope.ts';
import { eventFieldsOf } from './event-fields.ts';

/** What a type may have of letters where it is shown. */
const longestType = 200;

export const readEvent: ReadValue = (value, now, exact) => {
  if (!isFields(value)) return refused('', 'an event is a JSON object');
  const type = eventTypeOf(value);
  const envelope = envelopeOf(value);
  const { source, type: typed } = envelope.members;
  if (type === undefined) return refused('eventType', 'missing: an event names its type, as eventType or type');
  const unknown = { outcome: 'NOLOG_UNKNOWN_EVENT', category: type.slice(0, longestType).toWellFormed() } as const;
  // Event Grid itself says what became of a subscription; a validation never gets here.
  if (/^Microsoft\.EventGrid\./i.test(type)) return unknown;
  if (!isOwnType(type)) return refused(typed?.key ?? 'type', foreign(publisherOf(type)));
  const provider = typeof source?.value === 'string' ? foreignProvider(source.value) : undefined;
  if (provider !== undefined && source) return refused(source.key, foreign(provider));
  const row = eventCategoryOf(type);
  return row ? readKnown(row, envelope, now, exact) : unknown;
};

function readKnown(row: Category, envelope: Envelope, now: number, exact: () => unknown) {
  const { id, data, time } = envelope.members;
  const issues: Issue[] = [];
  if (id === undefined || typeof id.value === 'object') issues.push(missing('id', 'an event is known by its id'));
  if (time === undefined) issues.push(missing('time', 'an event says when it happened, as eventTime or time'));
  const fields = dataOf(envelope);
  if (!fields) issues.push({ path: data?.key ?? 'data', message: 'not an object with the data of the event' });
  if (issues.length > 0 || !fields) return { issues };

  const event = eventFieldsOf(row, envelope, fields);
  const normalized = normalize(event.fields, row, now, () => {
    const exactly = envelopeOf(exact() as Fields);
    return eventFieldsOf(row, exactly, dataOf(exactly) ?? fields).fields;
  });
  if (!('issues' in normalized)) return normalized;
  return {
    issues: normalized.issues.map(({ path, message }) => ({ path: event.paths.get(path) ?? path, message })),
  };
}

function publisherOf(type: string): string {
  return type.split('.').slice(0, 2).join('.').slice(0, longestType);
}

const foreign = (provider: string) => `of the resource provider ${provider}; only Microsoft.Communication is taken`;
const missing = (path: string, why: string): Issue => ({ path, message: `missing: ${why}` });

function refused(path: string, message: string): { readonly issues: readonly Issue[] } {
  return { issues: [{ path, message }] };
}
