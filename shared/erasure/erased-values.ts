/** What was erased, as keyed hashes: values, of which records of before are never taken again, and keys of purged communications. */
import type { Services } from '../services.ts';
import { forgetSettingsRows, settingsPlace, settingsRows } from '../settings-rows.ts';
import { transactIn } from '../storage/transact-in.ts';

/** Table and partition; the row is the hash of the value. */
const place = { table: settingsPlace.table, partition: settingsPlace.erased } as const;

/** By hash: until when (ms) what carries it is not taken. */
export type ErasedValues = ReadonlyMap<string, number>;

/** Remembered for at most a minute. Throws StorageUnavailable rather than guess. */
export async function erasedValues(services: Services): Promise<ErasedValues> {
  const rows = await settingsRows(services, place.partition);
  return new Map(rows.map(({ rowKey, until }) => [rowKey, Date.parse(String(until))]));
}

const rowsPerTransaction = 100;

/** Notes that values are erased: nothing that carries one and is of before `until` (ms) is taken any more. */
export async function noteErased(services: Services, hashes: readonly string[], until: number): Promise<void> {
  const rows = [...new Set(hashes)].map((hash) => {
    const entity = { partitionKey: place.partition, rowKey: hash, v: 1, until: new Date(until).toISOString() };
    return { kind: 'upsert', entity } as const;
  });
  for (let first = 0; first < rows.length; first += rowsPerTransaction)
    await transactIn(services.store, place.table, rows.slice(first, first + rowsPerTransaction));
  forgetSettingsRows(services);
}
