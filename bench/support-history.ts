/** The history of 1,000 hourly blobs, read slice by slice as the timer does. */
import { ingest } from '../shared/ingest/ingest.ts';
import { ingestServices } from '../shared/ingest/ingest-services.ts';
import { unfold } from '../shared/ingest/unfold.ts';
import { advanceRuns } from '../shared/runs/advance-runs.ts';
import { listRuns } from '../shared/runs/list-runs.ts';
import { createServices, type Services } from '../shared/services.ts';
import { advanceHistory } from '../shared/sources/archive/advance-history.ts';
import { openHistory } from '../shared/sources/archive/open-history.ts';
import { sqliteTables } from '../shared/storage/sqlite.ts';
import { type Measure, secondsOf, times } from './measure.ts';
import { recordTexts } from './records.ts';
import { fillBlob } from './support-blobs.ts';
import type { ByteProxy } from './support-byte-proxy.ts';

const blobs = 1000;
const recordsPerBlob = 20;
const hourMs = 3_600_000;
const resource =
  'resourceId=/SUBSCRIPTIONS/5C1D7E20-0000-4000-8000-0000000000AB/RESOURCEGROUPS/BENCH-RG/PROVIDERS/MICROSOFT.COMMUNICATION/COMMUNICATIONSERVICES/BENCH';

/** Fills an archive through `connectionString` and reads it through the proxy. */
export async function measureHistory(connectionString: string, proxy: ByteProxy): Promise<Measure[]> {
  const from = Math.floor(Date.now() / hourMs) * hourMs - (blobs + 72) * hourMs;
  const texts = [...recordTexts(blobs * recordsPerBlob, { from, over: blobs * hourMs }, 7)];
  let size = 0;
  for (let index = 0; index < blobs; index += 1) {
    const [day = '', hour = ''] = new Date(from + index * hourMs).toISOString().split(/[T:]/);
    const [year, month, date] = day.split('-');
    const name = `${resource}/y=${year}/m=${month}/d=${date}/h=${hour}/m=00/PT1H.json`;
    const lines = texts.slice(index * recordsPerBlob, (index + 1) * recordsPerBlob);
    size += await fillBlob(connectionString, 'insights-logs-bench', name, lines);
  }
  const bare = await memoryServices();
  const ingesting = await secondsOf(() => ingestAtOnce(bare, texts));
  const services = await memoryServices(proxy.connectionString);
  proxy.take();
  const reading = await secondsOf(() => readHistory(services));
  const { downloads, bytes, others } = proxy.take();
  const stored = await storedBy(services);
  return [
    {
      what: `history of ${blobs} hourly blobs: downloads for each blob, and bytes against their size`,
      measured: `${(downloads / blobs).toFixed(3)} and ${(bytes / size).toFixed(3)} × (and ${others} requests beside; ${stored} records)`,
      budget: 'exactly 1 and 1 ×',
      met: downloads === blobs && bytes === size && stored === texts.length,
    },
    {
      what: `history of ${blobs} hourly blobs: speed against ingesting the same records at once`,
      measured: `${times(ingesting / reading)} (${Math.round(blobs / reading)} blobs/s)`,
      budget: 'at least 0.2 ×',
      met: ingesting / reading >= 0.2,
    },
  ];
}

function memoryServices(ownStorage?: string): Promise<Services> {
  const store = sqliteTables({ path: ':memory:' });
  return createServices({ env: {}, store, log: () => {}, ...(ownStorage === undefined ? {} : { ownStorage }) });
}

async function ingestAtOnce(services: Services, texts: readonly string[]): Promise<void> {
  const candidates = texts.flatMap((text, index) => [...unfold(text, `[${index}]`)]);
  const { answer } = await ingest(await ingestServices(services), {
    candidates,
    fallback: undefined,
    source: 'import',
  });
  if (answer.stored !== texts.length) throw new Error(`only ${answer.stored} of ${texts.length} records were stored`);
}

async function readHistory(services: Services): Promise<void> {
  await openHistory(services, 'timer');
  const until = Date.now() + 600_000;
  while (Date.now() < until) {
    const advanced = await advanceRuns(services, { 'archive-history': advanceHistory }, until);
    if (Object.keys(advanced).length === 0) return;
  }
  throw new Error('The history was not read in ten minutes.');
}

async function storedBy(services: Services): Promise<number> {
  const runs = await listRuns(services, { kind: 'archive-history', limit: 1 });
  return runs.outcome === 'listed' ? (runs.items[0]?.counts.stored ?? 0) : 0;
}
