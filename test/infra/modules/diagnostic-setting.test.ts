import { describe, expect, it } from 'vitest';
import { categories } from '../../../shared/categories/index.ts';
import { textOf } from '../../architecture/project-files.ts';
import { deployed, infrastructure, type Resource, resourceOf } from '../infrastructure.ts';

const setting = (name: 'connected' | 'everything' | 'existing'): Resource['properties'] =>
  resourceOf(name, 'Microsoft.Insights/diagnosticSettings').properties;

/** What a Communication Services resource logs today, by the names of the wire. */
const logged = categories.filter(({ kind, retired }) => kind === 'log' && !retired).map(({ name }) => name);

/** The names that a text lists between apostrophes, after a line. */
function listedIn(path: string, after: string): string[] {
  const [, list = ''] = textOf(path).split(after);
  return [...(list.split(']')[0] ?? '').matchAll(/'(\w+)'/g)].map(([, name = '']) => name);
}

describe('the diagnostic setting', () => {
  it('sends everything, also what comes in the future, to the archive', () => {
    expect(setting('connected')['logs']).toEqual([{ categoryGroup: 'allLogs', enabled: true }]);
    expect(setting('connected')['storageAccountId']).toMatch(/archiveReader/);
    expect(setting('connected')).toMatchObject({ workspaceId: null, eventHubAuthorizationRuleId: null });
  });

  it('sends what is named', () => {
    expect(setting('existing')['logs']).toEqual([
      { category: 'SMSOperational', enabled: true },
      { category: 'CallSummary', enabled: true },
    ]);
  });

  it('refuses a category that it does not know, by its name, and says what to do', () => {
    expect(infrastructure.refusals.category).toMatch(
      /diagnosticCategories: Faxes is not a log category .* docs\/deploy\.md lists them/,
    );
  });

  it('sends to each of the three destinations that is switched on, to the workspace in a table for each category', () => {
    expect(setting('everything')).toMatchObject({
      storageAccountId: expect.stringContaining('archiveReader'),
      workspaceId: expect.stringContaining('workspaceReader'),
      logAnalyticsDestinationType: 'Dedicated',
      eventHubAuthorizationRuleId: expect.stringContaining('eventHub'),
      eventHubName: expect.stringContaining('eventHub'),
    });
  });

  it('is not made where there is nothing to watch', () => {
    expect(deployed('least').filter(({ type }) => type === 'Microsoft.Insights/diagnosticSettings')).toEqual([]);
  });

  it('knows the categories that Commlog knows, but for those that nobody logs any more', () => {
    expect(
      listedIn('infra/modules/diagnostic-setting.bicep', 'var known = ['),
      'Make the list in infra/modules/diagnostic-setting.bicep that of shared/categories.',
    ).toEqual(logged);
  });

  it('has its categories told on the page of deploying', () => {
    const page = textOf('docs/deploy.md');
    expect(
      logged.filter((name) => !page.includes(`\`${name}\``)),
      'Add them to docs/deploy.md.',
    ).toEqual([]);
  });
});

describe('the archive', () => {
  const archive = resourceOf('everything', 'Microsoft.Storage/storageAccounts', archiveName('everything'));

  it('is a Standard account that lets Azure Monitor in', () => {
    expect(archive).toMatchObject({ sku: { name: 'Standard_LRS' }, kind: 'StorageV2' });
    expect(archive.properties['networkAcls']).toMatchObject({ bypass: 'AzureServices' });
  });

  it('keeps its blobs for ever unless a number of days is given', () => {
    const rules = (name: 'connected' | 'everything') =>
      deployed(name).filter(({ type }) => type === 'Microsoft.Storage/storageAccounts/managementPolicies');
    expect(rules('connected')).toEqual([]);
    expect(JSON.stringify(rules('everything'))).toContain('"daysAfterModificationGreaterThan":400');
    expect(JSON.stringify(rules('everything'))).toContain('"prefixMatch":["insights-logs-"]');
  });

  it('is not created where one is named', () => {
    const accounts = deployed('existing').filter(({ type }) => type === 'Microsoft.Storage/storageAccounts');
    expect(accounts.map(({ name }) => name.startsWith('star'))).toEqual([false]);
  });
});

function archiveName(name: 'everything'): string {
  const found = deployed(name).find(
    ({ type, name: own }) => type.endsWith('/storageAccounts') && own.startsWith('star'),
  );
  return found?.name ?? '';
}
