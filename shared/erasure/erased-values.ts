/** Values that were erased, as keyed hashes: records of before that carry one are never taken again. */
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

/** Notes that a value is erased: nothing that carries it and is of before `until` (ms) is taken any more. */
export async function noteErased(services: Services, hash: string, until: number): Promise<void> {
  const entity = { partitionKey: place.partition, rowKey: hash, v: 1, until: new Date(until).toISOString() };
  await transactIn(services.store, place.table, [{ kind: 'upsert', entity }]);
  forgetSettingsRows(services);
}
