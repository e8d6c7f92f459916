/** The tables of facts: every row that is written is in use, and says what it must say. */
import { describe, expect, it } from 'vitest';
import { allCategories } from '../../shared/categories/index.ts';
import { type RouteName, routeNamed, routeNames } from '../../shared/http/routes.ts';
import { settingsTable } from '../../shared/settings.ts';
import { importsOf } from './imports.ts';
import { sourcesIn, textOf } from './project-files.ts';

describe('categories', () => {
  const rows = sourcesIn('shared/categories').filter((path) => /\bdefineCategory\(\{/.test(textOf(path)));

  it('are all registered', () => {
    const imported = new Set(importsOf('shared/categories/index.ts').map((one) => one.imported));
    expect(
      rows.filter((path) => !imported.has(path)),
      'Import the row in shared/categories/index.ts and put it in its list.',
    ).toEqual([]);
    expect(allCategories.length, 'A row is imported and not in the list of shared/categories/index.ts.').toBe(
      rows.length,
    );
  });

  it('lie in a file each', () => {
    const crowded = rows.filter((path) => textOf(path).split(/\bdefineCategory\(\{/).length > 2);
    expect(crowded, 'Give each row a file.').toEqual([]);
  });

  it('are never named by code outside of their folder', () => {
    const names = new RegExp(
      `['"\`](${allCategories.flatMap(({ name, table }) => [name, table].filter(Boolean)).join('|')})['"\`]`,
    );
    const sharedCode = sourcesIn('shared', 'functions').filter((path) => !path.startsWith('shared/categories/'));
    const found = sharedCode.filter((path) =>
      textOf(path)
        .split('\n')
        .some((line) => !/^\s*(\*|\/)/.test(line) && names.test(line)),
    );
    expect(found, 'What shared code must know of a category, its row declares.').toEqual([]);
  });
});

describe('routes', () => {
  it.each(routeNames)('%s states who lets a request in', (name) => {
    expect(['function', 'anonymous'], 'authLevel in shared/http/routes.ts').toContain(routeNamed(name).authLevel);
  });

  it('that ask for neither a key nor a principal are few and known', () => {
    const open = routeNames.filter(
      (name) => routeNamed(name).authLevel === 'anonymous' && routeNamed(name).action === 'anonymous',
    );
    expect(open, 'Whoever reaches the app may call these. Give the route an action, or argue for it here.').toEqual([
      'health',
    ]);
  });

  it('do not overlap: the host takes the first match by name, not the closest', () => {
    const fits = (a: string, b: string) => {
      const [left, right] = [a.split('/'), b.split('/')];
      const same = (one: string, other = '') =>
        one.includes('{') || other.includes('{') || one.toLowerCase() === other.toLowerCase();
      return left.length === right.length && left.every((one, index) => same(one, right[index]));
    };
    const clash = (a: RouteName, b: RouteName) => {
      const [one, other] = [routeNamed(a), routeNamed(b)];
      return one.path === other.path ? one.method === other.method : fits(one.path, other.path);
    };
    const pairs = routeNames.flatMap((a, index) =>
      routeNames
        .slice(index + 1)
        .filter((b) => clash(a, b))
        .map((b) => `${a} and ${b}`),
    );
    expect(pairs, 'Choose a path that no other can match.').toEqual([]);
  });
});

describe('settings', () => {
  const names = Object.keys(settingsTable);

  it('have a help text that is a sentence', () => {
    const mute = Object.entries(settingsTable).filter(([, { help }]) => !/^\p{Lu}.{15,}\.$/u.test(help));
    expect(
      mute.map(([name]) => name),
      'Say in shared/settings.ts what it does and what it takes.',
    ).toEqual([]);
  });

  it('are all read by somebody', () => {
    const code = sourcesIn('shared', 'functions')
      .filter((path) => path !== 'shared/settings.ts')
      .map(textOf)
      .join('\n');
    expect(
      names.filter((name) => !new RegExp(`\\b${name}\\b`).test(code)),
      'Use the setting, or take it out of the table.',
    ).toEqual([]);
  });
});
