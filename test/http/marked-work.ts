/** Requests that succeed on records all of whose texts are marked: each real path of the app, with a value to betray. */
import { categories, eventCategories, unknownCategory } from '../../shared/categories/index.ts';
import type { RouteName } from '../../shared/http/routes.ts';
import type { Services } from '../../shared/services.ts';
import { type Asked, ask } from '../functions/app.ts';

/** In every text of a record, every filter, every message of an error: nothing that is written may hold it, in any case. */
export const mark = 'MARK7f3a';

export const now = new Date('2026-03-10T12:00:00Z');

/** A record of each category of logs, the unknown one included: every text, id and word is marked. */
export const markedRecords: readonly Record<string, unknown>[] = [...categories, unknownCategory].map((category) => {
  const marked = category.columns.flatMap(({ name, type }) =>
    ['text', 'id', 'word', 'json'].includes(type) ? [[name, `${mark}-${category.slug}-${name}`] as const] : [],
  );
  return {
    TimeGenerated: '2026-03-09T10:00:00.1234567Z',
    ...Object.fromEntries(marked),
    ...(category.columnNamed('CallUpdatesVersion') ? { CallUpdatesVersion: 2 } : {}),
    ResourceId: `/subscriptions/${mark}/resourceGroups/${mark}/providers/Microsoft.Communication/communicationServices/${mark}`,
    Category: category.slug === 'other' ? `${mark}Operational` : category.name,
    [`${mark}Surplus`]: { [mark]: mark },
  };
});

/** An event of each category, every text of its data but times marked; SMS say the mark too. */
export const markedEvents: readonly unknown[] = eventCategories.map(({ example }) => ({
  ...example,
  id: `${mark}-${String(example['id'])}`,
  subject: `${mark}/${String(example['subject'])}`,
  data: JSON.parse(JSON.stringify({ ...(example['data'] as object), message: mark, messageBody: mark }), (_, value) =>
    typeof value === 'string' && !/^\d{4}-\d\d-\d\dT/.test(value) ? `${mark}${value}` : value,
  ),
}));

export interface Step {
  readonly name: RouteName;
  readonly path: string;
  readonly body?: unknown;
  /** Whether the answer of a store that works shows that the path was really taken. */
  readonly took: (asked: Asked) => boolean;
}

const all = markedRecords.length;
/** Of a category that nobody knows, only equal content is one event; all others keep their first delivery. */
const known = all - 1;
const differing = markedRecords.map((record) => ({ ...record, [`${mark}Surplus`]: `${mark} otherwise` }));
const sms = markedRecords.filter((record) => record['Category'] === 'SMSOperational');
const filter = `category=sms&MessageId=${mark}-sms-MessageId&ResultDescription.startsWith=${mark}`;
const rejected = { ...sms[0], TimeGenerated: mark, DurationMs: mark };

/** In this order; `id` is that of a marked record, which the first step stores. */
export const steps = (id: string): readonly Step[] => [
  { name: 'ingest', path: '/ingest', body: { records: markedRecords }, took: ({ json }) => json.stored === all },
  { name: 'ingest', path: '/ingest', body: { records: markedRecords }, took: ({ json }) => json.duplicate === all },
  { name: 'ingest', path: '/ingest', body: { records: differing }, took: ({ json }) => json.differing === known },
  { name: 'ingest', path: '/ingest', body: [rejected, `${mark}`], took: ({ json }) => json.rejected === 2 },
  { name: 'list-records', path: '/records?count=true', took: ({ json }) => json.items.length === all + 1 },
  { name: 'list-records', path: `/records?${filter}`, took: ({ json }) => json.items.length === 1 },
  { name: 'list-records', path: `/records?search=${mark}`, took: ({ json }) => json.items.length === all + 1 },
  { name: 'list-records', path: `/records?${filter}&order=MessageId`, took: ({ json }) => json.items.length === 1 },
  { name: 'find', path: `/find?value=${mark}-sms-MessageId`, took: ({ json }) => json.items.length === 1 },
  { name: 'get-record', path: `/records/${id}`, took: ({ json }) => JSON.stringify(json).includes(mark) },
  { name: 'list-records', path: `/records?${filter}&format=csv`, took: ({ text }) => text.includes(mark) },
  { name: 'list-records', path: `/records?search=${mark}&format=ndjson`, took: ({ text }) => text.includes(mark) },
  { name: 'switch-category', path: '/categories/sms', body: { enabled: false }, took: ({ status }) => status === 200 },
  { name: 'ingest', path: '/ingest', body: sms, took: ({ json }) => json.skipped === 1 },
  { name: 'switch-category', path: '/categories/sms', body: { enabled: true }, took: ({ status }) => status === 200 },
  { name: 'ingest-category', path: '/ingest/sms', body: sms, took: ({ json }) => json.duplicate === 1 },
  { name: 'events', path: '/events', body: markedEvents, took: ({ json }) => json.stored === markedEvents.length },
  { name: 'list-categories', path: '/categories', took: ({ text }) => text.toLowerCase().includes(mark.toLowerCase()) },
];

/** Takes one step. */
export function take(services: Services, { name, path, body }: Step): Promise<Asked> {
  const headers = { 'content-type': 'application/json' };
  return ask(services, name, path, body === undefined ? {} : { headers, body: JSON.stringify(body) });
}

/** The id under which the marked SMS stands in a store that holds it. */
export async function idOfSms(services: Services): Promise<string> {
  return (await ask(services, 'list-records', '/records?category=sms')).json.items[0].id;
}
