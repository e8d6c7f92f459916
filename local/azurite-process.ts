/**
 * One service of Azurite as a process of its own: `azurite-process.ts blob --blobPort 0 …`. It ends when its standard
 * input ends, so also when the process that started it was killed.
 */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lockFile } from './file-lock.ts';

const [service] = process.argv.splice(2, 1);
const location = process.argv[process.argv.indexOf('--location') + 1] ?? '.';
/** Saving half a million rows takes a while. */
const patience = 60_000;

function end(): void {
  // Each of its services closes and saves at SIGINT; before it listens for that there is nothing to save.
  if (!process.emit('SIGINT')) process.exit(0);
  setTimeout(() => process.exit(0), patience).unref();
}
// One whose starter was killed still saves what it has: whoever comes next must wait for that before it loads.
mkdirSync(location, { recursive: true });
const lock = lockFile(join(location, `${service}.lock`), patience);
if (!lock) {
  console.error(`Another process still saves what is in ${location}; start again in a minute.`);
  process.exit(1);
}
process.stdin.on('end', end).on('error', end).resume();
process.on('exit', () => lock.release());

await import(`azurite/dist/src/${service}/main.js`);
