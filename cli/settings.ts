/** commlog settings: shows every setting and where its value comes from, and changes those that are changed while it runs. */
import { z } from 'zod';
import type { AddCommand } from './add-command.ts';
import { failureOf } from './failure-of.ts';
import { type Got, request } from './request.ts';
import { type ExitStatus, fail, type Surroundings } from './surroundings.ts';
import { targetOf } from './target.ts';
import { type TargetOptions, withTargetOptions } from './target-options.ts';
import { textTable } from './text-table.ts';

const item = z.looseObject({
  name: z.string(),
  value: z.unknown(),
  from: z.string(),
  secret: z.boolean(),
  changeable: z.boolean(),
  help: z.string(),
});
type Item = z.infer<typeof item>;
const list = z.looseObject({ items: z.array(item) });

const help = `
An app setting is changed where the app runs. The others are changed here, whole, as JSON:
  commlog settings set retention '{"days": 365, "categories": {"chat": 30}}'
  commlog settings set categories '{"off": ["call-client-operations"]}'
Exit status: 1 also when somebody else changed it at the same time.`;

export const addSettings: AddCommand = (program, surroundings, end) => {
  const settings = program
    .command('settings')
    .description('show the settings, and change those that are changed while it runs');
  withTargetOptions(settings.command('list', { isDefault: true }))
    .description('show all, with where each value comes from')
    .addHelpText('after', help)
    .action(async (options: TargetOptions) => end(await show(surroundings, options)));
  withTargetOptions(settings.command('get').argument('<name>', 'the setting'))
    .description('show one, as JSON, with what follows from it')
    .action(async (name: string, options: TargetOptions) => end(await showOne(surroundings, name, options)));
  withTargetOptions(
    settings.command('set').argument('<name>', 'the setting').argument('<value>', 'its whole value, as JSON'),
  )
    .description('change one')
    .addHelpText('after', help)
    .action(async (name: string, value: string, options: TargetOptions) =>
      end(await change(surroundings, name, value, options)),
    );
};

async function show(surroundings: Surroundings, options: TargetOptions): Promise<ExitStatus> {
  const target = await targetOf(surroundings, options);
  if ('words' in target) return fail(surroundings, target);
  const got = await request(target, { method: 'GET', path: '/settings' });
  const found = got.kind === 'answer' && got.status === 200 ? list.safeParse(got.value).data : undefined;
  if (!found) return fail(surroundings, failureOf(got, target, 'COMMLOG_KEY'));
  const titles = ['setting', 'value', 'from', 'what it does'].map((title) => ({ title }));
  const rows = found.items.map((one) => [one.name, valueText(one), one.from, one.help]);
  surroundings.stdout.write(`${textTable(titles, rows).join('\n')}\n`);
  return 0;
}

async function showOne(surroundings: Surroundings, name: string, options: TargetOptions): Promise<ExitStatus> {
  const target = await targetOf(surroundings, options);
  if ('words' in target) return fail(surroundings, target);
  const got = await request(target, { method: 'GET', path: pathOf(name) });
  if (!isItem(got)) return fail(surroundings, failureOf(got, target, 'COMMLOG_KEY'));
  surroundings.stdout.write(`${JSON.stringify(got.value, undefined, 2)}\n`);
  return 0;
}

/** What is changed is what was there when the command began: who else changes it meanwhile is not overwritten. */
async function change(
  surroundings: Surroundings,
  name: string,
  text: string,
  options: TargetOptions,
): Promise<ExitStatus> {
  if (!isJson(text))
    return fail(surroundings, {
      words: 'the value is not JSON; put it in single quotes: \'{"days": 365}\'.',
      status: 2,
    });
  const target = await targetOf(surroundings, options);
  if ('words' in target) return fail(surroundings, target);
  const read = await request(target, { method: 'GET', path: pathOf(name) });
  if (!isItem(read)) return fail(surroundings, failureOf(read, target, 'COMMLOG_KEY'));
  const got = await request(target, {
    ...{ method: 'PUT', path: pathOf(name), body: new TextEncoder().encode(text) },
    headers: { 'content-type': 'application/json', ...(read.etag === undefined ? {} : { 'if-match': read.etag }) },
  });
  if (!isItem(got)) return fail(surroundings, failureOf(got, target, 'COMMLOG_KEY'));
  surroundings.stdout.write(
    `${name} is ${valueText(item.parse(got.value))}; every instance follows within a minute.\n`,
  );
  return 0;
}

const pathOf = (name: string): `/${string}` => `/settings/${encodeURIComponent(name)}`;

function isItem(got: Got): got is Extract<Got, { readonly kind: 'answer' }> {
  return got.kind === 'answer' && got.status === 200 && item.safeParse(got.value).success;
}

function valueText({ value, secret, from }: Item): string {
  if (secret) return from === 'default' ? '' : '(secret)';
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
