import { describe, expect, it } from 'vitest';
import { projectFiles, sourcesIn, textOf } from '../../architecture/project-files.ts';
import { cases } from '../cases.ts';
import { deployed, infrastructure, resourceOf, template } from '../infrastructure.ts';

const names = Object.keys(cases) as (keyof typeof cases)[];
const app = resourceOf('least', 'Microsoft.Web/sites').properties as {
  readonly httpsOnly: boolean;
  readonly functionAppConfig: {
    readonly runtime: object;
    readonly scaleAndConcurrency: { readonly maximumInstanceCount: number };
    readonly deployment: { readonly storage: { readonly authentication: { readonly type: string } } };
  };
};

describe('what is deployed into an empty subscription', () => {
  it('is the app, one account for it and one for the archive, the log and its alerts', () => {
    const types = new Set(deployed('least').map(({ type }) => type));
    expect([...types].filter((type) => !type.includes('roleAssignments')).toSorted()).toEqual([
      'Microsoft.Insights/components',
      'Microsoft.Insights/scheduledQueryRules',
      'Microsoft.ManagedIdentity/userAssignedIdentities',
      'Microsoft.OperationalInsights/workspaces',
      'Microsoft.Resources/resourceGroups',
      'Microsoft.Storage/storageAccounts',
      'Microsoft.Storage/storageAccounts/blobServices',
      'Microsoft.Storage/storageAccounts/blobServices/containers',
      'Microsoft.Web/serverfarms',
      'Microsoft.Web/sites',
      'Microsoft.Web/sites/basicPublishingCredentialsPolicies',
      'Microsoft.Web/sites/config',
    ]);
  });

  it('lies in one resource group, but for what belongs to the resource that is watched', () => {
    const outside = deployed('everything')
      .filter(({ type }) => type !== 'Microsoft.Authorization/roleAssignments')
      .filter(({ id }) => !id.includes('/resourceGroups/rg-trial'));
    expect(outside.map(({ type, name }) => `${type} ${name}`)).toEqual([
      'Microsoft.Insights/diagnosticSettings commlog',
      'Microsoft.EventGrid/eventSubscriptions commlog',
    ]);
  });
});

