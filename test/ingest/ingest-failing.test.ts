import { describe, expect, it } from 'vitest';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { answerOf, countsOf, deliver, openServices } from './delivering.ts';
import { afterNoon, noon, sms } from './events.ts';

/** 4,500 records in three hours: one for each chunk that is written together, the last one shorter. */
const body = Array.from({ length: 4500 }, (_, index) =>
  sms(`m-${index % 50}`, { time: afterNoon(-Math.floor(index / 2000) * 3_600_000) }),
);

/** A store in which the records of an hour cannot be written; `tries` counts how often it was tried. */
function failingAt(inner: TableStore, invertedHour: string) {
  const facts = { tries: 0 };
  const transact: TableStore['transact'] = async (table, operations) => {
    const [first] = operations;
    if (table.startsWith('Records') && first && 'entity' in first && first.entity.partitionKey === `0${invertedHour}`) {
      facts.tries += 1;
      throw new StorageUnavailable('away');
    }
    return inner.transact(table, operations);
  };
  return { facts, store: { ...inner, transact } };
}

describe('when storage does not take a part of a delivery', () => {
  it('the answer counts what was stored before it, and nothing of it or after it', async () => {
    const inner = sqliteTables({ path: ':memory:' });
    const { store, facts } = failingAt(inner, '12');
    const ended = await deliver(await openServices({ store }), body);
    expect(ended).toMatchObject({ ended: 'unavailable', error: { name: 'StorageUnavailable' } });
    expect(countsOf(ended.answer)).toEqual({ received: 2000, stored: 50, duplicate: 1950, skipped: 0, rejected: 0 });
    expect(facts.tries).toBe(2);
    expect(await inner.listTables('Records')).toEqual(['Records20260304sms']);
    const again = await answerOf(await openServices({ store: inner }), body);
    expect(countsOf(again)).toEqual({ received: 4500, stored: 100, duplicate: 4400, skipped: 0, rejected: 0 });
  });

  it('it is tried once more only while half of the time remains', async () => {
    const start = Date.parse(noon);
    for (const [elapsed, tries] of [
      [499, 2],
      [501, 1],
    ]) {
      const inner = sqliteTables({ path: ':memory:' });
      let now = start;
      const { store, facts } = failingAt(inner, '11');
      const transact: TableStore['transact'] = async (...asked) => {
        now = start + (elapsed ?? 0);
        return store.transact(...asked);
      };
      const services = await openServices({ store: { ...store, transact }, clock: () => new Date(now) });
      expect(await deliver(services, [sms('m-1')], { deadline: start + 1000 })).toMatchObject({ ended: 'unavailable' });
      expect(facts.tries).toBe(tries);
    }
  });

  it('what was dropped is counted once for the delivery, whichever of two counts fails', async () => {
    const inner = sqliteTables({ path: ':memory:' });
    await inner.createTable('Settings');
    for (const slug of ['sms', 'usage']) {
      await inner.transact('Settings', [
        { kind: 'insert', entity: { partitionKey: 'categories', rowKey: slug, enabled: false } },
      ]);
    }
    let counts = 0;
    const transact: TableStore['transact'] = async (table, operations) => {
      if (table === 'Counters') counts += 1;
      if (table === 'Counters' && counts > 1 && counts < 4) throw new StorageUnavailable('away');
      return inner.transact(table, operations);
    };
    await inner.createTable('Counters');
    const delivered = [sms('m-1'), { ...sms('m-2'), category: 'Usage' }];
    expect(await deliver(await openServices({ store: { ...inner, transact } }), delivered)).toMatchObject({
      ended: 'unavailable',
    });
    expect((await inner.query('Counters', {})).entities).toMatchObject([{ slug: 'sms', count: 1 }]);
  });
});
