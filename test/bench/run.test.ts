import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { benchNames } from '../../bench/support-names.ts';
import { runFile } from '../local/running.ts';

const folder = resolve(import.meta.dirname, '../../bench');

async function run(...args: string[]) {
  const { ended, said } = runFile('bench/run.ts', args);
  return { status: await ended, ...said };
}

describe('the benches', () => {
  it.each(benchNames())('%s exports what is to be run, and measures nothing before', async (name) => {
    const { bench } = await import(pathToFileURL(join(folder, `${name}.ts`)).href);
    expect(bench, `bench/${name}.ts: export const bench: Bench, or begin its name with "support-"`).toBeTypeOf(
      'function',
    );
  });

  it('are all files of the folder but those that they share', () => {
    const others = readdirSync(folder).filter((file) => !benchNames().includes(file.replace(/\.ts$/, '')));
    expect(others.filter((file) => !/^(run|measure|records|support-[a-z-]+)\.(ts|mjs)$/.test(file))).toEqual([]);
    expect(benchNames()).toEqual(expect.arrayContaining(['http-ingest', 'large-body', 'million', 'pipeline', 'start']));
  });

  it('that do not exist are refused, with the names of those that do, and nothing is run', async () => {
    const refused = await run('pipeline', 'no-such-bench', 'records');
    expect(refused).toEqual({
      status: 2,
      out: '',
      error: `There is no bench no-such-bench, records. There are: ${benchNames().join(', ')}.\n`,
    });
  });
});
