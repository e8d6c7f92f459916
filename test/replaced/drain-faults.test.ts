import { beforeAll, describe, expect, it } from 'vitest';
import type { RunState } from '../../shared/runs/run.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { type Fault, faults, faultyStore } from '../crash/faulty-store.ts';
import { dump, openServices } from '../ingest/delivering.ts';
import { noon } from '../ingest/events.ts';
import { drivers } from '../storage/drivers.ts';
import { archived, type Click, clicksOf, day, drain, late, minute, shownSources, take } from './clicks.ts';

/** A text that makes a record too large for one row. */
const userAgent = 'x'.repeat(80_000);
const large = { archive: { at: -3 * day, userAgent }, late: { at: 0, userAgent } };

/** On the wire each call takes its time. */
const sizes: Record<string, { archive: Click[]; late: Click[]; leastCalls: number; tables: string[] }> = {
  SQLite: {
    archive: [...clicksOf(2), large.archive],
    late: [{ at: 0 }, { at: minute }, { at: 2 * minute }, large.late],
    leastCalls: 50,
    tables: ['Lookups', 'Parts', 'Pending', 'Records'],
  },
  'Azure tables': {
    archive: clicksOf(1),
    late: [{ at: 0 }],
    leastCalls: 25,
    tables: ['Lookups', 'Pending', 'Records'],
  },
};

describe.each(drivers)('a drain on $name whose storage call', ({ name, open }) => {
  const size = sizes[name] ?? { archive: [], late: [], leastCalls: 0, tables: [] };
  const openOn = (store: TableStore) => openServices({ store, clock: () => new Date(Date.parse(noon) + minute) });

  async function filled(): Promise<TableStore> {
    const store = await open();
    const services = await openOn(store);
    await take(services, size.archive.map(archived));
    await take(services, size.late.map(late), { source: 'log-analytics' });
    return store;
  }

  let calls: readonly string[];
  let plain: { readonly rows: RunState; readonly sources: readonly string[] };
  beforeAll(async () => {
    const store = await filled();
    const counting = faultyStore(store);
    await drain(await openOn(counting.store));
    calls = [...counting.calls];
    plain = { rows: await dump(store), sources: await shownSources(await openOn(store)) };
    await store.close();
  });

  it(`is one of at least ${size.leastCalls}, to every table`, () => {
    expect(calls.length).toBeGreaterThanOrEqual(size.leastCalls);
    const tables = new Set(calls.map((call) => call.split(' ')[1]?.replace(/\d.*/, '')));
    expect([...tables].sort()).toEqual(size.tables);
    expect(plain.sources.length).toBe(Math.max(size.archive.length, size.late.length));
    // Of the long texts only the twin's are kept.
    expect(Object.keys(plain.rows).filter((table) => table.startsWith('Parts20260304'))).toEqual([]);
  });

  it.each(Object.keys(faults) as Fault[])(
    '%s leaves, after the next drain, what it leaves undisturbed',
    async (fault) => {
      for (const [at, call] of calls.entries()) {
        const where = `call ${at}, ${call}`;
        const store = await filled();
        const first = await drain(await openOn(faultyStore(store, at, fault).store)).catch((error: unknown) => {
          if (error instanceof StorageUnavailable) return undefined;
          throw error;
        });
        expect(first?.progress?.failed ?? 0, where).toBe(0);
        await drain(await openOn(store));
        expect(await dump(store), where).toEqual(plain.rows);
        expect(await shownSources(await openOn(store)), where).toEqual(plain.sources);
        await store.close();
      }
    },
    120_000,
  );
});
