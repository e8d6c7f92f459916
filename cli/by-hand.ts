/** commlog generate, delete and regenerate: make, delete and make again communications, and show how far it is. */
import { type Command, InvalidArgumentError } from 'commander';
import type { AddCommand } from './add-command.ts';
import { beginRun } from './begin-run.ts';
import { type ExitStatus, fail, type Surroundings } from './surroundings.ts';
import { targetOf } from './target.ts';
import { type TargetOptions, withTargetOptions } from './target-options.ts';

interface ByHandOptions extends TargetOptions {
  readonly count?: number;
  readonly days?: number;
  readonly all?: true;
  readonly dryRun?: true;
  readonly wait: boolean;
}

/** How one of the three is asked for, and told while it goes on. */
interface Operation {
  readonly path: `/${string}`;
  /** Completes "… failed". */
  readonly name: string;
  /** Why the options make no sense together. */
  readonly misuse?: (options: ByHandOptions) => string | undefined;
}

const generate: Operation = {
  path: '/call-logs/generate',
  name: 'generating',
  misuse: ({ count, days }) =>
    count !== undefined && days !== undefined
      ? 'give -c or -d, not both; without either it takes 20,000 records.'
      : undefined,
};
const remove: Operation = {
  path: '/call-logs/delete',
  name: 'deleting',
  misuse({ days, all }) {
    if (days === undefined && !all) return 'say which: -d DAYS for those of the last days, or -A for all.';
    return days !== undefined && all ? 'give -d or -A, not both.' : undefined;
  },
};
const regenerate: Operation = { path: '/call-logs/regenerate', name: 'regenerating' };

const follows = `
It goes on inside Commlog whether or not anybody waits for it; one such run is under way at a time. Exit status 1: it could
not be begun, or failed.`;

export const addGenerate: AddCommand = (program, surroundings, end) => {
  common(program.command('generate'))
    .description('make communications of records that are in none (the default command)')
    .option('-c, --count <number>', 'how many records, the newest first; 20000 without -c and -d', wholeNumber)
    .option('-d, --days <days>', 'instead: all of the last so many days', wholeNumber)
    .addHelpText('after', `\nA communication is never cut: its other records are taken too.${follows}`)
    .action(async (options: ByHandOptions) => end(await run(surroundings, generate, options)));
};

export const addDelete: AddCommand = (program, surroundings, end) => {
  common(program.command('delete'))
    .description('delete communications, which generate can make again; records stay')
    .option('-d, --days <days>', 'those that started within the last so many days', wholeNumber)
    .option('-A, --all', 'instead: all')
    .addHelpText('after', follows)
    .action(async (options: ByHandOptions) => end(await run(surroundings, remove, options)));
};

export const addRegenerate: AddCommand = (program, surroundings, end) => {
  common(program.command('regenerate'))
    .description('gather communications again by today’s directory; nothing is missing meanwhile')
    .requiredOption('-d, --days <days>', 'those that started within the last so many days', wholeNumber)
    .addHelpText('after', follows)
    .action(async (options: ByHandOptions) => end(await run(surroundings, regenerate, options)));
};

function common(command: Command): Command {
  return withTargetOptions(command)
    .option('--dry-run', 'only count what it would do')
    .option('--no-wait', 'end as soon as it is begun');
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError('It must be a whole number, at least 1.');
  return Number(text);
}

async function run(surroundings: Surroundings, operation: Operation, options: ByHandOptions): Promise<ExitStatus> {
  const misuse = operation.misuse?.(options);
  if (misuse !== undefined) return fail(surroundings, { words: misuse, status: 2 });
  const target = await targetOf(surroundings, options);
  if ('words' in target) return fail(surroundings, target);
  const { count, days, all, dryRun, wait } = options;
  const body = { count, days, all, dryRun };
  return beginRun(surroundings, target, { path: operation.path, body, name: operation.name, wait });
}
