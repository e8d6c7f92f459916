import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, textOf } from '../architecture/project-files.ts';

const azure = textOf('azure.yaml');
const memberOf = (name: string) => new RegExp(`^ +${name}: (\\S+)$`, 'm').exec(azure)?.[1];
const ignoredBy = (path: string) =>
  readFileSync(join(root, path), 'utf8')
    .split('\n')
    .map((line) => line.trim());

describe('azd', () => {
  it('publishes the folder that the build writes, and builds it by the script of package.json', () => {
    expect(JSON.parse(textOf('package.json')).scripts.build).toMatch(/tools\/build\.ts$/);
    expect(textOf('tools/build.ts')).toContain(`buildApp(join(root, '${memberOf('dist')}'))`);
    expect([memberOf('project'), memberOf('host'), memberOf('language')]).toEqual(['.', 'function', 'ts']);
  });

  it('has nothing installed on Azure, which it refuses where .funcignore leaves node_modules behind', () => {
    expect(memberOf('remoteBuild')).toBe('false');
    expect(ignoredBy('.funcignore').filter((line) => /^\/?node_modules\/?$/.test(line))).toEqual([]);
  });

  it('keeps what it was told, secrets too, in a folder that git does not take', () => {
    expect(ignoredBy('.gitignore')).toContain('.azure/');
  });

  it('is told nothing that is not in the parameters of the template', () => {
    const parameters = textOf('infra/main.parameters.json');
    const variables = textOf('.github/workflows/deploy.yml').match(
      /\b(HASH_KEY|API_KEYS|SIGN_IN_CLIENT_SECRET|AZURE_PRINCIPAL_TYPE)(?=:)/g,
    );
    expect(variables).toHaveLength(4);
    for (const name of variables ?? []) expect(parameters).toContain(`\${${name}`);
  });
});

describe('the workflow of pull requests', () => {
  const workflow = textOf('.github/workflows/check.yml');

  it('runs everything that must hold, on pull requests and on what was merged', () => {
    expect(workflow).toMatch(/^on:\n {2}pull_request:\n {2}push:\n {4}branches: \[main\]/m);
    expect(workflow).toMatch(/^ +- run: \.ci\/run$/m);
    expect(textOf('.ci/run')).toMatch(/tools\/check\.ts --insist/);
  });

  it('may read and nothing else, and has no secrets', () => {
    expect(workflow).toMatch(/^permissions:\n {2}contents: read\n\n/m);
    expect(workflow).not.toMatch(/secrets\./);
  });
});
