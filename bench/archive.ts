/** Whether the archive is read with flat memory and no byte twice: one blob of 1 GB, and a history of 1,000 hourly ones. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startAzurite } from '../local/azurite.ts';
import { type Bench, type Measure, times } from './measure.ts';
import { recordTexts } from './records.ts';
import { fillBlob } from './support-blobs.ts';
import { type ByteProxy, byteProxy } from './support-byte-proxy.ts';
import { measureHistory } from './support-history.ts';
import { tempFolder } from './support-temp-folder.ts';

const gigabyte = 1_000_000_000;
const mostMib = 200;
/** What the reader gets by with: left alone, V8 lets garbage lie as long as the machine has memory. */
const smallHeap = ['--max-old-space-size=64', '--max-semi-space-size=2'];
const dayMs = 86_400_000;
const run = promisify(execFile);

export const bench: Bench = async () => {
  using folder = tempFolder();
  const azurite = await startAzurite(folder.path, ['blob'], () => {});
  try {
    await using proxy = await byteProxy(azurite.connectionString);
    return [
      ...(await measureBlob(azurite.connectionString, proxy)),
      ...(await measureHistory(azurite.connectionString, proxy)),
    ];
  } finally {
    await azurite.stop();
  }
};

async function measureBlob(connectionString: string, proxy: ByteProxy): Promise<Measure[]> {
  const container = 'bench-large';
  const span = { from: Date.now() - dayMs, over: dayMs };
  const bytes = await fillBlob(
    connectionString,
    container,
    'PT1H.json',
    recordTexts(Number.MAX_SAFE_INTEGER, span),
    gigabyte,
  );
  proxy.take();
  const bare = await reading('download', proxy.connectionString, container);
  proxy.take();
  const read = await reading('read', proxy.connectionString, container);
  const { bytes: downloaded } = proxy.take();
  const ratio = bare.seconds / read.seconds;
  return [
    {
      what: 'archive reader, one blob of 1 GB: bytes downloaded against its size',
      measured: `${(downloaded / bytes).toFixed(6)} × (${read.records} records)`,
      budget: 'exactly 1 ×',
      met: downloaded === bytes && read.records === bare.records,
    },
    {
      what: 'archive reader, one blob of 1 GB: most memory of its process, with a heap of 64 MiB',
      measured: `${Math.round(read.peak)} MiB (a bare loop of range downloads ${Math.round(bare.peak)} MiB)`,
      budget: `at most ${mostMib} MiB`,
      met: read.peak <= mostMib,
    },
    {
      what: 'archive reader, all but storing: speed against a bare loop of range downloads',
      measured: `${times(ratio)} (${(bytes / 1e6 / read.seconds).toFixed(1)} against ${(bytes / 1e6 / bare.seconds).toFixed(1)} MB/s)`,
      budget: 'at least 0.02 ×',
      met: ratio >= 0.02,
    },
  ];
}

interface Read {
  readonly seconds: number;
  /** MiB. */
  readonly peak: number;
  readonly records: number;
}

/** In a process of its own, whose memory is its own. */
async function reading(how: 'read' | 'download', connectionString: string, container: string): Promise<Read> {
  const program = join(import.meta.dirname, 'support-archive-reader.ts');
  const flags = [...smallHeap, '--disable-warning=ExperimentalWarning', program, how, connectionString, container];
  const { stdout } = await run(process.execPath, flags);
  return JSON.parse(stdout) as Read;
}
