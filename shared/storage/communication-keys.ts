/** The typed keys by which records of one communication are found together: kinds and keyed hashes, never values. */
import { type KeyKind, type KeyRule, keyKinds } from '../categories/part.ts';
import type { StoredRecord } from '../categories/record.ts';
import { dayOf, monthOf } from './keys.ts';
import type { LookupHash } from './lookup-hash.ts';
import { lookedUpText } from './lookups.ts';

export interface Key {
  readonly kind: KeyKind;
  /** 32 hex digits. */
  readonly hash: string;
  /** The hash under which lookups lead to the records: that of one column where the key is of several. */
  readonly by: string;
}

/** The keys of a record, in the order of its row; of one that carries none, itself. Empty: it takes part in nothing. */
export function keysOf(record: StoredRecord, hashOf: LookupHash): readonly Key[] {
  const { part } = record.category;
  if (part === 'none' || !('keys' in part)) return [];
  const keys: Key[] = [];
  for (const rule of part.keys) {
    if (rule.otherwise && keys.length > 0) continue;
    const key = keyBy(rule, record, hashOf);
    if (key && !keys.some((one) => one.hash === key.hash && one.kind === key.kind)) keys.push(key);
  }
  return keys.length > 0 ? keys : [{ kind: 'record', hash: record.identity, by: '' }];
}

function keyBy({ kind, columns }: KeyRule, record: StoredRecord, hashOf: LookupHash): Key | undefined {
  const values = columns.map((column) => lookedUpText(record.columns[column]));
  const last = values.at(-1);
  if (last === undefined || values.some((value) => value === undefined)) return undefined;
  const by = hashOf(last);
  return { kind, hash: values.length === 1 ? by : hashOf(values.join(' ')), by };
}

/** Keys that are used again and again are told apart by day. */
export const isOfDay = (kind: KeyKind): boolean => 'ofDay' in keyKinds[kind];

/** `call-{hash}`, `server-call-{hash}-{yyyymmdd}`: a key at a time, as a text. Ids of communications are such. */
export function keyText({ kind, hash }: Pick<Key, 'kind' | 'hash'>, time: number): string {
  return `${kind}-${hash}${isOfDay(kind) ? `-${dayOf(time)}` : ''}`;
}

/** The kind, hash and day in a text of {@link keyText}; undefined when it is none. */
export function readKeyText(text: string): { kind: KeyKind; hash: string; day?: string } | undefined {
  const [, kind, hash, day] = /^([a-z-]+)-([0-9a-f]{32})(?:-(\d{8}))?$/.exec(text) ?? [];
  if (hash === undefined || !isKeyKind(kind) || isOfDay(kind) !== (day !== undefined)) return undefined;
  return { kind, hash, ...(day === undefined ? {} : { day }) };
}

function isKeyKind(text: string | undefined): text is KeyKind {
  return text !== undefined && Object.hasOwn(keyKinds, text);
}

/** Where the pointer of a key stands that a record of `time` has: `Keys{yyyymm}`. */
export interface KeyPlace {
  readonly table: string;
  readonly partitionKey: string;
  readonly rowKey: string;
}

export function keyPlace({ kind, hash }: Pick<Key, 'kind' | 'hash'>, time: number): KeyPlace {
  return {
    table: `Keys${monthOf(time)}`,
    partitionKey: hash.slice(0, 1),
    rowKey: `${hash}-${kind}${isOfDay(kind) ? `-${dayOf(time)}` : ''}`,
  };
}
