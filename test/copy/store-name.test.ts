import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { dataFolderOf, storeNamed } from '../../shared/copy/store-name.ts';

const folder = mkdtempSync(join(tmpdir(), 'commlog-names-'));
mkdirSync(join(folder, 'data'));
mkdirSync(join(folder, 'odd.db'));
writeFileSync(join(folder, 'notes.txt'), '');
afterAll(() => rmSync(folder, { recursive: true }));

const variables: Readonly<Record<string, string>> = {
  BACKUP: 'DefaultEndpointsProtocol=https;AccountName=backup;AccountKey=c2VjcmV0;EndpointSuffix=core.windows.net',
  ADDRESS: 'https://backup.table.core.windows.net',
};
const named = (text: string) => storeNamed(text, { folder, variable: (name) => variables[name] });

describe('storeNamed', () => {
  it.each([
    ['backup.db', 'backup.db'],
    ['data', 'data/commlog.db'],
    ['new/backup.db', 'new/backup.db'],
    ['not-there-yet', 'not-there-yet/commlog.db'],
    ['odd.db', 'odd.db/commlog.db'],
  ])('takes %s for the file %s', (text, path) => {
    expect(named(text)).toEqual({ kind: 'file', path: join(folder, path) });
  });

  it.each([
    'UseDevelopmentStorage=true',
    'DefaultEndpointsProtocol=https;AccountName=a;AccountKey=c2VjcmV0',
    'TableEndpoint=https://a.table.core.windows.net;SharedAccessSignature=sv=1&sig=c2VjcmV0',
  ])('takes %s for a connection string', (connectionString) => {
    expect(named(connectionString)).toEqual({ kind: 'account', connectionString });
  });

  it('takes the address of a table service', () => {
    const account = { kind: 'account', endpoint: 'https://backup.table.core.windows.net' };
    expect(named('https://backup.table.core.windows.net/')).toEqual(account);
    expect(named('env:ADDRESS')).toEqual(account);
  });

  it('takes what a variable holds', () => {
    expect(named('env:BACKUP')).toEqual({ kind: 'account', connectionString: variables['BACKUP'] });
    expect(named('env:NOTHING')).toEqual({ wrong: expect.stringMatching(/variable NOTHING, which is not set.*\.db/) });
  });

  it.each([
    ['notes.txt', 'no ….db'],
    ['', 'neither a path nor a connection string'],
    ['AccountKey=c2VjcmV0', 'neither a path nor a connection string'],
    ['https://a.blob.core.windows.net', 'not the https address of a table service'],
    ['http://a.table.core.windows.net', 'not the https address of a table service'],
    ['https://a.table.core.windows.net/Hours', 'not the https address of a table service'],
    ['https://a.table.core.windows.net/?sig=c2VjcmV0', 'an address with a signature'],
    ['https://', 'not an address'],
  ])('refuses "%s" with what is taken, and repeats no secret', (text, why) => {
    const { wrong } = named(text) as { wrong: string };
    expect(wrong).toContain(why);
    expect(wrong).not.toContain('c2VjcmV0');
  });
});

describe('dataFolderOf', () => {
  it('is the folder of the file that a local Commlog uses', () => {
    expect(dataFolderOf(join(folder, 'commlog.db'))).toBe(folder);
    expect(dataFolderOf(join(folder, 'backup.db'))).toBeUndefined();
  });
});
