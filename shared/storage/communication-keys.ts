/** The typed keys by which records of one communication are found together: kinds and keyed hashes, never values. */
import { type KeyKind, type KeyRule, keyKinds } from '../categories/part.ts';
import type { StoredRecord } from '../categories/record.ts';
import { dayOf, monthOf, startOfDay } from './keys.ts';
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

/** Whether a key is used again and again, by different communications. */
export const isUsedAgain = (kind: KeyKind): boolean => 'again' in keyKinds[kind];

/** The stretch of a day in which whoever has a key that is used again is near: `2026030408`, the day and its first hour. */
export function slotOf(kind: KeyKind, time: number): string {
  const { withinMs } = keyKinds[kind];
  const start = new Date(Math.floor(time / withinMs) * withinMs);
  return `${dayOf(start.getTime())}${String(start.getUTCHours()).padStart(2, '0')}`;
}

/** Milliseconds since 1970 at which a slot begins. */
export function startOfSlot(slot: string): number {
  return startOfDay(slot.slice(0, 8)) + Number(slot.slice(8)) * 3_600_000;
}

/** `call-{hash}`, `server-call-{hash}-{slot}`: a key at a time, as a text. Ids of communications are such. */
export function keyText({ kind, hash }: Pick<Key, 'kind' | 'hash'>, time: number): string {
  return `${kind}-${hash}${isUsedAgain(kind) ? `-${slotOf(kind, time)}` : ''}`;
}

/** The kind, hash and slot in a text of {@link keyText}; undefined when it is none. */
export function readKeyText(text: string): { kind: KeyKind; hash: string; slot?: string } | undefined {
  const [, kind, hash, slot] = /^([a-z-]+)-([0-9a-f]{32})(?:-(\d{10}))?$/.exec(text) ?? [];
  if (hash === undefined || !isKeyKind(kind) || isUsedAgain(kind) !== (slot !== undefined)) return undefined;
  return { kind, hash, ...(slot === undefined ? {} : { slot }) };
}

export function isKeyKind(text: string | undefined): text is KeyKind {
  return text !== undefined && Object.hasOwn(keyKinds, text);
}

/** Keys that only followers have so far, of any month. */
export const followersTable = 'Keys000000';

/**
 * Where the pointer of a key stands whose records so far only follow others, which may be of any month: one is looked for
 * here, whenever it comes.
 */
export function followerPlace({ kind, hash }: Pick<Key, 'kind' | 'hash'>): KeyPlace {
  return { table: followersTable, partitionKey: hash.slice(0, 1), rowKey: `${hash}-${kind}` };
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
    rowKey: `${hash}-${kind}${isUsedAgain(kind) ? `-${slotOf(kind, time)}` : ''}`,
  };
}
