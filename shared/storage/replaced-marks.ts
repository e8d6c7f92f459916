/** Pending marks of records whose time Log Analytics replaced: table `Pending`, a row for each value by which their twins are found. */
import type { Category } from '../categories/define.ts';
import type { StoredRecord } from '../categories/record.ts';
import type { LookupHash } from './lookup-hash.ts';
import { lookupValues } from './lookup-values.ts';
import { type LookupRow, lookedUpText } from './lookups.ts';
import { type Entity, everyRow, type Stored, type TableStore } from './table-store.ts';

const table = 'Pending';
const kind = 'replaced';

/** The buckets (partitions) of the marks: the first hex digit of their hash. */
export const markBuckets: readonly string[] = [...'0123456789abcdef'];

/** A mark: among the records of a category that are found by a hash some may be twins. Times in ms. */
export interface ReplacedMark {
  readonly hash: string;
  readonly slug: string;
  /** When the newest record was about to be written under it. */
  readonly since: number;
  /** How often no twin was found since then. */
  readonly tries: number;
  /** When to look again. */
  readonly due: number;
}

/** A mark as it stands; `etag` tells whether somebody renewed it. */
export type StoredMark = ReplacedMark & { readonly etag: string };

/**
 * The mark to be written before a record whose time was replaced, due at once; undefined for others, and for records that
 * carry no value by which only a few are found: their twins cannot be found, so they stay beside them.
 */
export function markOf(record: StoredRecord, hashOf: LookupHash, now: number): LookupRow | undefined {
  const value = record.timeReplaced ? pairingValueOf(record) : undefined;
  if (value === undefined) return undefined;
  const mark = { hash: hashOf(value), slug: record.category.slug, since: now, tries: 0, due: now };
  return { table, entity: entityOf(mark) };
}

/** CorrelationId, or else a value that twins share because it is of their identity, or any other. */
function pairingValueOf({ category, columns }: StoredRecord): string | undefined {
  const own = new Map(category.lookups.filter(({ common }) => !common).map((column) => [column.name, column]));
  for (const name of ['CorrelationId', ...identityColumns(category), ...own.keys()]) {
    const column = own.get(name);
    const values = column ? lookupValues(column, columns[name]) : [];
    const text = values.map(lookedUpText).find((each) => each !== undefined);
    if (text !== undefined) return text;
  }
  return undefined;
}

function identityColumns({ identity }: Category): readonly string[] {
  return (identity.at(-1) ?? identity[0]).fact.columns;
}

/** The marks of a bucket that are due at `now` (ms). */
export async function* dueMarks(store: TableStore, bucket: string, now: number): AsyncGenerator<StoredMark> {
  const due = { property: 'due', operator: 'le', value: new Date(now).toISOString() } as const;
  const query = { partition: bucket, rows: { from: `${kind}-`, until: `${kind}.` }, filter: [due] };
  for await (const row of everyRow(store, table, query)) yield markFrom(row);
}

/** Puts a mark off until `due`. False when it was renewed or removed meanwhile. */
export async function putOff(store: TableStore, mark: StoredMark, tries: number, due: number): Promise<boolean> {
  const entity = entityOf({ ...mark, tries, due });
  const result = await store.transact(table, [{ kind: 'replace', entity, etag: mark.etag }]);
  return result.outcome === 'done';
}

/** Removes a mark. False when it was renewed meanwhile. */
export async function removeMark(store: TableStore, mark: StoredMark): Promise<boolean> {
  const { partitionKey, rowKey } = entityOf(mark);
  const result = await store.transact(table, [{ kind: 'delete', partitionKey, rowKey, etag: mark.etag }]);
  return result.outcome === 'done';
}

function entityOf({ hash, slug, since, tries, due }: ReplacedMark): Entity {
  return {
    partitionKey: hash.slice(0, 1),
    rowKey: `${kind}-${hash}-${slug}`,
    v: 1,
    since: new Date(since).toISOString(),
    tries,
    due: new Date(due).toISOString(),
  };
}

function markFrom(row: Stored): StoredMark {
  const [hash = '', ...slug] = row.rowKey.slice(kind.length + 1).split('-');
  return {
    hash,
    slug: slug.join('-'),
    since: Date.parse(String(row['since'])),
    tries: Number(row['tries']),
    due: Date.parse(String(row['due'])),
    etag: row.etag,
  };
}
