/** How much more memory the server needs for a JSON Lines body of 100 MiB than for one of 10 MiB. */
import { type Bench, median, times } from './measure.ts';
import { recordTexts } from './records.ts';
import { deliver } from './support-deliver.ts';
import { startServer } from './support-server.ts';
import { tempFolder } from './support-temp-folder.ts';

/** Their medians differ by a few MiB from run to run. */
const rounds = 2;
const mib = 1024 * 1024;
const chunkBytes = 256 * 1024;
/** Of records, at the least; so there are always enough. */
const smallestRecord = 300;

export const bench: Bench = async () => {
  const small: number[] = [];
  const large: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    small.push(await peakWith(10 * mib));
    large.push(await peakWith(100 * mib));
  }
  const ratio = median(large.map((peak, round) => peak / (small[round] ?? Number.NaN)));
  return [
    {
      what: 'most memory of the server with one body of 100 MiB against one of 10 MiB',
      measured: `${times(ratio)} (${Math.round(median(large))} and ${Math.round(median(small))} MiB)`,
      budget: 'at most 1.5 ×',
      met: ratio <= 1.5,
    },
  ];
};

/** The most resident memory in MiB of a new server that takes one body of so many bytes. */
async function peakWith(bytes: number): Promise<number> {
  using folder = tempFolder();
  await using server = await startServer({ data: folder.path });
  const lines = linesWithin(bytes);
  await deliver(server.url, streamOf(lines), lines.length);
  return server.memory().peak;
}

/** As many lines as stay within the limit. */
function linesWithin(bytes: number): string[] {
  const lines: string[] = [];
  let left = bytes;
  const span = { from: Date.now() - 2 * 86_400_000, over: 86_000_000 };
  for (const text of recordTexts(Math.ceil(bytes / smallestRecord), span)) {
    left -= Buffer.byteLength(text) + 1;
    if (left < 0) break;
    lines.push(`${text}\n`);
  }
  return lines;
}

function streamOf(lines: readonly string[]): ReadableStream<Uint8Array> {
  return ReadableStream.from(chunksOf(lines));
}

function* chunksOf(lines: readonly string[]): Generator<Uint8Array> {
  let held = '';
  for (const line of lines) {
    held += line;
    if (held.length < chunkBytes) continue;
    yield Buffer.from(held);
    held = '';
  }
  if (held !== '') yield Buffer.from(held);
}
