/** The command `npm start`: its options, what it prints, and how it ends. */

import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { watchFaults } from './faults.ts';
import { readHostJson } from './host-json.ts';
import { type Local, type LocalApp, startLocal } from './start-local.ts';
import { stopSignal } from './stop-signals.ts';

export interface StartParts extends LocalApp {
  /** Loads sample data where there is none yet; gives what to print about it. */
  fill(url: string): Promise<string>;
}

interface Options {
  readonly port: number;
  readonly data: string;
  readonly empty: boolean;
  readonly azurite: boolean;
}

/** Runs until a signal comes. Gives the exit status: 0 stopped, 1 could not start, 2 misused. `argv` as of `process`. */
export async function runStart(argv: readonly string[], parts: StartParts): Promise<number> {
  const options = optionsOf(argv);
  if (typeof options === 'number') return options;
  const stopping = stopSignal();
  // A reader that goes away (`npm start | head`) is no fault.
  process.stdout.on('error', () => {});
  const hostJson = readHostJson(join(import.meta.dirname, '../host.json'));
  const started = await startLocal({ ...options, hostJson }, parts);
  if (started.outcome === 'refused') {
    console.error(started.reason);
    return 1;
  }
  const { local } = started;
  const unwatch = watchFaults((error) => local.host.fail(error));
  const filled = options.empty ? 'It was started without sample data.' : await fill(local, parts);
  console.log(greeting(local.url, options, filled));
  await stopping;
  console.log('Stopping: finishing what is under way. Ctrl-C again ends at once.');
  await local.close();
  unwatch();
  return 0;
}

async function fill({ url }: Local, parts: StartParts): Promise<string> {
  try {
    return await parts.fill(url);
  } catch (error) {
    return `Sample data could not be loaded: ${(error as Error).message}`;
  }
}

function optionsOf(argv: readonly string[]): Options | number {
  const command = new Command('npm start --')
    .description('Runs all of Commlog on this machine.')
    .option('--port <number>', 'port of 127.0.0.1 to listen on; 0: any free one', portOf, 7071)
    .option('--data <folder>', 'where everything is kept', '.commlog')
    .option('--empty', 'no sample data', false)
    .option('--azurite', 'tables in Azurite instead of SQLite', false)
    .exitOverride();
  try {
    return command.parse([...argv]).opts<Options>();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('A port is a number from 0 to 65535.');
  return port;
}

function greeting(url: string, { data, azurite }: Options, filled: string): string {
  return [
    `Commlog runs at ${url} (Ctrl-C stops it). Everything is kept in ${data}${azurite ? ', in Azurite' : ''}.`,
    filled,
    'Worth trying:',
    `  curl "${url}/api/records?limit=3"`,
    `  curl "${url}/api/categories"`,
    `  curl "${url}/api/ingest" -H "content-type: application/json" --data-binary @PT1H.json`,
  ].join('\n');
}
