import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { takeDataFolder } from '../../local/data-folder.ts';
import { notesTable } from '../../shared/copy/copy-notes.ts';
import { azureTables } from '../../shared/storage/azure-tables.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { contentOf, fill, fillEverything, put } from '../copy/copying.ts';
import { runFile } from '../local/running.ts';
import { ownAccount } from '../storage/azurite.ts';
import { runHere, runReally } from './run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'commlog-copy-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

const copy = (...args: string[]) => runHere(['copy', ...args], { folder });

/** What a store holds, or what is done to it, while nothing else has it. */
async function inFile<Answer>(name: string, work: (store: TableStore) => Promise<Answer>): Promise<Answer> {
  const store = sqliteTables({ path: join(folder, name) });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

beforeAll(() => inFile('data/commlog.db', fillEverything));

describe('commlog copy', () => {
  it('goes round: from a data folder into an account, another account, and a file', async () => {
    const [one, other] = [await ownAccount(), await ownAccount()];
    vi.stubEnv('ONE', one.connectionString);
    vi.stubEnv('OTHER', other.connectionString);
    const first = await copy('--from', 'data', '--to', 'env:ONE');
    expect(first).toMatchObject({ status: 0 });
    expect(first.stdout).toMatch(/^From \S+commlog\.db\nInto http:\/\/127\.0\.0\.1:\d+\/own\d+\n/);
    expect(first.stdout).toMatch(/\nCopied and verified: 5 tables, 420 rows, \d+\.\d MB; rows and hash/);
    expect(first.stdout).toContain('The key of the lookups came along.');
    expect(first.stderr).toMatch(/copying: 5 of 5 tables, 420 rows, .*\nverifying: 5 of 5 tables, 420 rows, /);
    expect(await copy('--from', 'env:ONE', '--to', 'env:OTHER')).toMatchObject({ status: 0 });
    expect(await copy('--from', 'env:OTHER', '--to', 'back/commlog.db')).toMatchObject({ status: 0 });

    const wanted = await inFile('data/commlog.db', contentOf);
    expect(await inFile('back/commlog.db', contentOf)).toEqual(wanted);
    for (const { connectionString } of [one, other]) {
      expect(await contentOf(azureTables({ connectionString }))).toEqual(wanted);
    }
    for (const ran of [first, await copy('--from', 'env:ONE', '--to', 'env:ONE')]) {
      expect(ran.stdout + ran.stderr).not.toContain('AccountKey');
    }
  }, 60_000);

  it('only counts with --dry-run', async () => {
    const ran = await copy('--from', 'data', '--dry-run');
    expect(ran).toMatchObject({ status: 0 });
    expect(ran.stdout).toMatch(/has 5 tables with 420 rows; nothing was copied \(--dry-run\)\.\n$/);
    expect(await copy('--from', 'data', '--to', 'not-made', '--dry-run')).toMatchObject({ status: 0 });
    expect(existsSync(join(folder, 'not-made'))).toBe(false);
  });

  it('says that HASH_KEY must be set where the store has no key of its own', async () => {
    await inFile('keyless.db', (store) => fill(store, 'Hours', 'a', 3));
    const ran = await copy('--from', 'keyless.db', '--to', 'keyless-copy.db');
    expect(ran.stdout).toContain('set HASH_KEY where the copy runs');
  });

  it('ends with 1 and names the tables when something else was written to the target, and mends them when repeated', async () => {
    await inFile('few.db', (store) => fill(store, 'Hours', 'a', 3));
    // As an interrupted run left it, and somebody wrote there.
    await inFile('touched.db', async (store) => {
      const identity = (await copy('--from', 'few.db', '--to', 'probe.db')).stdout.split('\n')[0]?.replace('From ', '');
      await put(store, notesTable, { partitionKey: 'about', rowKey: 'source', source: identity });
      await put(store, notesTable, { partitionKey: 'table', rowKey: 'Hours', state: 'copied', rows: 3 });
      await fill(store, 'Hours', 'a', 4);
    });
    const ran = await copy('--from', 'few.db', '--to', 'touched.db');
    expect(ran).toMatchObject({ status: 1 });
    expect(ran.stderr).toContain('1 table differs; something was written to the source or the target meanwhile:');
    expect(ran.stderr).toContain('\n  Hours: source 3 rows, target 4 rows\n');
    const again = await copy('--from', 'few.db', '--to', 'touched.db');
    expect(again).toMatchObject({ status: 0 });
    expect(again.stderr).toContain('Table Hours differed; it is compared row by row.');
    expect(await inFile('touched.db', contentOf)).toEqual(await inFile('few.db', contentOf));
  });

  it.each(['--from', '--to'])('refuses for %s a data folder on which a Commlog runs', async (option) => {
    const running = takeDataFolder(join(folder, 'data'));
    if (running.outcome !== 'taken') throw new Error(running.outcome);
    running.folder.announce({ url: 'http://127.0.0.1:7071', storage: '' });
    const ran = await copy(
      ...(option === '--from' ? ['--from', 'data', '--to', 'x.db'] : ['--from', 'few.db', '--to', 'data']),
    );
    running.folder.release();
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain(
      `${option} is in use: a Commlog runs on ${join(folder, 'data')} at http://127.0.0.1:7071`,
    );
    expect(existsSync(join(folder, 'x.db'))).toBe(false);
  });

  it('leaves the folders for a Commlog to start on', async () => {
    const running = takeDataFolder(join(folder, 'data'));
    expect(running.outcome).toBe('taken');
    if (running.outcome === 'taken') running.folder.release();
  });

  it.each([
    [['--from', 'data'], '--to STORE'],
    [['--to', 'data'], "required option '--from <store>'"],
    [['--from', 'nothing', '--to', 'x.db'], '--from names a store that is not there: there is no file'],
    [['--from', 'nothing.db', '--to', 'x.db'], '--from names a store that is not there'],
    [['--from', 'env:NOT_SET', '--to', 'x.db'], '--from names the variable NOT_SET, which is not set'],
    [['--from', 'data', '--to', 'https://a.blob.core.windows.net'], '--to is not the https address of a table service'],
    [['--from', 'data', '--to', 'data/commlog.db'], '--from and --to are the same store'],
    [['--from', 'few.db', '--to', 'few.db'], '--from and --to are the same store'],
  ])('%j is misuse', async (args, words) => {
    const ran = await copy(...args);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toContain(words);
    expect(readdirSync(folder)).not.toContain('x.db');
  });

  it('refuses a target that holds something, and leaves it as it was', async () => {
    await inFile('held.db', (store) => fill(store, 'Runs', 'a', 3));
    const ran = await copy('--from', 'data', '--to', 'held.db');
    expect(ran).toMatchObject({ status: 1 });
    expect(ran.stderr).toContain('the target holds tables that this copy did not make (Runs)');
    expect(await inFile('held.db', (store) => store.listTables(''))).toEqual(['Runs']);
  });

  it('says what to do when a side cannot be asked', async () => {
    vi.stubEnv(
      'GONE',
      'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=c2VjcmV0;TableEndpoint=http://127.0.0.1:9/a;',
    );
    const ran = await copy('--from', 'data', '--to', 'env:GONE');
    expect(ran).toMatchObject({ status: 1 });
    expect(ran.stderr).toMatch(/stopped: Storage did not take the request.*\nWhat is copied stays\. To go on, repeat/);
    expect(ran.stderr).not.toContain('c2VjcmV0');
  }, 60_000);

  it('goes on after a Ctrl-C where it was', async () => {
    await inFile('many.db', (store) => fill(store, 'Lookups202603', 'a', 60_000));
    const args = ['copy', '--from', join(folder, 'many.db'), '--to', join(folder, 'stopped.db')];
    const running = runFile('cli/commlog.ts', args);
    const log = join(folder, 'stopped.db-wal');
    while (!existsSync(log) || statSync(log).size < 500_000) await new Promise((resolve) => setTimeout(resolve, 2));
    running.child.kill('SIGINT');
    expect(await running.ended).not.toBe(0);
    const again = await copy('--from', 'many.db', '--to', 'stopped.db');
    expect(again).toMatchObject({ status: 0 });
    expect(again.stderr).toMatch(/Table Lookups202603 goes on after [\d,]+ rows\./);
    expect(again.stdout).toContain('1 table, 60,000 rows');
  }, 60_000);

  it('is a command of the real program, which explains it', async () => {
    const ran = await runReally(['copy', '--help']);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    expect(ran.stdout).toContain('env:NAME');
    const done = await runReally(['copy', '--from', 'few.db', '--to', 'really.db'], { folder });
    expect(done).toMatchObject({ status: 0 });
    expect(done.stdout).toContain('Copied and verified: 1 table, 3 rows');
  });
});
