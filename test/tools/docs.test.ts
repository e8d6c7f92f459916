/** The generated documents: in the repository as the tables of facts make them. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allCategories } from '../../shared/categories/index.ts';
import { routeNamed, routeNames } from '../../shared/http/routes.ts';
import { operatorSettingNames } from '../../shared/operator-settings/operator-settings.ts';
import { settingsTable } from '../../shared/settings.ts';
import { staleDocuments, writeDocuments } from '../../tools/docs.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commlog-docs-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the documents', () => {
  it('in the repository are up to date', () => {
    expect(staleDocuments(), 'run "npm run docs" and commit what it writes').toEqual([]);
  });

  it('are stale while they are missing, and fresh once written, also with the line ends of Windows', () => {
    expect(staleDocuments(folder)).toEqual([
      ...['docs/reference.md', 'docs/openapi.json', 'docs/settings.md', 'local.settings.sample.json'],
    ]);
    writeDocuments(folder);
    expect(staleDocuments(folder)).toEqual([]);
    const page = join(folder, 'docs/reference.md');
    writeFileSync(page, readFileSync(page, 'utf8').replaceAll('\n', '\r\n'));
    expect(staleDocuments(folder)).toEqual([]);
  });

  it('are stale once somebody changes them by hand', () => {
    writeDocuments(folder);
    appendFileSync(join(folder, 'docs/reference.md'), 'One more line.\n');
    expect(staleDocuments(folder)).toEqual(['docs/reference.md']);
  });

  it('are the same whenever and wherever they are written', () => {
    writeDocuments(folder);
    const read = () =>
      ['docs/reference.md', 'docs/openapi.json'].map((path) => readFileSync(join(folder, path), 'utf8'));
    const [page = '', description = ''] = read();
    writeDocuments(folder);
    expect(read()).toEqual([page, description]);
    expect(description).not.toMatch(/[0-9a-f]{40}/);
  });

  it('speak of every category, every setting and every route', () => {
    writeDocuments(folder);
    const page = readFileSync(join(folder, 'docs/reference.md'), 'utf8');
    const { paths } = JSON.parse(readFileSync(join(folder, 'docs/openapi.json'), 'utf8')) as {
      paths: Record<string, object>;
    };
    for (const { title } of allCategories) expect(page).toContain(`\n## ${title}\n`);
    const settings = readFileSync(join(folder, 'docs/settings.md'), 'utf8');
    for (const name of Object.keys(settingsTable)) expect(settings).toContain(`| \`${name}\` |`);
    for (const name of operatorSettingNames) expect(settings).toContain(`### ${name}\n`);
    for (const { method, path } of routeNames.map(routeNamed)) {
      expect(Object.keys(paths[path] ?? {}), path).toContain(method.toLowerCase());
    }
  });
});