describe('the app', () => {
  it('runs on Flex Consumption with the Node that the project uses', () => {
    expect(resourceOf('least', 'Microsoft.Web/serverfarms')).toMatchObject({ sku: { name: 'FC1' } });
    const [major] = /\d+/.exec(JSON.parse(textOf('package.json')).devDependencies.node) ?? [];
    expect(app.functionAppConfig.runtime).toEqual({ name: 'node', version: major });
  });

  it('has few instances at most, and enough: each timer and the hub may have their own, and all of HTTP one', () => {
    const groups =
      sourcesIn('functions').filter((path) => /\bregister(Timer|EventHub)\('/.test(textOf(path))).length + 1;
    const most = app.functionAppConfig.scaleAndConcurrency.maximumInstanceCount;
    expect(groups).toBeGreaterThan(4);
    expect(most).toBeGreaterThan(groups);
    expect(most).toBeLessThanOrEqual(40);
  });

  it('is the service that azd publishes to, by HTTPS and without passwords', () => {
    const site = resourceOf('least', 'Microsoft.Web/sites');
    const [, service] = /^services:\n {2}(\w+):/m.exec(textOf('azure.yaml')) ?? [];
    expect(site.tags?.['azd-service-name']).toBe(service);
    expect(app.httpsOnly).toBe(true);
    const passwords = deployed('least').filter(({ type }) => type.endsWith('/basicPublishingCredentialsPolicies'));
    expect(passwords.map(({ name, properties }) => [name.split('/').at(-1), properties])).toEqual([
      ['scm', { allow: false }],
      ['ftp', { allow: false }],
    ]);
    expect(app.functionAppConfig.deployment.storage.authentication.type).toBe('UserAssignedIdentity');
  });
});

describe('keys', () => {
  it.each(names)('of storage accounts are off, and nobody reads without a sign-in: %s', (name) => {
    const accounts = deployed(name).filter(({ type }) => type === 'Microsoft.Storage/storageAccounts');
    expect(accounts).toHaveLength(name === 'existing' ? 1 : 2);
    for (const { properties } of accounts) {
      expect(properties).toMatchObject({
        allowSharedKeyAccess: false,
        allowBlobPublicAccess: false,
        minimumTlsVersion: 'TLS1_2',
        supportsHttpsTrafficOnly: true,
      });
    }
  });

  it('of the log are off', () => {
    expect(resourceOf('least', 'Microsoft.Insights/components').properties).toMatchObject({ DisableLocalAuth: true });
  });

  it('exist for the event hub only, because a diagnostic setting sends with one', () => {
    expect(resourceOf('everything', 'Microsoft.EventHub/namespaces').properties).toMatchObject({
      disableLocalAuth: false,
    });
    const rules = deployed('everything').filter(({ type }) => /authorizationRules$/i.test(type));
    expect(rules.map(({ properties }) => properties)).toEqual([{ rights: ['Manage', 'Send', 'Listen'] }]);
    expect(textOf('docs/deploy.md')).toMatch(/event hub[^.]*\bkey\b/i);
  });
});

describe('outputs', () => {
  it('hold no secret and no key', () => {
    const text = JSON.stringify(template.outputs);
    expect(Object.keys(template.outputs ?? {}).length).toBeGreaterThan(3);
    expect(text).not.toMatch(/listKeys|hashKey|apiKeys|secret|connectionString/i);
    // Nor do those of the modules, which stand in the history of deployments too.
    const modules = projectFiles.filter((path) => path.endsWith('.bicep'));
    const told = modules.flatMap((path) => textOf(path).match(/^output .*$/gm) ?? []);
    expect(told.length).toBeGreaterThan(10);
    expect(told.filter((line) => /listKeys|[Kk]ey\b|[Ss]ecret|[Cc]onnectionString|code=/.test(line))).toEqual([]);
  });

  it('are secure parameters where they go in', () => {
    const secret = Object.entries(template.parameters ?? {}).filter(([name]) => /key|secret/i.test(name));
    expect(secret.map(([name, { type }]) => [name, type.toLowerCase()])).toEqual([
      ['signInClientSecret', 'securestring'],
      ['hashKey', 'securestring'],
      ['apiKeys', 'securestring'],
    ]);
  });
});

describe('a resource id that is none', () => {
  it.each([
    ['service', 'COMMUNICATION_SERVICE_ID'],
    ['account', 'ARCHIVE_ACCOUNT_ID'],
    ['workspace', 'WORKSPACE_ID'],
  ] as const)('of the %s is refused by the name of its parameter, with what to do', (name, variable) => {
    expect(infrastructure.refusals[name]).toMatch(
      new RegExp(`\\(${variable}\\) is not the resource id of .*; copy it`),
    );
  });
});

describe('what azd passes on', () => {
  const passed: Record<string, { value: string | object }> = JSON.parse(
    textOf('infra/main.parameters.json'),
  ).parameters;

  it('is every parameter, and no other', () => {
    expect(Object.keys(passed).toSorted()).toEqual(Object.keys(template.parameters ?? {}).toSorted());
  });

  it('has the defaults of the template', () => {
    for (const [name, { value }] of Object.entries(passed)) {
      if (typeof value !== 'string') continue;
      const fallback = /^\$\{\w+(?:=(.*))?\}$/.exec(value);
      expect(fallback, name).not.toBeNull();
      const declared = template.parameters?.[name]?.defaultValue;
      expect(`${name}: ${fallback?.[1] ?? ''}`).toBe(`${name}: ${declared ?? ''}`);
    }
  });

  it('is told on the page of deploying, each by the name that azd takes', () => {
    const page = textOf('docs/deploy.md');
    const variables = JSON.stringify(passed).match(/(?<=\$\{)\w+/g) ?? [];
    const silent = variables.filter((name) => !page.includes(`\`${name}\``));
    expect(silent, 'Say in docs/deploy.md what it does.').toEqual([]);
  });
});
