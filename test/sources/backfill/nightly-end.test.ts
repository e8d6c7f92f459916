import { beforeEach, describe, expect, it } from 'vitest';
import { listRuns } from '../../../shared/runs/list-runs.ts';
import { runTimer } from '../../../shared/runs/run-timer.ts';
import { advanceNightly } from '../../../shared/sources/backfill/advance-nightly.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { everyRow, type TableStore } from '../../../shared/storage/table-store.ts';
import { something } from '../../runs/instance.ts';
import { asking, now, servicesOn, takenToEnd } from './workspace-services.ts';

const dayMs = 86_400_000;
const nobody = { http: { sendRequest: () => Promise.reject(new Error('asked')) } };
const archive = `DefaultEndpointsProtocol=https;AccountName=past;AccountKey=${btoa('key')};EndpointSuffix=core.windows.net`;
let store: TableStore;
beforeEach(() => {
  store = sqliteTables({ path: ':memory:' });
});

const servicesAt = (at: number, env: Record<string, string> = {}) =>
  servicesOn(nobody, { store, clock: () => new Date(at), env: { LOG_ANALYTICS_WORKSPACE_ID: '', ...env } });

/** History of the timer, whether or not it is old enough to be hidden. */
async function runRows(): Promise<number> {
  let rows = 0;
  for await (const { rowKey } of everyRow(store, 'Runs', { partition: 'runs' }))
    rows += Number(/^\d+-read-archive/.test(rowKey));
  return rows;
}

describe('at its end a night', () => {
  it('forgets the runs that are older than is shown', async () => {
    await runTimer(await servicesAt(now.getTime() - 91 * dayMs), 'read-archive', something, {
      seconds: 60,
    });
    await runTimer(await servicesAt(now.getTime() - 89 * dayMs), 'read-archive', something, {
      seconds: 60,
    });
    expect(await runRows()).toBe(2);
    await takenToEnd(await servicesAt(now.getTime()), advanceNightly, {});
    expect(await runRows()).toBe(1);
  });

  it('lets the archive be looked through for what was never read, whatever the workspace said', async () => {
    await using workspace = await asking(
      { tables: {}, instead: () => ({ status: 403, json: {} }) },
      { store, env: { ARCHIVE_STORAGE: archive } },
    );
    const { last } = await takenToEnd(workspace.services, advanceNightly, {});
    expect(last.failed).toBe(true);
    const runs = await listRuns(workspace.services, { limit: 10 });
    expect(runs).toMatchObject({ items: [{ kind: 'archive-history', by: 'timer' }] });
  });
});
