/** commlog doctor: which Commlog the command talks to, whether it answers, and whether the keys fit. */
import { z } from 'zod';
import type { AddCommand } from './add-command.ts';
import { failureOf } from './failure-of.ts';
import { request } from './request.ts';
import { type ExitStatus, fail, type Surroundings } from './surroundings.ts';
import { targetOf } from './target.ts';
import { type TargetOptions, withTargetOptions } from './target-options.ts';

const health = z.looseObject({
  status: z.string(),
  version: z.string(),
  settings: z.array(z.object({ name: z.string(), message: z.string() })),
});

export const addDoctor: AddCommand = (program, surroundings, end) => {
  withTargetOptions(program.command('doctor'))
    .description('say which Commlog is asked, whether it answers and whether the keys fit')
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
  return allowed ? 0 : fail(surroundings, failureOf(read, target, 'COMMLOG_KEY'));
}
