import { existsSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from '../../shared/copy/open-store.ts';
import type { StoreName } from '../../shared/copy/store-name.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'commlog-open-')));
afterAll(() => rmSync(folder, { recursive: true }));
const credentialFor = async () => ({ getToken: async () => null });
const open = (name: StoreName, make = true) => openStore(name, { make, credentialFor });
const file = (name: string): StoreName => ({ kind: 'file', path: join(folder, name) });

async function identityOf(name: StoreName): Promise<string> {
  const opened = await open(name);
  if ('wrong' in opened) throw new Error(opened.wrong);
  await opened.store.close();
  return opened.identity;
}

describe('openStore', () => {
  it('makes a file where it may, and never where it is to be read', async () => {
    expect(await open(file('none.db'), false)).toEqual({ wrong: expect.stringContaining('there is no file') });
    expect(existsSync(join(folder, 'none.db'))).toBe(false);
    expect(await identityOf(file('new/made.db'))).toBe(join(folder, 'new/made.db'));
  });

  it('knows a file again behind a link', async () => {
    await identityOf(file('one.db'));
    symlinkSync(folder, join(folder, 'link'));
    symlinkSync(join(folder, 'one.db'), join(folder, 'two.db'));
    expect(await identityOf(file('link/one.db'))).toBe(join(folder, 'one.db'));
    expect(await identityOf(file('two.db'))).toBe(join(folder, 'one.db'));
  });

  it('says that a file is no store', async () => {
    writeFileSync(join(folder, 'letter.db'), 'Dear Sir or Madam, this is not a database but a letter.');
    expect(await open(file('letter.db'))).toEqual({ wrong: expect.stringContaining('is not a Commlog store') });
  });

  it('knows an account again, whether it is named by connection string or address', async () => {
    const key = 'AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net';
    const connectionString = `DefaultEndpointsProtocol=https;AccountName=Backup;${key}`;
    const identity = await identityOf({ kind: 'account', connectionString });
    expect(identity).toBe('https://backup.table.core.windows.net');
    expect(await identityOf({ kind: 'account', endpoint: 'https://backup.table.core.windows.net' })).toBe(identity);
  });

  it('says that a connection string cannot be used, without repeating it', async () => {
    const opened = await open({ kind: 'account', connectionString: 'AccountName=a;AccountKey' });
    expect(opened).toEqual({ wrong: 'is no connection string that can be used; copy it again, whole.' });
  });
});
