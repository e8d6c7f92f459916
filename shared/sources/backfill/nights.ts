/** Remembers which nights were tried and which succeeded. */
import type { Services } from '../../services.ts';
import { transactIn } from '../../storage/transact-in.ts';
import type { Nights } from './nightly-due.ts';

/** One row for what succeeded, one for what was tried: they are written by different processes. */
const place = { table: 'Settings', partition: 'nightly' } as const;

/** Throws StorageUnavailable. */
export async function readNights({ store }: Pick<Services, 'store'>): Promise<Nights> {
  const [succeeded, tried] = await Promise.all([
    store.get(place.table, place.partition, 'succeeded'),
    store.get(place.table, place.partition, 'tried'),
  ]);
  return {
    ...(succeeded ? { succeeded: String(succeeded['date']) } : {}),
    ...(tried
      ? {
          tried: {
            date: String(tried['date']),
            times: Number(tried['times']),
            at: Date.parse(String(tried['at'])),
          },
        }
      : {}),
  };
}

/** Notes that a date's run was opened at an instant (ms). */
export async function noteTried(services: Pick<Services, 'store'>, { tried }: Nights, date: string, at: number) {
  const times = tried?.date === date ? tried.times + 1 : 1;
  await write(services, 'tried', { date, times, at: new Date(at).toISOString() });
}

/** Notes that a date's run succeeded. */
export async function noteSucceeded(services: Pick<Services, 'store'>, date: string): Promise<void> {
  await write(services, 'succeeded', { date });
}

async function write(
  { store }: Pick<Services, 'store'>,
  rowKey: string,
  facts: Readonly<Record<string, string | number>>,
): Promise<void> {
  const entity = { partitionKey: place.partition, rowKey, v: 1, ...facts };
  await transactIn(store, place.table, [{ kind: 'upsert', entity }]);
}
