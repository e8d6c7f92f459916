/** commlog doctor: which Commlog is asked, whether it answers and the keys fit, and what its own checks found. */
import { z } from 'zod';
import type { AddCommand } from './add-command.ts';
import { failureOf } from './failure-of.ts';
import { type Got, request } from './request.ts';
import { type ExitStatus, fail, type Surroundings } from './surroundings.ts';
import { type Target, targetOf } from './target.ts';
import { type TargetOptions, withTargetOptions } from './target-options.ts';
import { printable, textTable } from './text-table.ts';

const health = z.looseObject({
  status: z.string(),
  version: z.string(),
  settings: z.array(z.object({ name: z.string(), message: z.string() })),
});

const checks = z.looseObject({
  items: z.array(
    z.looseObject({ title: z.string(), state: z.string(), finding: z.string(), remedy: z.string().optional() }),
  ),
});
type Item = z.infer<typeof checks>['items'][number];

export const addDoctor: AddCommand = (program, surroundings, end) => {
  withTargetOptions(program.command('doctor'))
    .description('say which Commlog is asked, whether the keys fit, what is wrong with it and what to do about it')
    .addHelpText(
      'after',
      '\nThe checks want a key with the role Administrator. Exit status: 1 when one of them failed.',
    )
    .action(async (options: TargetOptions) => end(await examine(surroundings, options)));
};

async function examine(surroundings: Surroundings, options: TargetOptions): Promise<ExitStatus> {
  const { stdout } = surroundings;
  const target = await targetOf(surroundings, options);
  if ('words' in target) return fail(surroundings, target);
  const say = (what: string, finding: string) => stdout.write(`${what.padEnd(20)}${finding}\n`);
  say('address', `${target.url} (${target.origin})`);
  say('COMMLOG_KEY', target.key === undefined ? 'not set' : 'set');
  say('COMMLOG_INGEST_KEY', target.ingestKey === undefined ? 'not set' : 'set');

  const got = await request(target, { method: 'GET', path: '/health' });
  const facts = got.kind === 'answer' ? health.safeParse(got.value).data : undefined;
  if (!facts) return fail(surroundings, failureOf(got, target, 'COMMLOG_KEY'));
  say('health', `${facts.status}, version ${facts.version}`);
  for (const { message } of facts.settings) say('', message);
  if (facts.settings.length > 0) return 1;

  const read = await request(target, { method: 'GET', path: '/categories' });
  const allowed = read.kind === 'answer' && read.status === 200;
  say('reading', allowed ? 'allowed' : 'refused');
  if (!allowed) return fail(surroundings, failureOf(read, target, 'COMMLOG_KEY'));
  return showChecks(surroundings, target, await request(target, { method: 'GET', path: '/doctor' }));
}

function showChecks(surroundings: Surroundings, target: Target, got: Got): ExitStatus {
  const { stdout } = surroundings;
  if (got.kind === 'answer' && got.status === 404) {
    stdout.write(
      `${'checks'.padEnd(20)}none: this Commlog is older than its checks; deploy a newer one to have them\n`,
    );
    return 0;
  }
  const found = got.kind === 'answer' && got.status === 200 ? checks.safeParse(got.value).data : undefined;
  if (!found) return fail(surroundings, failureOf(got, target, 'COMMLOG_KEY'));
  stdout.write(`\n${linesOf(found.items).join('\n')}\n`);
  return found.items.some(({ state }) => state === 'failed') ? 1 : 0;
}

/** A line for each check; below it what to do, unless all is well. */
function linesOf(items: readonly Item[]): string[] {
  const titles = [{ title: 'state' }, { title: 'check' }, { title: 'finding' }];
  const rows = items.map(({ state, title, finding }) => [state, title, finding]);
  const [head = '', ...lines] = textTable(titles, rows);
  return [
    head,
    ...lines.flatMap((line, index) => {
      const { state, remedy } = items[index] ?? {};
      return remedy === undefined || state === 'ok' ? [line] : [line, `  → ${printable(remedy)}`];
    }),
  ];
}
