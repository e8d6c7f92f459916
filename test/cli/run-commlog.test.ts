import { describe, expect, it } from 'vitest';
import { archive } from './archive.ts';
import { runHere, runReally } from './run-cli.ts';

describe('the commlog command', () => {
  it('explains itself, its settings and its exit status with --help', async () => {
    const ran = await runReally(['--help']);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    for (const word of [
      'import',
      'find',
      'key',
      'doctor',
      'COMMLOG_URL',
      'COMMLOG_KEY',
      'COMMLOG_INGEST_KEY',
      'misused',
    ]) {
      expect(ran.stdout).toContain(word);
    }
  });

  it('prints the version of the package', async () => {
    expect((await runHere(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    ['an unknown command', ['imprt']],
    ['an unknown option', ['find', 'x', '--loud']],
    ['a missing argument', ['find']],
    ['a missing option', ['key', 'create', '--name', 'x']],
    ['a path that is not there', ['import', 'no-such-folder']],
  ])('is misused with %s, and says so on stderr', async (_name, args) => {
    const ran = await runHere(args);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).not.toBe('');
  });

  it('says in a line what the system refuses', async () => {
    using made = archive();
    made.write('.commlog/local.json/in-the-way', '');
    const ran = await runHere(['doctor'], { folder: made.folder });
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toMatch(/^commlog: EISDIR: .*\.\n$/);
  });
});
