/** commlog purge: takes records and communications away for good, or erases a value, and shows how far it is. */
import { text } from 'node:stream/consumers';
import { InvalidArgumentError, Option } from 'commander';
import type { AddCommand } from './add-command.ts';
import { beginRun } from './begin-run.ts';
import { type ExitStatus, fail, type Surroundings } from './surroundings.ts';
import { targetOf } from './target.ts';
import { type TargetOptions, withTargetOptions } from './target-options.ts';

interface PurgeOptions extends TargetOptions {
  readonly before?: string;
  readonly days?: number;
  readonly id?: string;
  readonly value?: string;
  readonly mode?: 'redact' | 'delete';
  readonly purgeAll?: true;
  readonly dryRun?: true;
  readonly wait: boolean;
}

const help = `
Exactly one of --before, --days, --id and --value. What is purged does not come back by any road: look with --dry-run first.
A value on the command line is seen by others and kept by the shell: --value - takes it from standard input.
It goes on inside Commlog whether or not anybody waits for it. Exit status 1: it could not be begun, or failed.`;

export const addPurge: AddCommand = (program, surroundings, end) => {
  withTargetOptions(program.command('purge'))
    .description('take records and communications away for good, or erase an identity, number or address')
    .option('--before <time>', 'everything that happened before this date or instant (UTC)')
    .option('--days <days>', 'everything that is older than so many days', wholeNumber)
    .option('--id <id>', 'a communication with all its records')
    .option('--value <value>', 'one identity, number or address, wherever it stands; -: from standard input')
    .addOption(
      new Option(
        '--mode <mode>',
        'of a value: put a placeholder in its place, or delete what says it; without it redact where others take part',
      ).choices(['redact', 'delete']),
    )
    .option('--purge-all', 'with --days 0: everything there is')
    .option('--dry-run', 'only count what it would do')
    .option('--no-wait', 'end as soon as it is begun')
    .addHelpText('after', help)
    .action(async (options: PurgeOptions) => end(await purge(surroundings, options)));
};

async function purge(surroundings: Surroundings, options: PurgeOptions): Promise<ExitStatus> {
  const { before, days, id, value, mode, purgeAll, dryRun, wait } = options;
  const given = Object.entries({ before, days, id, value }).filter(([, one]) => one !== undefined);
  if (given.length !== 1) {
    const names = given.length === 0 ? 'none' : given.map(([name]) => `--${name}`).join(' and ');
    return fail(surroundings, {
      words: `give exactly one of --before, --days, --id and --value; here is ${names}.`,
      status: 2,
    });
  }
  const target = await targetOf(surroundings, options);
  if ('words' in target) return fail(surroundings, target);
  const said = value === '-' ? (await text(surroundings.stdin)).trim() : value;
  const body = { before, days, id, value: said, mode, purgeAll, dryRun };
  return beginRun(surroundings, target, { path: '/purge', body, name: 'purging', wait });
}

function wholeNumber(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}
