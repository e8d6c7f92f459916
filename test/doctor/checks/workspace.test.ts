import type { HttpClient } from '@azure/core-rest-pipeline';
import { describe, expect, it } from 'vitest';
import { categories } from '../../../shared/categories/index.ts';
import { StorageUnavailable } from '../../../shared/storage/table-store.ts';
import { transactIn } from '../../../shared/storage/transact-in.ts';
import { switchesPlace } from '../../../shared/switches/switches.ts';
import { memoryServices } from '../../functions/app.ts';
import { servicesOn } from '../../sources/backfill/workspace-services.ts';
import { readKql } from '../../sources/kusto.ts';
import { queryApi, refusal, type Said } from '../../sources/query-api.ts';
import { checkUnderTest } from '../check-under-test.ts';

const { examine, meetsEveryFault } = checkUnderTest('workspace');
const allTables = categories.filter(({ table, retired }) => table !== '' && !retired).map(({ table }) => table);

/** Services whose workspace has rows in these tables, or says something else; what it was asked is kept. */
async function workspaceWith(withRows: readonly string[], instead?: Said) {
  const asked: string[] = [];
  const answer = () => {
    const [text = ''] = asked.slice(-1);
    const known = withRows.filter((table) => new RegExp(`\\b${table}\\b`).test(text.split('\n')[0] ?? ''));
    const columns = ['TableName', 'Newest'].map((name) => ({ name, type: 'string' }));
    const rows = known.map((table) => [table, '2026-03-04T11:00:00Z']);
    return { status: 200, json: { tables: [{ name: 'PrimaryResult', columns, rows }] } };
  };
  const api = await queryApi({ tables: {}, instead: () => instead ?? answer() });
  const http: HttpClient = {
    sendRequest(request) {
      asked.push(JSON.parse(String(request.body)).query);
      return api.http.sendRequest(request);
    },
  };
  const services = await servicesOn({ http });
  return { services, asked, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

async function foundWhen(instead: Said) {
  await using workspace = await workspaceWith([], instead);
  return await examine(workspace.services);
}

describe('a workspace', () => {
  it('that is not set is off', async () => {
    expect(await examine(await memoryServices())).toMatchObject({ fault: 'unset', state: 'off' });
  });

  it('with rows in every table is well, asked by one question that the service understands', async () => {
    await using workspace = await workspaceWith(allTables);
    expect(await examine(workspace.services)).toMatchObject({ state: 'ok' });
    expect(workspace.asked).toHaveLength(1);
    const { mistakes, columns } = readKql(workspace.asked[0] ?? '');
    expect(mistakes).toEqual([]);
    expect([...columns]).toEqual([
      ['TableName', 'string'],
      ['Newest', 'string'],
    ]);
  });

  it('names the tables without rows, but those of categories that are switched off', async () => {
    const [sms = '', chat = ''] = ['ACSSMSIncomingOperations', 'ACSChatIncomingOperations'];
    await using workspace = await workspaceWith(allTables.filter((table) => table !== sms && table !== chat));
    const found = await examine(workspace.services);
    expect(found).toMatchObject({ fault: 'missing', state: 'warning' });
    expect(found.finding).toMatch(new RegExp(`no rows of the last 7 days in ${chat} and ${sms}\\.$`));
    expect(found.remedy).toContain('resource-specific');
    const entity = { partitionKey: switchesPlace.partition, rowKey: 'chat', enabled: false };
    await transactIn(workspace.services.store, switchesPlace.table, [{ kind: 'upsert', entity }]);
    expect((await examine(workspace.services)).finding).toMatch(new RegExp(`days in ${sms}\\.$`));
  });

  it('is examined also while our own storage is away', async () => {
    await using workspace = await workspaceWith(allTables);
    const query = async () => Promise.reject(new StorageUnavailable('away'));
    const services = { ...workspace.services, store: { ...workspace.services.store, query } };
    expect(await examine(services)).toMatchObject({ state: 'ok' });
  });

  it('with no rows at all, or that knows none of the tables, says what to tick', async () => {
    await using workspace = await workspaceWith([]);
    expect(await examine(workspace.services)).toMatchObject({ fault: 'empty', state: 'warning' });
    const inner = { code: 'SEM0100', message: `Failed to resolve table or column expression named 'ACSBillingUsage'` };
    const unknown = { status: 400, json: refusal('BadArgumentError', 'Some invalid properties', inner) };
    expect(await foundWhen(unknown)).toMatchObject({ fault: 'empty', remedy: expect.stringContaining('tick') });
  });

  it.each([
    [401, 'LOG_ANALYTICS_ENDPOINT'],
    [403, 'Log Analytics Reader'],
    [404, 'LOG_ANALYTICS_WORKSPACE_ID'],
  ])('that refuses with %d says why, and names the role', async (status, words) => {
    const found = await foundWhen({ status, json: refusal('InsufficientAccessError', 'No.') });
    expect(found).toMatchObject({ fault: 'refused', state: 'failed', finding: expect.stringContaining(words) });
    expect(found.remedy).toContain('Log Analytics Reader');
  });

  it.each<readonly [string, Said, string]>([
    ['asks to slow down', { status: 429, json: refusal('Throttled', 'No.') }, 'throttled'],
    ['runs out of time', { status: 504, json: refusal('Timeout', 'No.') }, 'slow'],
    ['is down', { status: 500, json: refusal('Internal', 'No.') }, 'unreachable'],
    ['breaks the connection', 'reset', 'unreachable'],
    ['answers what is no table', { status: 200, json: { tables: [{}] } }, 'malformed'],
  ])('that %s is told apart', async (_, said, fault) => {
    expect(await foundWhen(said)).toMatchObject({ fault });
  });

  meetsEveryFault();
});
