/** commlog directory import: sends CSV files of people, and says what became of each line. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { z } from 'zod';
import { failureOf } from '../failure-of.ts';
import { request } from '../request.ts';
import { type ExitStatus, type Failure, fail, type Surroundings } from '../surroundings.ts';
import { type Target, targetOf } from '../target.ts';
import type { TargetOptions } from '../target-options.ts';
import { printable } from '../text-table.ts';

export interface ImportPeopleOptions extends TargetOptions {
  readonly dryRun?: boolean;
}

const summary = z.object({
  received: z.number(),
  stored: z.number(),
  unchanged: z.number(),
  rejected: z.number(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })),
});
type Summary = z.infer<typeof summary>;

interface File {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** One file after the other; the first that is refused as a whole ends it. */
export async function importPeople(
  surroundings: Surroundings,
  names: readonly string[],
  { dryRun = false, ...options }: ImportPeopleOptions,
): Promise<ExitStatus> {
  const files: File[] = [];
  for (const name of names) {
    const bytes = await bytesOf(surroundings, name);
    if (!bytes) return fail(surroundings, { words: `there is no ${name}; nothing was imported.`, status: 2 });
    files.push({ name, bytes });
  }
  const target = await targetOf(surroundings, options);
  if ('words' in target) return fail(surroundings, target);
  const { stdout, stderr } = surroundings;
  stdout.write(`Into ${target.url} (${target.origin})${dryRun ? '; nothing is stored (--dry-run)' : ''}\n`);
  let status: ExitStatus = 0;
  for (const file of files) {
    const sent = await send(target, file, dryRun);
    if ('words' in sent) return fail(surroundings, { ...sent, words: `${file.name}: ${sent.words}` });
    stdout.write(`${file.name}: ${countsOf(sent, dryRun)}\n`);
    for (const { path, message } of sent.issues) stderr.write(`${printable(`${file.name}, ${path}: ${message}`)}\n`);
    if (sent.rejected > 0) status = 1;
  }
  return status;
}

/** Undefined where there is no such file. */
async function bytesOf({ folder, stdin }: Surroundings, name: string): Promise<File['bytes'] | undefined> {
  if (name === '-') return new Uint8Array(Buffer.concat(await Array.fromAsync(stdin)));
  try {
    return new Uint8Array(await readFile(resolve(folder, name)));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function send(target: Target, { bytes }: File, dryRun: boolean): Promise<Summary | Failure> {
  const got = await request(target, {
    method: 'POST',
    path: `/directory/import${dryRun ? '?dryRun=true' : ''}`,
    headers: { 'content-type': 'text/csv' },
    body: bytes,
  });
  const read = got.kind === 'answer' && got.status === 200 ? summary.safeParse(got.value).data : undefined;
  return read ?? failureOf(got, target, 'COMMLOG_KEY');
}

function countsOf({ received, stored, unchanged, rejected }: Summary, dryRun: boolean): string {
  return `${received} people: ${stored} ${dryRun ? 'would be stored' : 'stored'}, ${unchanged} unchanged, ${rejected} rejected.`;
}
