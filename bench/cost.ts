/** What a million records cost on Azure: requests and space, for batches and for records one by one. docs/deploy.md has the figures. */
import { gatherPending } from '../shared/communications/gather/gather-pending.ts';
import { decode } from '../shared/ingest/decode.ts';
import { ingest } from '../shared/ingest/ingest.ts';
import { ingestServices } from '../shared/ingest/ingest-services.ts';
import { runTimer } from '../shared/runs/run-timer.ts';
import { createServices, type Services } from '../shared/services.ts';
import { sqliteTables } from '../shared/storage/sqlite.ts';
import type { Bench, Measure } from './measure.ts';
import { recordTexts } from './records.ts';
import { allRequests } from './support-all-requests.ts';
import { callTexts, recordsPerCall } from './support-calls.ts';
import { bodiesOf } from './support-deliver.ts';
import { oneChunk } from './support-finished-rows.ts';
import { prices } from './support-prices.ts';
import { chargedSpace } from './support-table-space.ts';

const records = 1000;
const minute = 60_000;
const hour = 60 * minute;

/** Requests for a record, delivered and gathered, beyond which something is wrong. */
const most = { 1000: 12, 1: 25 } as const;

export const bench: Bench = async () => {
  const measures: Measure[] = [];
  for (const size of [1000, 1] as const) {
    const calls = (from: number) => callTexts(0, records / recordsPerCall, from, hour / 2);
    measures.push(await costOf('calls of ten records', calls, size));
    const mix = (from: number) => recordTexts(records, { from, over: hour / 2 });
    measures.push(await costOf('a mix of single events', mix, size));
  }
  return [...measures, await idle()];
};

async function costOf(
  what: string,
  texts: (from: number) => Iterable<string>,
  size: keyof typeof most,
): Promise<Measure> {
  const { store, take } = allRequests(sqliteTables({ path: ':memory:' }));
  let now = Math.floor(Date.now() / hour) * hour - 5 * hour;
  const from = now;
  const begun: Promise<void>[] = [];
  const services = await createServices({
    env: {},
    store,
    clock: () => new Date(now),
    log: () => {},
    background: (work) => void begun.push(work()),
  });
  // What is asked once for each process (the key, the switches) is nothing to a million.
  await ingestServices(services);
  take();
  now += 4 * hour;
  for (const { bytes } of bodiesOf(texts(from), size)) {
    const delivery = { candidates: decode(oneChunk(bytes), bytes.length), fallback: undefined, source: 'push' };
    const { ended } = await ingest(await ingestServices(services), delivery);
    if (ended !== 'done') throw new Error(`delivering ended ${ended}`);
    await Promise.all(begun.splice(0));
  }
  const delivered = take();
  // What the timer does afterwards, until nothing is left to do.
  for (let tick = 0; tick < 3; tick += 1) {
    now += 6 * minute;
    await gatherPending(services, { until: Number.POSITIVE_INFINITY, signal: new AbortController().signal });
  }
  const requests = (delivered + take()) / records;
  const kilobytes = (await chargedSpace(store)) / records / 1000;
  await store.close();
  const perMillion = (requests * 1e6 * prices.tableRequests.dollars) / 10_000;
  const gigabytes = kilobytes;
  const space = gigabytes * 12 * prices.tableSpace.dollars;
  return {
    what: `${what}, ${size === 1 ? 'one by one' : `${size} at once`}: storage requests for a record`,
    measured: `${requests.toFixed(2)} and ${kilobytes.toFixed(1)} kB; a million $${perMillion.toFixed(2)}, and $${space.toFixed(2)} a year`,
    budget: `at most ${most[size]}`,
    met: requests <= most[size],
  };
}

/** A minute in which nothing arrives: the two timers that tick each minute. */
async function idle(): Promise<Measure> {
  const { store, take } = allRequests(sqliteTables({ path: ':memory:' }));
  let now = Date.now();
  const services: Services = await createServices({ env: {}, store, clock: () => new Date(now), log: () => {} });
  const tick = async () => {
    now += minute;
    await runTimer(services, 'gather', (limits) => gatherPending(services, limits), { seconds: 50 });
    await runTimer(services, 'work', async () => ({}), { seconds: 50 });
  };
  await tick();
  take();
  const ticks = 10;
  for (let each = 0; each < ticks; each += 1) await tick();
  const requests = take() / ticks;
  await store.close();
  const year = (requests * 525_600 * prices.tableRequests.dollars) / 10_000;
  return {
    what: 'a minute in which nothing arrives: storage requests of the timers',
    measured: `${requests.toFixed(1)}; a year $${year.toFixed(2)}`,
    budget: 'at most 50',
    met: requests <= 50,
  };
}
