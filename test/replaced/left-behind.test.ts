import { beforeEach, describe, expect, it } from 'vitest';
import type { Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { everyRow, type TableStore } from '../../shared/storage/table-store.ts';
import { openServices } from '../ingest/delivering.ts';
import { noon } from '../ingest/events.ts';
import { archived, day, drain, late, minute, shown, take } from './clicks.ts';

/** Too large for one row. */
const userAgent = 'x'.repeat(80_000);
const [before, after] = [archived({ at: -3 * day, userAgent }), late({ at: 0, userAgent })];

let inner: TableStore;
let now: number;
let services: Services;
const open = (store: TableStore) => openServices({ store, clock: () => new Date(now) });
beforeEach(async () => {
  inner = sqliteTables({ path: ':memory:' });
  now = Date.parse(noon) + minute;
  services = await open(inner);
  await take(services, [before]);
});

const lookupsOfDay = async (text: string) => {
  const keys = await Array.fromAsync(everyRow(inner, 'Lookups202603', {}), ({ rowKey }) => rowKey);
  return keys.filter((key) => key.endsWith(text));
};

/** The identity in the id of a stored record. */
const identityIn = (id = '') => id.split('-')[1] ?? '';

describe('what a late writer leaves behind of a tombstone', () => {
  it('it removes itself: lookups and long texts', async () => {
    let overtake = async () => {};
    const transact: TableStore['transact'] = async (table, operations) => {
      if (table === 'Lookups202603') await overtake();
      return inner.transact(table, operations);
    };
    const late = await open({ ...inner, transact });
    overtake = async () => {
      overtake = async () => {};
      await take(services, [after]);
      await drain(services);
      expect(await shown(services)).toBe(1);
    };
    const answer = await take(late, [after]);
    expect(answer).toMatchObject({ stored: 0, duplicate: 1 });
    expect(await lookupsOfDay(identityIn(answer.outcomes[0]?.id))).toEqual([]);
    expect((await inner.query('Parts20260304emailengagement', {})).entities).toEqual([]);
    expect((await inner.query('Parts20260301emailengagement', {})).entities.length).toBeGreaterThan(0);
    expect(await shown(services)).toBe(1);
  });

  it('a drain removes, when the writer did not live to do it', async () => {
    const answer = await take(services, [after]);
    const identity = identityIn(answer.outcomes[0]?.id);
    const lookups = (await Array.fromAsync(everyRow(inner, 'Lookups202603', {}))).filter(({ rowKey }) =>
      rowKey.endsWith(identity),
    );
    expect(lookups.length).toBeGreaterThan(1);
    await drain(services);
    expect(await lookupsOfDay(identity)).toEqual([]);
    for (const { etag: _, ...entity } of lookups) await inner.transact('Lookups202603', [{ kind: 'upsert', entity }]);
    now += 10 * minute;
    await drain(services);
    expect(await lookupsOfDay(identity)).toEqual([]);
    expect(await shown(services)).toBe(1);
  });
});
