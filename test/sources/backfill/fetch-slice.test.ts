import { describe, expect, it } from 'vitest';
import { emailStatus } from '../../../shared/categories/email-status.ts';
import type { Services } from '../../../shared/services.ts';
import { fetchSlice } from '../../../shared/sources/backfill/fetch-slice.ts';
import type { Query } from '../../../shared/sources/kql.ts';
import type { QueryOutcome } from '../../../shared/sources/query-outcome.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../../shared/storage/table-store.ts';
import { memoryServices } from '../../functions/app.ts';
import { now, statusRow, storedIn } from './workspace-services.ts';

const range = { from: now.getTime() - 3_600_000, until: now.getTime() };
const second = { from: range.from, until: range.from + 1000 };

/** A workspace of so many rows in any range; `onRows` happens when they are asked for. */
const workspaceOf =
  (rows: number, onRows = () => {}) =>
  async ({ text, from }: Query): Promise<QueryOutcome> => {
    if (text.includes('summarize')) return { outcome: 'rows', columns: ['Rows', 'Bytes'], rows: [[rows, rows * 100]] };
    onRows();
    const all = Array.from({ length: rows }, (_, n) => statusRow(from, `recipient-${n}@example.com`));
    const columns = Object.keys(all[0] ?? {});
    return { outcome: 'rows', columns, rows: all.map((row) => columns.map((name) => row[name])) };
  };

const limitsOf = (signal = new AbortController().signal) => ({ until: now.getTime() + 1000, signal });
const take = (services: Services, rows: number, asked = range) =>
  fetchSlice(services, workspaceOf(rows), emailStatus, asked, limitsOf());

describe('a slice', () => {
  it('of more rows than are good for one is too much, unless it cannot be cut', async () => {
    const services = await memoryServices({ clock: () => now });
    expect(await take(services, 20_001)).toMatchObject({ outcome: 'too-much', words: 'it has 20001 rows' });
    expect(await take(services, 20_001, second)).toMatchObject({ outcome: 'taken', answer: { stored: 20_001 } });
    expect(await take(services, 450_001, second)).toMatchObject({ outcome: 'too-much' });
  }, 60_000);

  it('is not taken when storage cannot be reached', async () => {
    const store = sqliteTables({ path: ':memory:' });
    const transact = async () => {
      throw new StorageUnavailable('away');
    };
    const services = await memoryServices({
      clock: () => now,
      store: { ...store, transact },
      env: { HASH_KEY: 'k'.repeat(16) },
    });
    await expect(take(services, 3)).rejects.toThrow(StorageUnavailable);
  });

  it('tries to write none of the records that are stored already', async () => {
    const services = await memoryServices({ clock: () => now });
    const { transact } = services.store;
    const inserted: string[] = [];
    const watched: TableStore['transact'] = async (table, operations) => {
      if (table.startsWith('Records')) inserted.push(...operations.map(({ kind }) => kind));
      return transact(table, operations);
    };
    const watching = { ...services, store: { ...services.store, transact: watched } };
    expect(await take(watching, 150)).toMatchObject({ answer: { stored: 150 } });
    inserted.length = 0;
    expect(await take(watching, 160)).toMatchObject({ answer: { stored: 10, duplicate: 150 } });
    expect(inserted).toHaveLength(10);
  });

  it('is too much when storing it takes too long, and what is stored by then counts', async () => {
    let late = 0;
    const services = await memoryServices({ clock: () => new Date(now.getTime() + late) });
    const insert = services.store.transact;
    const slow = {
      ...services,
      store: {
        ...services.store,
        transact: (...args: Parameters<typeof insert>) => {
          late += 10_000;
          return insert(...args);
        },
      },
    };
    const taken = await take(slow, 5_000);
    expect(taken).toMatchObject({ outcome: 'too-much', words: 'storing it took too long' });
    const stored = 'answer' in taken ? (taken.answer?.stored ?? 0) : 0;
    expect(stored).toBe(await storedIn(services.store));
    expect(stored).toBeLessThan(5_000);
  });

  it('ends soon when the run is to end, and what is stored by then counts', async () => {
    const services = await memoryServices({ clock: () => now });
    const end = new AbortController();
    const ask = workspaceOf(3, () => end.abort());
    const taken = await fetchSlice(services, ask, emailStatus, range, limitsOf(end.signal));
    expect(taken).toMatchObject({ outcome: 'aborted', answer: { stored: 0 } });
  });

  it.each([
    ['no number', [['many', 1]]],
    ['less than none', [[-1, 1]]],
    ['nothing', []],
  ])('whose count is %s is malformed', async (_what, rows) => {
    const services = await memoryServices({ clock: () => now });
    const ask = async (): Promise<QueryOutcome> => ({ outcome: 'rows', columns: ['Rows', 'Bytes'], rows });
    expect(await fetchSlice(services, ask, emailStatus, range, limitsOf())).toMatchObject({
      outcome: 'failed',
      failure: { class: 'malformed' },
    });
  });
});
