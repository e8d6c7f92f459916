import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { versionOf } from '../shared/version.ts';

const commit = '3f'.repeat(20);
const other = 'a7'.repeat(20);
let root: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

describe('the version', () => {
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'commlog-version-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is unknown in an empty folder', () => {
    expect(versionOf(root)).toEqual({ version: 'unknown', commit: 'unknown' });
  });

  it('is that of package.json, and unknown when that is damaged', () => {
    write('package.json', '{"version":"4.5.6"}');
    expect(versionOf(root).version).toBe('4.5.6');
    write('package.json', '{"version"');
    expect(versionOf(root).version).toBe('unknown');
  });

  it('has the commit of a branch', () => {
    write('.git/HEAD', 'ref: refs/heads/work/a\n');
    write('.git/refs/heads/work/a', `${commit}\n`);
    expect(versionOf(root).commit).toBe(commit);
  });

  it('has the commit of a packed branch, not of one whose name ends alike', () => {
    write('.git/HEAD', 'ref: refs/heads/main\n');
    write(
      '.git/packed-refs',
      `# pack-refs with: peeled\n${other} refs/remotes/x/refs/heads/main\n${commit} refs/heads/main\n`,
    );
    expect(versionOf(root).commit).toBe(commit);
  });

  it('has the commit of a detached head', () => {
    write('.git/HEAD', `${commit}\n`);
    expect(versionOf(root).commit).toBe(commit);
  });

  it('has the commit of a worktree', () => {
    write('tree/.git', `gitdir: ${join(root, 'main/.git/worktrees/tree')}\n`);
    write('main/.git/worktrees/tree/HEAD', 'ref: refs/heads/topic\n');
    write('main/.git/worktrees/tree/commondir', '../..\n');
    write('main/.git/refs/heads/topic', `${commit}\n`);
    expect(versionOf(join(root, 'tree')).commit).toBe(commit);
  });

  it('has no commit before the first one, and never the text of something else', () => {
    write('.git/HEAD', 'ref: refs/heads/main\n');
    expect(versionOf(root).commit).toBe('unknown');
    write('.git/HEAD', 'something else\n');
    expect(versionOf(root).commit).toBe('unknown');
  });
});
