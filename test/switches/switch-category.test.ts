import { beforeEach, describe, expect, it } from 'vitest';
import { auditTable } from '../../shared/audit/append-audit.ts';
import { categoryNamed } from '../../shared/categories/index.ts';
import { createServices, localAdministrator, type Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { everyRow, StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { switchCategory } from '../../shared/switches/switch-category.ts';
import { readSwitchedOff } from '../../shared/switches/switches.ts';

const sms = categoryNamed('sms') ?? expect.fail('there is no category sms');
const start = Date.parse('2026-03-04T12:00:00Z');

/** What the next writes do, in order: fail before they happened, or lose their answer. */
let faults: ('fails' | 'loses its answer' | 'works')[];
let services: Services;
beforeEach(async () => {
  faults = [];
  const inner = sqliteTables({ path: ':memory:' });
  const transact: TableStore['transact'] = async (table, operations) => {
    const fault = faults.shift() ?? 'works';
    if (fault === 'fails') throw new StorageUnavailable('away');
    const result = await inner.transact(table, operations);
    if (fault === 'loses its answer') {
      // As the driver for Azure: it asks again, and meets its own write.
      return inner.transact(table, operations);
    }
    return result;
  };
  let ticks = 0;
  services = await createServices({ env: {}, store: { ...inner, transact }, clock: () => new Date(start + ticks++) });
});

const change = (enabled: boolean) => switchCategory(services, sms, enabled, localAdministrator);
async function audited(): Promise<string[]> {
  const rows = await Array.fromAsync(everyRow(services.store, auditTable(start), {}));
  return rows.map(({ old, new: made }) => `${old} to ${made}`).toReversed();
}

describe('switching a category', () => {
  it('leaves one row in the audit log for each real change', async () => {
    const outcomes = [];
    for (const enabled of [true, false, false, true, true, false]) outcomes.push(await change(enabled));
    expect(outcomes).toEqual(['unchanged', 'changed', 'unchanged', 'changed', 'unchanged', 'changed']);
    expect(await audited()).toEqual(['true to false', 'false to true', 'true to false']);
  });

  it('has one change and one audit row when many ask for the same at once', async () => {
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => change(false)));
    expect(outcomes.filter((outcome) => outcome === 'changed')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === 'unchanged')).toHaveLength(4);
    expect(await audited()).toEqual(['true to false']);
  });

  // A change to an existing row takes three writes: the row, its audit row, and the mark that it is audited.
  it.each([0, 1, 2])('that failed at write %i is whole, and audited once, when it is asked for again', async (at) => {
    await change(false);
    faults = [...Array.from({ length: at }, () => 'works' as const), 'fails'];
    await expect(change(true)).rejects.toThrow(StorageUnavailable);
    await change(true);
    expect(await readSwitchedOff(services)).toEqual(new Set());
    expect(await audited()).toEqual(['true to false', 'false to true']);
  });

  it.each([0, 1, 2])('is one change when the answer of write %i was lost', async (at) => {
    await change(false);
    faults = [...Array.from({ length: at }, () => 'works' as const), 'loses its answer'];
    expect(await change(true)).toBe('changed');
    expect(await audited()).toEqual(['true to false', 'false to true']);
  });

  it('writes the missing audit row of a change before the next change', async () => {
    await change(false);
    faults = ['works', 'fails'];
    await expect(change(true)).rejects.toThrow(StorageUnavailable);
    await change(false);
    expect(await audited()).toEqual(['true to false', 'false to true', 'true to false']);
  });

  it('gives up when others keep changing it', async () => {
    await change(false);
    const { get } = services.store;
    const stale = await get('Settings', 'categories', 'sms');
    const old: TableStore['get'] = async () => stale && { ...stale, etag: 'W/"stale"' };
    const outdated = { ...services, store: { ...services.store, get: old } };
    expect(await switchCategory(outdated, sms, true, localAdministrator)).toBe('conflict');
  });
});
