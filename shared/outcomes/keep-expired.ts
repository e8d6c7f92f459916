/** Keeps that records were past the retention when they came: one row for where they came from, however many there are. */
import { hash } from 'node:crypto';
import { dayOf, invertedTime, startOfHour } from '../storage/keys.ts';
import type { TableStore } from '../storage/table-store.ts';
import { transactIn } from '../storage/transact-in.ts';

/** Partition of the rows, which is the code of the outcome. */
const code = 'NOLOG_EXPIRED';

export interface Expired {
  /** How many there are so far. */
  readonly expired: number;
  /** When (ms) the first was met: by it the row is found again. */
  readonly expiredAt: number;
  /** The road. */
  readonly source: string;
}

/** Writes, or writes anew, the row of a place (as a blob) in the table of the day on which its first record was met. */
export async function keepExpired(
  store: TableStore,
  place: string,
  { expired, expiredAt, source }: Expired,
): Promise<void> {
  const rowKey = `${invertedTime(startOfHour(expiredAt))}-${hash('sha256', place, 'hex').slice(0, 32)}`;
  const arrived = new Date(expiredAt).toISOString();
  const issues = JSON.stringify([{ path: '', message: `records past the retention: ${expired}` }]);
  const entity = {
    partitionKey: code,
    rowKey,
    v: 1,
    place,
    source,
    arrived,
    issues,
    text: '',
    length: 0,
    count: expired,
  };
  await transactIn(store, `Outcomes${dayOf(expiredAt)}`, [{ kind: 'upsert', entity }]);
}
