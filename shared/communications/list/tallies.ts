/** How many communications of each kind and state a day has: counted once, and kept as long as none of that day changes. */
import type { CommunicationKind } from '../../categories/part.ts';
import type { Reading } from '../../query/reading.ts';
import { type Entity, everyRow, type Stored, type Value } from '../../storage/table-store.ts';
import { transactIn } from '../../storage/transact-in.ts';
import { type CommunicationState, states } from '../communication.ts';
import { talliesPartition, talliesTable, tallyRow } from '../gather/touch-day.ts';

/** By kind and state: `call Failed` → 3. What there is none of is absent. */
export type Tally = ReadonlyMap<string, number>;

export const tallyName = (kind: CommunicationKind, state: CommunicationState): string => `${kind} ${state}`;

/**
 * Whoever changes a communication touches its day at most a minute and a half before (one touch stands for a minute, and
 * writers give up after half of one): what is counted this long (ms) after the last touch has seen every change made under it.
 */
const quietMs = 300_000;

/** The rows of the days, by the name of their tables. Throws StorageUnavailable. */
export async function storedTallies(
  { store }: Pick<Reading, 'store'>,
  tables: readonly string[],
): Promise<ReadonlyMap<string, Stored>> {
  const names = new Map(tables.map((table) => [tallyRow(table), table]));
  const keys = [...names.keys()].sort();
  const [first, last] = [keys[0], keys.at(-1)];
  const found = new Map<string, Stored>();
  if (first === undefined || last === undefined) return found;
  const range = { partition: talliesPartition, rows: { from: first, until: `${last}.` } };
  for await (const row of everyRow(store, talliesTable, range)) {
    const table = names.get(row.rowKey);
    if (table !== undefined) found.set(table, row);
  }
  return found;
}

/** What a row says was counted; undefined where the day has changed since. */
export function tallyOf(row: Stored | undefined): Tally | undefined {
  const text = row?.['counts'];
  return typeof text === 'string' ? new Map(Object.entries(JSON.parse(text) as Record<string, number>)) : undefined;
}

/** Whether a count that begins now (ms) may be kept beside this row. */
export function mayKeep(row: Stored | undefined, now: number): boolean {
  return row === undefined || now - Number(row['touched'] ?? 0) >= quietMs;
}

/**
 * Keeps what was counted, unless the day was touched since `row` was read: a touch replaces the row, so what stands in it is
 * what a count after the last touch has found.
 */
export async function keepTally(
  { store }: Pick<Reading, 'store'>,
  table: string,
  row: Stored | undefined,
  tally: Tally,
): Promise<void> {
  const counts = JSON.stringify(Object.fromEntries(tally));
  const touched: Value | undefined = row?.['touched'];
  const entity: Entity = { partitionKey: talliesPartition, rowKey: tallyRow(table), v: 1, touched, counts };
  await transactIn(store, talliesTable, [
    row ? { kind: 'replace', entity, etag: row.etag } : { kind: 'insert', entity },
  ]);
}

/** Sums tallies for some kinds. */
export function sumByState(
  tallies: readonly Tally[],
  kinds: readonly CommunicationKind[],
): Record<CommunicationState, number> {
  const sums = Object.fromEntries(states.map((state) => [state, 0])) as Record<CommunicationState, number>;
  for (const tally of tallies)
    for (const kind of kinds) for (const state of states) sums[state] += tally.get(tallyName(kind, state)) ?? 0;
  return sums;
}
