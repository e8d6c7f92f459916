/** What holds for every file of the project, whatever is in it. */
import { homedir } from 'node:os';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectFiles, root, sourcesIn, textOf } from './project-files.ts';

const sources = projectFiles.filter((path) => /\.(ts|tsx|mjs)$/.test(path));
const texts = projectFiles.filter((path) => !/\.(png|ico|gz|db|woff2?)$/.test(path));
const tests = sourcesIn('test').filter((path) => path.endsWith('.test.ts'));
const linesIn = (path: string) => textOf(path).replace(/\n$/, '').split('\n').length;

/** Lines, as `path:line`, on which a pattern stands. */
function placesOf(pattern: RegExp, paths: readonly string[]): string[] {
  return paths.flatMap((path) =>
    textOf(path)
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );
}

/** Folders of suites that look at more than one folder. */
const acrossFolders = new Set(['architecture', 'crash', 'e2e', 'peer-checks']);

describe('every source file', () => {
  it('has at most 250 lines', () => {
    const long = sources.filter((path) => linesIn(path) > 250).map((path) => `${path}: ${linesIn(path)}`);
    expect(long, 'Which two ideas live in it? Give each a file.').toEqual([]);
  });

  it('opens with one sentence that says what it is responsible for', () => {
    // A test says it by the names of its tests.
    const silent = sources
      .filter((path) => !/\.(test|config)\.ts$/.test(path))
      .filter((path) => !/^(#!.*\n)?\/\*\*(?:[^*]|\*(?!\/))*\*\//.test(textOf(path)));
    expect(silent, 'Begin the file with /** What it is responsible for. */').toEqual([]);
  });

  it('is named in lower case with hyphens', () => {
    const odd = sources.filter(
      (path) => !/^[a-z0-9-]+(\.(test|config|d))?\.(ts|tsx|mjs)$/.test(path.split('/').at(-1) ?? ''),
    );
    expect(odd, 'Name the file after the one thing that it exports, in kebab-case.').toEqual([]);
    const vague = sources.filter((path) => /(^|\/)(utils?|helpers?|common|types|manager|misc)\.ts$/.test(path));
    expect(vague, 'Name it after what is in it.').toEqual([]);
  });

  it('leaves nothing unfinished', () => {
    const marks = new RegExp(`\\b(${['TO', 'FIX'].join('DO|')}ME|${'X'.repeat(3)})\\b|not\\s+implemented`);
    expect(placesOf(marks, sources), 'Finish it, or say in words what it does not do.').toEqual([]);
  });
});

describe('every test', () => {
  it('lies where what it tests lies', () => {
    const folders = new Set(projectFiles.map((path) => path.split('/').slice(0, -1).join('/')));
    const files = new Set(projectFiles.map((path) => path.replace(/\.(ts|mjs)$/, '')));
    const lost = tests.filter((path) => {
      const [, ...parts] = path.split('/');
      const folder = parts.slice(0, -1).join('/');
      if (acrossFolders.has(parts[0] ?? '')) return false;
      if (folder !== '') return !folders.has(folder) && !folders.has(`shared/${folder}`);
      const name = (parts[0] ?? '').replace('.test.ts', '');
      return name !== 'architecture' && !files.has(name) && !files.has(`shared/${name}`);
    });
    expect(lost, 'Tests mirror paths: test/ingest/ for shared/ingest/, test/local/ for local/.').toEqual([]);
  });

  it('runs, and runs with all others', () => {
    const skipped = placesOf(
      /(^|[^\w.])(it|test|describe)(\.\w+)*\.(skip|only|todo|skipIf|runIf)\b|\b[xf](it|describe)\(/,
      tests,
    );
    expect(skipped, 'Mend the test or take it out.').toEqual([]);
  });
});

describe('every JSON file', () => {
  it.each(projectFiles.filter((path) => path.endsWith('.json')))('%s parses', (path) => {
    expect(() => JSON.parse(textOf(path))).not.toThrow();
  });
});

describe('every page', () => {
  it.each(projectFiles.filter((path) => path.endsWith('.md')))('%s links to files that are there', (path) => {
    const links = [...textOf(path).matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, target = '']) => target);
    const inside = links
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => posix.join(posix.dirname(path), target));
    const lost = inside.filter(
      (target) => !projectFiles.some((file) => file === target || file.startsWith(`${target.replace(/\/$/, '')}/`)),
    );
    expect(lost, 'Mend the link, or create what it names.').toEqual([]);
  });
});

describe('the repository', () => {
  it('has a lock file that any registry can serve', () => {
    const lock = JSON.parse(textOf('package-lock.json')) as { version: string; packages: Record<string, object> };
    const bound = Object.entries(lock.packages).filter(([, one]) => 'resolved' in one && !('link' in one));
    expect(
      bound.map(([name]) => name),
      'Install with the .npmrc of this project, which leaves addresses out.',
    ).toEqual([]);
    const unsigned = Object.entries(lock.packages).filter(
      ([name, one]) => name !== '' && !('integrity' in one) && !('link' in one),
    );
    expect(
      unsigned.map(([name]) => name),
      'Remove node_modules and the lock file, and install again.',
    ).toEqual([]);
    expect(lock.version).toBe(JSON.parse(textOf('package.json')).version);
  });

  it('has a lock file that is whole, for every machine', () => {
    type Locked = Record<'dependencies' | 'optionalDependencies', Record<string, string> | undefined>;
    const { packages } = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, Locked> };
    const locked = new Set(Object.keys(packages).map((place) => place.split('node_modules/').at(-1)));
    const wanted = Object.values(packages).flatMap((one) =>
      Object.keys({ ...one.dependencies, ...one.optionalDependencies }),
    );
    const missing = [...new Set(wanted)].filter((name) => !locked.has(name));
    expect(
      missing,
      'npm ci refuses it: take a release of which the registry has every package, and install again.',
    ).toEqual([]);
  });

  it('names no package registry', () => {
    const hosts = /\bregistry\.[a-z0-9-]+\.|\bnpm\.pkg\.|\/(artifactory|nexus)\/|\b_auth(Token)?\s*=/;
    expect(placesOf(hosts, texts), 'Leave the registry to the npm configuration of whoever installs.').toEqual([]);
  });

  it('names no place on the machine of whoever wrote it', () => {
    const homes = /(^|[^\w.\-/])\/(home|Users|root|work|workspaces?|builds)\/[\w.-]|\b[A-Z]:\\\\?Users\\/;
    expect(placesOf(homes, texts), 'Use a path within the project.').toEqual([]);
    for (const place of [`${root}/`, `${homedir()}/`].filter((each) => each.length > 3)) {
      expect(
        texts.filter((path) => textOf(path).includes(place)),
        place,
      ).toEqual([]);
    }
  });
});
