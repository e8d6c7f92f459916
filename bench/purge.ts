/** Purging a day of a thousand rows, and of a million: the same requests. */
import { join } from 'node:path';
import { purgeDue } from '../shared/purge/purge-due.ts';
import { createServices } from '../shared/services.ts';
import { hoursPartition, hoursRow, invertedMs, recordPartition } from '../shared/storage/keys.ts';
import { sqliteTables } from '../shared/storage/sqlite.ts';
import type { Entity, TableStore } from '../shared/storage/table-store.ts';
import { transactIn } from '../shared/storage/transact-in.ts';
import { type Bench, secondsOf } from './measure.ts';
import { allRequests } from './support-all-requests.ts';
import { tempFolder } from './support-temp-folder.ts';

const dayMs = 86_400_000;
const sizes = [1000, 1_000_000] as const;
const day = Date.parse('2026-03-04T00:00:00.000Z');
const rowsPerTransaction = 100;
const transactionsAtOnce = 64;

/** Rows of one day and category, a few hundred bytes each, spread over its hours. */
async function fill(store: TableStore, rows: number): Promise<void> {
  const perHour = rows / 24;
  let waiting: Promise<unknown>[] = [];
  for (let hour = 0; hour < 24; hour += 1) {
    const start = day + hour * 3_600_000;
    const entity = { partitionKey: hoursPartition(start), rowKey: hoursRow(start, 'sms'), slug: 'sms' };
    await transactIn(store, 'Hours', [{ kind: 'upsert', entity }]);
    const [first, last] = [Math.round(hour * perHour), Math.round((hour + 1) * perHour)];
    for (let number = first; number < last; number += rowsPerTransaction) {
      const some = Array.from({ length: Math.min(rowsPerTransaction, last - number) }, (_, n) =>
        rowOf(start, number + n),
      );
      waiting.push(
        transactIn(
          store,
          'Records20260304sms',
          some.map((entity) => ({ kind: 'insert', entity })),
        ),
      );
      if (waiting.length === transactionsAtOnce) {
        await Promise.all(waiting);
        waiting = [];
      }
    }
  }
  await Promise.all(waiting);
}

function rowOf(start: number, number: number): Entity {
  const identity = String(number).padStart(32, '0');
  return {
    partitionKey: recordPartition(0, start),
    rowKey: `${invertedMs(start + (number % 3_600_000))}-${identity}`,
    ...{ v: 1, delivered: 'x'.repeat(200), source: 'bench' },
  };
}

export const bench: Bench = async () => {
  using folder = tempFolder();
  const seen: { readonly requests: number; readonly seconds: number }[] = [];
  for (const size of sizes) {
    const inner = sqliteTables({ path: join(folder.path, `${size}.db`) });
    await fill(inner, size);
    const { store, take } = allRequests(inner);
    let now = day + 398 * dayMs;
    const env = { RETENTION_DAYS: '30' };
    const services = await createServices({ env, store, clock: () => new Date(now), log: () => {} });
    const limits = { until: now + 90 * dayMs, signal: new AbortController().signal };
    // What is set must have been so for a day.
    await purgeDue(services, limits);
    now += dayMs;
    take();
    const seconds = await secondsOf(() => purgeDue(services, limits));
    const requests = take();
    if ((await inner.listTables('Records')).length > 0) throw new Error('the day was not purged');
    seen.push({ requests, seconds });
    await inner.close();
  }
  const [few, many] = seen;
  if (!few || !many) throw new Error('nothing was measured');
  const took = seen.map(({ seconds }) => `${seconds.toFixed(2)} s`).join(' and ');
  return [
    {
      what: 'purge of a day of one category: requests for 1,000 rows and for 1,000,000',
      measured: `${few.requests} and ${many.requests} (${took} in one SQLite file, which overwrites what it drops)`,
      budget: 'the same',
      met: few.requests === many.requests,
    },
  ];
};
