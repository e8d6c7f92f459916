/**
 * One service of Azurite as a process of its own: `azurite-process.ts blob --blobPort 0 …`. It ends when its standard
 * input ends, so also when the process that started it was killed.
 */

const [service] = process.argv.splice(2, 1);
/** Saving half a million rows takes a while. */
const patience = 60_000;

function end(): void {
  // Each of its services closes and saves at SIGINT; before it listens for that there is nothing to save.
  if (!process.emit('SIGINT')) process.exit(0);
  setTimeout(() => process.exit(0), patience).unref();
}
process.stdin.on('end', end).on('error', end).resume();

await import(`azurite/dist/src/${service}/main.js`);
