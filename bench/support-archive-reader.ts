/** A process that reads the one blob of a container, as `read` (the archive reader) or `download` (a bare loop of ranges). */
import { readFileSync } from 'node:fs';
import { createServices } from '../shared/services.ts';
import { blobAccount } from '../shared/sources/archive/blob-account.ts';
import { readBlob } from '../shared/sources/archive/read-blob.ts';
import { forgetfulStore } from './support-forgetful-store.ts';

const [, , how, connectionString = '', container = ''] = process.argv;
const account = blobAccount({ connectionString });
const [blob] = (await account.blobs(container)).blobs;
if (!blob) throw new Error(`The container ${container} is empty.`);
const start = performance.now();
const records = how === 'read' ? await read() : await download();
const seconds = (performance.now() - start) / 1000;
const peak = Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]) / 1024;
console.log(JSON.stringify({ seconds, peak, records }));
process.exit(0);

async function read(): Promise<number> {
  const services = await createServices({ env: {}, store: forgetfulStore(), log: () => {} });
  const limits = { until: Number.POSITIVE_INFINITY, signal: new AbortController().signal };
  const { state, counts } = await readBlob(services, account, blob as NonNullable<typeof blob>, undefined, limits);
  if (state !== 'complete') throw new Error(`The blob was not read to its end: ${state}.`);
  return counts.stored;
}

async function download(): Promise<number> {
  const { name, length, etag } = blob as NonNullable<typeof blob>;
  const range = 1024 * 1024;
  let lines = 0;
  for (let offset = 0; offset < length; offset += range) {
    const bytes = await account.download(container, name, { offset, count: Math.min(range, length - offset), etag });
    if (typeof bytes === 'string') throw new Error(`The blob ${bytes}.`);
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines += 1;
  }
  return lines;
}
