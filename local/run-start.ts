/** The command `npm start`: its options, what it prints, and how it ends. */

import { join, resolve } from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import type { LogLine } from '../shared/log-line.ts';
import { watchFaults } from './faults.ts';
import { defaultData, greeting } from './greeting.ts';
import { readHostJson } from './host-json.ts';
import { logToFile } from './log-file.ts';
import { type Local, type LocalApp, type LocalStorage, startLocal } from './start-local.ts';
import { stopSignal } from './stop-signals.ts';

export interface StartParts extends Omit<LocalApp, 'open'> {
  /** As of {@link LocalApp}; `log` takes the app's lines. */
  open(storage: LocalStorage, log: (line: LogLine) => void): ReturnType<LocalApp['open']>;
  /** Loads sample data where there is none yet; gives what to print about it. */
  fill(url: string): Promise<string>;
}

interface Options {
  readonly port: number;
  readonly data: string;
  readonly empty: boolean;
  readonly azurite: boolean;
  readonly verbose: boolean;
}

/** Runs until a signal comes. Gives the exit status: 0 stopped, 1 could not start, 2 misused. `argv` as of `process`. */
export async function runStart(argv: readonly string[], parts: StartParts): Promise<number> {
  const options = optionsOf(argv);
  if (typeof options === 'number') return options;
  const stopping = stopSignal();
  // A reader that goes away (`npm start | head`) is no fault.
  process.stdout.on('error', () => {});
  const hostJson = readHostJson(join(import.meta.dirname, '../host.json'));
  const log = logToFile(resolve(options.data, 'commlog.log'), options);
  const app: LocalApp = { ...parts, open: (storage) => parts.open(storage, log.app) };
  const started = await startLocal({ ...options, hostJson, log: log.host }, app);
  if (started.outcome === 'refused') {
    console.error(started.reason);
    return 1;
  }
  const { local } = started;
  const unwatch = watchFaults((error) => local.host.fail(error));
  const filled = options.empty ? 'It was started without sample data.' : await fill(local, parts);
  console.log(greeting({ ...options, url: local.url, filled }, new Date()));
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
    .option('--data <folder>', 'where everything is kept', defaultData)
    .option('--empty', 'no sample data', false)
    .option('--azurite', 'tables in Azurite instead of SQLite', false)
    .option('--verbose', 'print every line of the log, not only what is wrong', false)
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
