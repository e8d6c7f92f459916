/** Gathering: a million records of a hundred thousand calls on one machine, by one and by two at once. */
import { join } from 'node:path';
import { gatherPending } from '../shared/communications/gather/gather-pending.ts';
import { decode } from '../shared/ingest/decode.ts';
import { ingest } from '../shared/ingest/ingest.ts';
import { ingestServices } from '../shared/ingest/ingest-services.ts';
import { createServices, type Services } from '../shared/services.ts';
import { sqliteTables } from '../shared/storage/sqlite.ts';
import { type Bench, secondsOf, times } from './measure.ts';
import { allRequests } from './support-all-requests.ts';
import { callTexts, recordsPerCall } from './support-calls.ts';
import { bodiesOf } from './support-deliver.ts';
import { oneChunk } from './support-finished-rows.ts';
import { tempFolder } from './support-temp-folder.ts';

const calls = 100_000;
const parts = 10;
const dayMs = 86_400_000;

async function fill(services: Services, texts: Iterable<string>): Promise<void> {
  for (const { bytes } of bodiesOf(texts, 10_000)) {
    const candidates = decode(oneChunk(bytes), bytes.length);
    const delivery = { candidates, fallback: undefined, source: 'import' };
    const { ended } = await ingest(await ingestServices(services), delivery);
    if (ended !== 'done') throw new Error(`filling ended ${ended}`);
  }
}

const drain = (services: Services) =>
  gatherPending(services, { until: Number.POSITIVE_INFINITY, signal: new AbortController().signal });

export const bench: Bench = async () => {
  using folder = tempFolder();
  const path = join(folder.path, 'gather.db');
  const { store, take } = allRequests(sqliteTables({ path }));
  // Writers are long gone: their marks go with the first look.
  let now = Date.now() - dayMs;
  const clock = () => new Date(now);
  const services = await createServices({ env: {}, store, clock, background: () => {} });
  const other = await createServices({ env: {}, store: sqliteTables({ path }), clock, background: () => {} });
  const share = calls / parts;
  const seconds: number[] = [];
  const requests: number[] = [];
  const mib: number[] = [];
  for (let part = 0; part < parts; part += 1) {
    now = Date.now() - dayMs;
    await fill(services, callTexts(part * share, share, now - (40 - part) * dayMs, dayMs));
    now = Date.now();
    take();
    const two = part === parts - 1;
    seconds.push(await secondsOf(() => Promise.all([drain(services), ...(two ? [drain(other)] : [])])));
    requests.push(take() / share);
    mib.push(process.memoryUsage().rss / 1024 / 1024);
    console.log(
      `  ${(part + 1) * share} calls: ${Math.round((share * recordsPerCall) / (seconds.at(-1) ?? 1))} records/s`,
    );
  }
  await store.close();
  await other.store.close();
  const rate = (part: number) => `${Math.round((share * recordsPerCall) / (seconds[part] ?? 1))} records/s`;
  const slope = (seconds[1] ?? 0) / (seconds[parts - 2] ?? 1);
  const memory = Math.max(...mib.slice(parts / 2)) / Math.max(...mib.slice(0, parts / 2));
  return [
    {
      what: 'gathering 1 M records of 100 k calls: rate of the ninth tenth against the second',
      measured: `${times(slope)} (${rate(1)}, then ${rate(parts - 2)})`,
      budget: 'at least 0.8 ×',
      met: slope >= 0.8,
    },
    {
      what: 'gathering: storage requests for a call of ten records',
      measured: (requests[parts - 2] ?? 0).toFixed(1),
      budget: 'at most 30',
      met: (requests[parts - 2] ?? 31) <= 30,
    },
    {
      what: 'gathering: most memory in the second half against the first half',
      measured: `${times(memory)} (${Math.round(Math.max(...mib))} MiB)`,
      budget: 'at most 1.25 ×',
      met: memory <= 1.25,
    },
    {
      what: 'gathering the last tenth by two at once against the ninth by one',
      measured: `${times((seconds[parts - 2] ?? 0) / (seconds[parts - 1] ?? 1))} (${rate(parts - 1)})`,
      budget: 'at least 0.9 ×',
      met: (seconds[parts - 2] ?? 0) / (seconds[parts - 1] ?? 1) >= 0.9,
    },
  ];
};
