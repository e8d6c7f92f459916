/** All records that belong together: from some keys to their records, to the keys of those, until nothing is added. */
import { categoryNamed } from '../../categories/index.ts';
import type { StoredRecord } from '../../categories/record.ts';
import { readLookupRow } from '../../query/lookup-row.ts';
import { wholeRecord } from '../../query/whole-record.ts';
import { type Key, keysOf } from '../../storage/communication-keys.ts';
import { dayOf, readRecordId, recordId, recordKeys } from '../../storage/keys.ts';
import type { LookupHash } from '../../storage/lookup-hash.ts';
import { fromEntity } from '../../storage/record-entity.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import { everyRow, type TableStore } from '../../storage/table-store.ts';
import { isTombstone } from '../../storage/tombstone.ts';
import { partOf } from '../telling.ts';
import { KeySpans } from './key-spans.ts';
import { monthsBetween } from './months.ts';

/** A key at a time (ms), or from one to another: where to begin. */
export interface Seed {
  readonly key: Key;
  readonly first: number;
  readonly last?: number;
  /** The id of a record that nothing else leads to. */
  readonly record?: string | undefined;
}

export interface Member {
  readonly id: string;
  readonly record: StoredRecord;
  readonly keys: readonly Key[];
}

export interface Closure {
  readonly members: readonly Member[];
  readonly spans: readonly KeySpans[];
  /** More records belong to it. */
  readonly truncated: boolean;
  /** It takes no more, whatever they say. */
  readonly full: boolean;
}

export interface ClosureReading {
  readonly store: TableStore;
  readonly hashOf: LookupHash;
  /** The tables `Lookups{yyyymm}` that there are. */
  readonly months: () => Promise<readonly string[]>;
  /** Records that were read before; they never change, but for becoming tombstones. */
  readonly known: Map<string, StoredRecord>;
}

/** Beyond so many a communication stops growing, and says so. Half of them are for those that are not chatty. */
export const mostMembers = 10_000;
const half = mostMembers / 2;
const concurrency = 16;

/** Throws StorageUnavailable. */
export async function closureOf(reading: ClosureReading, seeds: readonly Seed[]): Promise<Closure> {
  const walk = new Walk(reading);
  for (const { key, first, last, record } of seeds) {
    walk.at(key).add(first, last);
    if (record !== undefined) walk.find(key, record);
  }
  while (!walk.full && (await walk.step())) {}
  return {
    members: [...walk.members.values()],
    spans: [...walk.states.values()].map(({ spans }) => spans),
    truncated: walk.truncated,
    full: walk.full,
  };
}

interface KeyState {
  readonly spans: KeySpans;
  readonly asked: Set<string>;
  /** Found by the key's lookups and not looked at: times by record id. */
  readonly found: Map<string, number>;
  /** One that opens a communication has the key. */
  opened: boolean;
}

class Walk {
  readonly members = new Map<string, Member>();
  readonly states = new Map<string, KeyState>();
  truncated = false;
  #chatty = 0;
  readonly #reading: ClosureReading;

  constructor(reading: ClosureReading) {
    this.#reading = reading;
  }

  at(key: Key): KeySpans {
    return this.#state(key).spans;
  }

  find(key: Key, id: string): void {
    const time = readRecordId(id)?.time;
    if (time !== undefined) this.#state(key).found.set(id, time);
  }

  get full(): boolean {
    return this.members.size - this.#chatty >= half;
  }

  /** Whether anything was added. */
  async step(): Promise<boolean> {
    await this.#ask();
    const wanted = new Map<string, Key[]>();
    for (const { spans, found } of this.states.values()) {
      for (const [id, time] of found) {
        if (!spans.isNear(time)) continue;
        found.delete(id);
        if (!this.members.has(id)) wanted.set(id, [...(wanted.get(id) ?? []), spans.key]);
      }
    }
    const before = this.members.size;
    await runBounded(
      concurrency,
      [...wanted].map(
        ([id, keys]) =>
          () =>
            this.#take(id, keys),
      ),
    );
    return this.members.size > before || this.#openEnded();
  }

