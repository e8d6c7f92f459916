import { beforeEach, describe, expect, it } from 'vitest';
import { createServices, type Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { countDropped, readDropped } from '../../shared/switches/dropped.ts';

const noon = new Date('2026-03-04T12:00:00.000Z');
const later = (ms: number) => new Date(noon.getTime() + ms);
const day = 86_400_000;
let writes: number;
/** What the next writes do, in order; then they work. */
let faults: ('fails' | 'loses its answer')[];
let store: TableStore;
let now: Date;
const instance = () => createServices({ env: {}, store, clock: () => now });
let one: Services;

beforeEach(async () => {
  writes = 0;
  faults = [];
  now = noon;
  const inner = sqliteTables({ path: ':memory:' });
  await inner.createTable('Counters');
  const transact: TableStore['transact'] = async (...args) => {
    writes += 1;
    const fault = faults.shift();
    if (fault === 'fails') throw new StorageUnavailable('away');
    const result = await inner.transact(...args);
    if (fault === 'loses its answer') throw new StorageUnavailable('lost');
    return result;
  };
  store = { ...inner, transact };
  one = await instance();
});

describe('dropped records', () => {
  it('are counted by category and UTC day, with the time of the last one', async () => {
    await countDropped(one, 'sms', 2, noon);
    await countDropped(one, 'sms', 3, later(5));
    await countDropped(one, 'sms', 1, later(-day));
    await countDropped(one, 'chat', 7, later(1));
    expect(await readDropped(one)).toEqual(
      new Map([
        [
          'sms',
          [
            { day: '2026-03-04', count: 5, last: '2026-03-04T12:00:00.005Z' },
            { day: '2026-03-03', count: 1, last: '2026-03-03T12:00:00.000Z' },
          ],
        ],
        ['chat', [{ day: '2026-03-04', count: 7, last: '2026-03-04T12:00:00.001Z' }]],
      ]),
    );
  });

  it('of several instances that count at once are all there', async () => {
    const instances = await Promise.all(Array.from({ length: 4 }, instance));
    await Promise.all(
      instances.flatMap((services, index) =>
        Array.from({ length: 25 }, (_, turn) => countDropped(services, 'sms', 1, later(index + turn))),
      ),
    );
    expect((await readDropped(one)).get('sms')).toEqual([
      { day: '2026-03-04', count: 100, last: later(27).toISOString() },
    ]);
  });

  it('that come together are written together', async () => {
    await Promise.all(Array.from({ length: 100 }, () => countDropped(one, 'sms', 1, noon)));
    expect(writes).toBe(2);
    expect((await readDropped(one)).get('sms')?.[0]?.count).toBe(100);
  });

  it.each(['fails', 'loses its answer'] as const)(
    'are counted once when the write %s and they are sent again',
    async (how) => {
      await countDropped(one, 'sms', 1, noon);
      faults = [how];
      await expect(countDropped(one, 'sms', 5, noon)).rejects.toThrow(StorageUnavailable);
      await countDropped(one, 'sms', 5, noon);
      expect((await readDropped(one)).get('sms')?.[0]?.count).toBe(6);
    },
  );

  it('that wait for a write that fails are still counted by the next', async () => {
    faults = ['fails'];
    const first = countDropped(one, 'sms', 1, noon);
    const second = countDropped(one, 'sms', 2, noon);
    await expect(first).rejects.toThrow(StorageUnavailable);
    await second;
    expect((await readDropped(one)).get('sms')?.[0]?.count).toBe(2);
  });

  it('are shown for 30 days', async () => {
    for (const ago of [0, 29, 30]) await countDropped(one, 'sms', 1, later(-ago * day));
    expect((await readDropped(one)).get('sms')?.map((shown) => shown.day)).toEqual(['2026-03-04', '2026-02-03']);
  });
});
