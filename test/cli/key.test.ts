import { describe, expect, it } from 'vitest';
import { matchApiKey, readApiKeys } from '../../shared/access/api-keys.ts';
import { runHere } from './run-cli.ts';

const create = (...args: string[]) => runHere(['key', 'create', ...args]);

describe('commlog key create', () => {
  it('prints a key and the entry of API_KEYS that knows it by name and roles', async () => {
    const ran = await create('--name', 'reporting', '--role', 'Operator', '--role', 'Administrator');
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    const key = /^ +(commlog_\S+)$/m.exec(ran.stdout)?.[1] ?? '';
    const entry = /^ +(reporting:\S+)$/m.exec(ran.stdout)?.[1] ?? '';
    const read = readApiKeys(entry);
    if ('mistake' in read) throw new Error(read.mistake);
    expect(matchApiKey(key, read.keys)).toMatchObject({ name: 'reporting', roles: ['Operator', 'Administrator'] });
    expect(entry).not.toContain(key);
    expect(ran.stdout).toContain('On one machine requests without a key are signed in as the local administrator');
  });

  it('makes another key each time', async () => {
    const [one, two] = await Promise.all([
      create('--name', 'a', '--role', 'Operator'),
      create('--name', 'a', '--role', 'Operator'),
    ]);
    expect(one.stdout).not.toBe(two.stdout);
  });

  it('refuses a role or a name that the setting would refuse', async () => {
    const role = await create('--name', 'a', '--role', 'Owner');
    expect(role).toMatchObject({ status: 2, stdout: '' });
    expect(role.stderr).toContain('the roles are Operator, Administrator');
    const name = await create('--name', 'a b', '--role', 'Operator');
    expect(name).toMatchObject({ status: 2, stdout: '' });
    expect(name.stderr).toContain('--name cannot be used: a name is 1 to 64 letters');
  });
});
