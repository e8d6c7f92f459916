import { beforeEach, describe, expect, it } from 'vitest';
import { listRuns } from '../../../shared/runs/list-runs.ts';
import { advanceNightly } from '../../../shared/sources/backfill/advance-nightly.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import type { TableStore } from '../../../shared/storage/table-store.ts';
import { asking, takenToEnd } from './workspace-services.ts';

const archive = `DefaultEndpointsProtocol=https;AccountName=past;AccountKey=${btoa('key')};EndpointSuffix=core.windows.net`;
let store: TableStore;
beforeEach(() => {
  store = sqliteTables({ path: ':memory:' });
});

describe('at its end a night', () => {
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
