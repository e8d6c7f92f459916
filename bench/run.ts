/** Runs the benches, each in a process of its own, and prints what they measured beside the budgets. */
import { spawn } from 'node:child_process';
import { textTable } from '../cli/text-table.ts';
import type { Bench, Measure } from './measure.ts';
import { benchNames } from './support-names.ts';

const [, , ...args] = process.argv;
const names = benchNames();

if (args[0] === '--one') {
  // Ended by a signal, or left alone, it would leave its servers and folders behind; an exit clears them away.
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const)
    process.once(event, () => process.exit(1));
  const { bench } = (await import(new URL(`${args[1]}.ts`, import.meta.url).href)) as { bench: Bench };
  const measures = await bench();
  process.send?.(measures, () => process.exit(0));
} else {
  const wrong = args.filter((name) => !names.includes(name));
  if (wrong.length > 0) {
    console.error(`There is no bench ${wrong.join(', ')}. There are: ${names.join(', ')}.`);
    process.exitCode = 2;
  } else if (!(await runAll(args.length > 0 ? args : names))) process.exitCode = 1;
}

/** One after the other; true when every budget was met. A bench that fails does not keep the others from running. */
async function runAll(chosen: readonly string[]): Promise<boolean> {
  const all: Measure[] = [];
  const failed: string[] = [];
  for (const name of chosen) {
    console.log(`\n${name}`);
    const measures = await measured(name);
    if (measures === undefined) failed.push(name);
    else for (const line of tableOf(measures)) console.log(`  ${line}`);
    all.push(...(measures ?? []));
  }
  const met = all.filter((measure) => measure.met).length;
  console.log(`\n${met} of ${all.length} budgets met.`);
  if (failed.length > 0) console.error(`No result, see above: ${failed.join(', ')}.`);
  return met === all.length && failed.length === 0;
}

function tableOf(measures: readonly Measure[]): string[] {
  const rows = measures.map(({ met, what, measured, budget }) => [met ? 'met' : 'MISSED', what, measured, budget]);
  return textTable([{ title: '' }, { title: 'what' }, { title: 'measured' }, { title: 'budget' }], rows);
}

/** Undefined when the bench failed; it said why itself. */
function measured(name: string): Promise<readonly Measure[] | undefined> {
  const flags = ['--disable-warning=ExperimentalWarning', import.meta.filename, '--one', name];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let measures: readonly Measure[] | undefined;
  child.on('message', (message) => {
    measures = message as readonly Measure[];
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    // Not `exit`, which may come before the message.
    child.on('close', (code) => resolve(code === 0 ? measures : undefined));
  });
}
