import { describe, expect, it } from 'vitest';
import { outcomes } from '../../shared/outcomes/codes.ts';
import { readClientSettings, readSettings, settingsTable } from '../../shared/settings.ts';
import { projectFiles, textOf } from '../architecture/project-files.ts';

const documented = Object.keys(JSON.parse(textOf('local.settings.sample.json')).Values);
/** Settings of the platform, which every Functions app has. */
const ofPlatform = /^(WEBSITE|FUNCTIONS)_|^CONTAINER_NAME$/;
/** What a deployment is told, and tells: the page of deploying names it. */
const ofDeployment = projectFiles
  .filter((path) => /^infra\/main\.(bicep|parameters\.json)$|^\.github\/workflows\//.test(path))
  .flatMap((path) => textOf(path).match(/\b[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+\b/g) ?? []);

/** The names of the environment that a reader asks for. */
function namesReadBy(reader: (env: Record<string, string | undefined>) => unknown): string[] {
  const names = new Set<string>();
  const get = (_: object, name: string) => void names.add(name);
  reader(new Proxy({}, { get }));
  return [...names].filter((name) => !ofPlatform.test(name)).toSorted();
}

describe('check 12: every JSON file of the repository', () => {
  const files = projectFiles.filter((path) => path.endsWith('.json'));

  it('is looked at', () => {
    expect(files).toEqual(expect.arrayContaining(['host.json', 'package.json', 'docs/openapi.json']));
  });

  it.each(files)('parses: %s', (path) => {
    expect(() => JSON.parse(textOf(path)), `Mend ${path}.`).not.toThrow();
  });
});

describe('check 12: the settings documented', () => {
  const read = namesReadBy(readSettings);

  it('are the settings read in code', () => {
    expect(
      documented.filter((name) => !ofPlatform.test(name)).toSorted(),
      'Make local.settings.sample.json and shared/settings-table.ts name the same settings.',
    ).toEqual(read);
    expect(read).toEqual(Object.keys(settingsTable).toSorted());
  });

  it.each(projectFiles.filter((path) => path.endsWith('.md')))('are the only ones that %s names', (path) => {
    const known = new Set([...read, ...namesReadBy(readClientSettings), ...Object.keys(outcomes), ...ofDeployment]);
    const named = textOf(path).match(/\b(?:[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+|AzureWebJobsStorage)(?:__\w+)?\b/g) ?? [];
    const lost = named.filter((name) => !known.has(name) && !ofPlatform.test(name));
    expect(lost, 'Mend the name, or add the setting to shared/settings-table.ts.').toEqual([]);
  });
});
