import { describe, expect, it } from 'vitest';
import { leftRow } from '../../../shared/communications/gather/communication-row.ts';
import { locationOf } from '../../../shared/communications/gather/location.ts';
import { touchDay } from '../../../shared/communications/gather/touch-day.ts';
import { countCommunications } from '../../../shared/communications/list/count-communications.ts';
import { openServices } from '../../ingest/delivering.ts';
import { countingStore } from '../../query/counting-store.ts';
import { readingFrom } from '../../query/records.ts';
import { communicationAt, put, requestOf, storeOf } from './communications.ts';

const minute = 60_000;
const noon = Date.parse('2026-03-04T12:00:00Z');
const today = 'Communications20260304';

/** A store with 30 communications of today and of three days each, and one who counts and one who writes. */
async function opened() {
  const inner = await storeOf(
    Array.from({ length: 90 }, (_, index) =>
      communicationAt(noon - index * 48 * minute, { name: index, state: index % 3 === 0 ? 'Failed' : 'Successful' }),
    ),
  );
  const { store, asked } = countingStore(inner);
  let now = noon;
  const services = await openServices({ store: inner, clock: () => new Date(now) });
  const reading = readingFrom(store, { now: () => now });
  return {
    asked,
    wait: (minutes: number) => {
      now += minutes * minute;
    },
    /** As gathering writes: the day is touched, then the row is put. */
    write: async (name: string) => {
      await touchDay(services, today);
      await put(inner, [communicationAt(noon, { name, state: 'Warning' })]);
    },
    count: (search = '') => countCommunications(reading, requestOf(search).query, () => false),
    store: inner,
    reading,
  };
}

describe('the tallies of days', () => {
  it('are counted once and then read with one request, whatever the kinds and states', async () => {
    const { count, asked } = await opened();
    const first = await count();
    expect(first).toEqual({
      ...{ total: 90, filtered: 90 },
      states: { Processing: 0, Successful: 60, Warning: 0, Failed: 30, Stale: 0 },
    });
    asked();
    expect(await count('state=Failed')).toEqual({ ...first, filtered: 30 });
    expect(asked()).toEqual({ Tables: 1, Tallies: 1 });
    expect(await count('kind=email')).toMatchObject({ total: 0, filtered: 0 });
    expect(asked()).toEqual({ Tables: 1, Tallies: 1 });
  });

  it('hold no more once a communication of the day changes', async () => {
    const { count, write } = await opened();
    await count();
    await write('another');
    expect(await count()).toMatchObject({ total: 91, states: { Warning: 1 } });
  });

  it('are not kept of a day that changed within five minutes, for its writer may still be writing', async () => {
    const { count, write, wait, asked } = await opened();
    await write('first');
    await count();
    // Under the same touch, which stands for a minute.
    wait(0.5);
    await write('second');
    expect((await count()).total).toBe(92);
    wait(4);
    await count();
    asked();
    await count();
    expect(asked()['Communications']).toBe(1 * 4);
    wait(1);
    await count();
    asked();
    expect((await count()).total).toBe(92);
    expect(asked()).toEqual({ Tables: 1, Tallies: 1 });
  });

  it.each(['before it was ever counted', 'after it changed and was quiet'])(
    'are not kept when a day was touched while it was counted, %s',
    async (when) => {
      const { reading, store, write, count, wait } = await opened();
      if (when.startsWith('after')) await write('before');
      wait(6);
      const total = when.startsWith('after') ? 92 : 91;
      let met = false;
      const racing = {
        ...store,
        query: async (...asked: Parameters<typeof store.query>) => {
          const page = await store.query(...asked);
          if (asked[0] === today && !met) {
            met = true;
            await write('meanwhile');
          }
          return page;
        },
      };
      await countCommunications({ ...reading, store: racing }, requestOf('').query, () => false);
      expect(met).toBe(true);
      expect((await count()).total).toBe(total);
    },
  );

  it('are touched again after a minute, and not before', async () => {
    const { store, write, wait } = await opened();
    const touched = async () => {
      const { entities } = await store.query('Tallies', {});
      return entities[0]?.['touched'];
    };
    await write('a');
    wait(0.9);
    await write('b');
    expect(await touched()).toBe(noon);
    wait(0.2);
    await write('c');
    expect(await touched()).toBe(noon + 1.1 * minute);
  });

  it('leave out what is past the retention, and what a communication has left', async () => {
    const { reading, store } = await opened();
    const counted = (notBefore: number) =>
      countCommunications({ ...reading, notBefore: () => notBefore }, requestOf('').query, () => false);
    // Midnight is half a day, or 15 communications, before noon; the 16th began at midnight.
    expect(await counted(noon - 720 * minute)).toMatchObject({ total: 16 });
    const at = locationOf(communicationAt(noon, { name: 0 }));
    await store.transact(at.table, [{ kind: 'upsert', entity: leftRow(at) }]);
    expect(await counted(noon - 720 * minute + 1)).toMatchObject({ total: 14 });
  });

  it('do not serve a part of a day, which is counted from keys', async () => {
    const { count } = await opened();
    await count();
    expect(await count('from=2026-03-04T06:00:00Z&until=2026-03-04T12:00:00Z')).toMatchObject({ total: 7 });
    expect(await count('until=2026-03-04T12:00:00.001Z&from=2026-03-04T11:59:00Z')).toMatchObject({ total: 1 });
  });

  it('say that there may be more when counting takes too long', async () => {
    const { reading } = await opened();
    let now = noon;
    const slow = { ...reading, now: () => (now += 2000) };
    const counts = await countCommunications(slow, requestOf('').query, () => false);
    expect(counts.totalIsLowerBound).toBe(true);
    expect(counts.total).toBeLessThan(90);
  });
});