  /** Those whose key none has who opens a communication are looked for in all months. */
  #openEnded(): boolean {
    let more = false;
    for (const state of this.states.values()) {
      if (state.opened || state.spans.unbounded || state.spans.key.by === '') continue;
      const own = [...this.members.values()].filter(({ keys }) => keys.some((key) => isSame(key, state.spans.key)));
      if (own.length === 0 || !own.some(({ record }) => partOf(record)?.follows)) continue;
      state.spans.unbounded = true;
      more = true;
    }
    return more;
  }

  async #take(id: string, keys: readonly Key[]): Promise<void> {
    const chatty = isChatty(id);
    if (chatty ? this.#chatty >= half : this.full) {
      this.truncated = true;
      return;
    }
    if (chatty) this.#chatty += 1;
    const record = await this.#read(id);
    if (!record) return;
    const own = keysOf(record, this.#reading.hashOf);
    // A lookup of one column says little of a key that is of several.
    if (!own.some((key) => keys.some((asked) => isSame(key, asked)))) return;
    this.members.set(id, { id, record, keys: own });
    for (const key of own) {
      const state = this.#state(key);
      state.spans.add(record.time);
      if (!partOf(record)?.follows) state.opened = true;
    }
  }

  async #read(id: string): Promise<StoredRecord | undefined> {
    const { known, store } = this.#reading;
    const before = known.get(id);
    if (before) return before;
    const read = readRecordId(id);
    const category = read && categoryNamed(read.slug);
    if (!read || !category) return undefined;
    const { table, partitionKey, rowKey } = recordKeys(category, read.time, read.identity);
    const row = await store.get(table, partitionKey, rowKey);
    if (!row || isTombstone(row)) return undefined;
    const record = fromEntity(category, dayOf(read.time), row);
    const whole = row['parts'] === true ? await wholeRecord(store, record) : record;
    known.set(id, whole);
    return whole;
  }

  /** Asks the lookups of months that were not asked. */
  async #ask(): Promise<void> {
    const questions: (() => Promise<void>)[] = [];
    for (const state of this.states.values()) {
      if (state.spans.key.by === '') continue;
      for (const table of await this.#tablesFor(state)) {
        state.asked.add(table);
        questions.push(() => this.#askTable(state, table));
      }
    }
    await runBounded(concurrency, questions);
  }

  /** Neighbouring months are asked for, known or not; those further off only where they are known. */
  async #tablesFor({ spans, asked }: KeyState): Promise<readonly string[]> {
    const near = spans.ranges().flatMap(({ from, until }) => monthsBetween(from, until));
    const wanted = near.map((month) => `Lookups${month}`);
    const exact = wanted.length <= 2 * spans.ranges().length && !spans.unbounded;
    const tables = exact ? wanted : await this.#reading.months();
    const chosen = spans.unbounded || exact ? tables : tables.filter((table) => wanted.includes(table));
    const own = spans
      .spans()
      .flatMap(({ first, last }) => monthsBetween(first, last).map((month) => `Lookups${month}`));
    return [...new Set([...chosen, ...own])].filter((table) => !asked.has(table));
  }

  async #askTable({ spans: { key }, found }: KeyState, table: string): Promise<void> {
    const query = {
      partition: key.by.slice(0, 1),
      rows: { from: `${key.by}-`, until: `${key.by}.` },
      select: ['columns'],
    };
    for await (const entity of everyRow(this.#reading.store, table, query)) {
      const row = readLookupRow(entity);
      const category = row?.kind === 'record' ? categoryNamed(row.slug) : undefined;
      const part = category && partOf({ category });
      if (row?.kind !== 'record' || !category || !part) continue;
      const columns = String(entity['columns'] ?? '').split(',');
      const isKey = part.keys.some(
        (rule) => rule.kind === key.kind && rule.columns.some((each) => columns.includes(each)),
      );
      // Of what is too much, no more is read.
      if (found.size >= 2 * mostMembers) return;
      if (isKey) found.set(recordId(category, row.time, row.identity), row.time);
    }
  }

  #state(key: Key): KeyState {
    const name = `${key.kind}-${key.hash}`;
    const known = this.states.get(name);
    if (known) return known;
    const state: KeyState = { spans: new KeySpans(key), asked: new Set(), found: new Map(), opened: false };
    this.states.set(name, state);
    return state;
  }
}

function isChatty(id: string): boolean {
  const category = categoryNamed(readRecordId(id)?.slug ?? '');
  return category !== undefined && partOf({ category })?.chatty === true;
}

function isSame(a: Key, b: Key): boolean {
  return a.kind === b.kind && a.hash === b.hash;
}
