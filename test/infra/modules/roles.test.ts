import { describe, expect, it } from 'vitest';
import { settingsTable } from '../../../shared/settings-table.ts';
import { productSources, textOf } from '../../architecture/project-files.ts';
import { cases } from '../cases.ts';
import { appSettings, deployed } from '../infrastructure.ts';

interface Need {
  readonly role: string;
  /** Of Azure's own roles: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles */
  readonly id: string;
  /** What the assignment is made on. */
  readonly on: string;
  /** The setting that names the identity to whoever signs in with it. */
  readonly signsIn: string;
  /** The file whose client needs it, or `host`: the Functions host. */
  readonly neededBy: string;
  readonly because: string;
}

/** Every role of the app's identity. Queues are not among them: only blob and queue triggers need those. */
const needs: readonly Need[] = [
  {
    role: 'Storage Table Data Contributor',
    id: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
    on: 'Microsoft.Storage/storageAccounts',
    signsIn: 'AzureWebJobsStorage__clientId',
    neededBy: 'shared/services.ts',
    because: 'it creates, fills, reads and drops the tables that hold everything',
  },
  {
    role: 'Storage Blob Data Owner',
    id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b',
    on: 'Microsoft.Storage/storageAccounts',
    signsIn: 'AzureWebJobsStorage__clientId',
    neededBy: 'host',
    because:
      'it keeps its keys, the locks of timers and where it stands in the hub in blobs, and takes the package from one',
  },
  {
    role: 'Storage Blob Data Reader',
    id: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
    on: 'Microsoft.Storage/storageAccounts',
    signsIn: 'ARCHIVE_STORAGE__clientId',
    neededBy: 'shared/accounts.ts',
    because: 'it lists and reads the blobs of the archive',
  },
  {
    role: 'Log Analytics Reader',
    id: '73c42c96-874c-492b-b04d-ab87d138a893',
    on: 'Microsoft.OperationalInsights/workspaces',
    signsIn: 'LOG_ANALYTICS_CLIENT_ID',
    neededBy: 'shared/accounts.ts',
    because: 'it asks the workspace for what no other road brought',
  },
  {
    role: 'Azure Event Hubs Data Receiver',
    id: 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde',
    on: 'Microsoft.EventHub/namespaces',
    signsIn: 'EVENT_HUB_CONNECTION__clientId',
    neededBy: 'host',
    because: 'it receives the events of the hub',
  },
  {
    role: 'Monitoring Metrics Publisher',
    id: '3913510d-42f4-4e42-8a64-420c390055eb',
    on: 'Microsoft.Insights/components',
    signsIn: 'APPLICATIONINSIGHTS_AUTHENTICATION_STRING',
    neededBy: 'host',
    because: 'it sends the log, which is taken from nobody without a sign-in',
  },
];

/** Who has which role on what, as a case assigns them. */
function assignments(name: keyof typeof cases) {
  return deployed(name)
    .filter(({ type }) => type === 'Microsoft.Authorization/roleAssignments')
    .map(({ id, properties }) => ({
      principal: String(properties['principalId']),
      principalType: properties['principalType'],
      role: /[0-9a-f-]{36}(?='\)\]$|$)/.exec(String(properties['roleDefinitionId']))?.[0] ?? '',
      on: needs.find(({ on }) => id.includes(on))?.on,
    }));
}

const isIdentity = (principal: string) => /outputs\.principalId\.value\]$/.test(principal);
const pair = ({ role, on }: { role: string; on: string | undefined }) => `${role} on ${on}`;

describe('the roles of the app', () => {
  it('are those that something needs, and nothing more', () => {
    const assigned = assignments('everything').filter(({ principal }) => isIdentity(principal));
    expect(
      assigned.map(pair).toSorted(),
      'Say in this test what needs the role, or take the assignment out of infra/.',
    ).toEqual(needs.map(({ id, on }) => pair({ role: id, on })).toSorted());
    expect(new Set(assigned.map(({ principalType }) => principalType))).toEqual(new Set(['ServicePrincipal']));
  });

  it('are fewer where less is asked for: no workspace and no hub', () => {
    const roles = assignments('least').map(({ role }) => role);
    const without = needs.filter(({ role }) => /Log Analytics|Event Hubs/.test(role)).map(({ id }) => id);
    expect(roles.toSorted()).toEqual(
      needs
        .map(({ id }) => id)
        .filter((id) => !without.includes(id))
        .toSorted(),
    );
  });

  it.each(needs)('$role: is used by whoever is said to need it', ({ signsIn, neededBy }) => {
    const values = appSettings('everything');
    expect(values[signsIn], 'The app is not told the identity to ask with.').toMatch(/outputs\.clientId\.value/);
    if (neededBy !== 'host') expect(textOf(neededBy)).toContain(`credentialFor(`);
    if (neededBy !== 'host') expect(textOf(neededBy)).toContain(signsIn);
  });

  it('serve every client that signs in: each setting that names an identity has one', () => {
    const naming = Object.keys(settingsTable).filter((name) => /client_?id$/i.test(name));
    const served = new Set(needs.map(({ signsIn }) => signsIn));
    expect(naming.length).toBeGreaterThan(2);
    expect(
      naming.filter((name) => !served.has(name)),
      'Which role does it need? Say it here, and assign it.',
    ).toEqual([]);
  });

  it('are asked for in services.ts and accounts.ts alone', () => {
    // Without a client id it is whoever sits at the machine, who has roles of their own.
    const asking = productSources.filter((path) => /\bcredentialFor\((?!undefined)/.test(textOf(path)));
    expect(asking).toEqual(['shared/accounts.ts', 'shared/services.ts']);
  });
});

describe('whoever deploys', () => {
  it('has no role on the data unless it is asked for', () => {
    for (const name of ['least', 'connected', 'existing'] as const)
      expect(assignments(name).filter(({ principal }) => !isIdentity(principal))).toEqual([]);
  });

  it('may be a pipeline: what it is goes with the role', () => {
    const { principalId, principalType } = cases.everything;
    expect(assignments('everything').filter(({ principal }) => !isIdentity(principal))).toEqual([
      {
        principal: principalId,
        principalType,
        role: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3',
        on: 'Microsoft.Storage/storageAccounts',
      },
    ]);
    expect(JSON.parse(textOf('infra/main.parameters.json')).parameters.principalType.value).toBe(
      `\${AZURE_PRINCIPAL_TYPE=User}`,
    );
  });
});
