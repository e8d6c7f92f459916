/** Operations by hand while records arrive and are gathered, calls taking turns by chance. */
import { describe, expect, it } from 'vitest';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { StorageUnavailable } from '../../../shared/storage/table-store.ts';
import { answerOf } from '../../ingest/delivering.ts';
import { chance, slowStore } from '../gather/slow-store.ts';
import { brokenPointers, minute, processOn, rowsOf, tick } from '../gather/stored.ts';
import {
  ago,
  begin,
  done,
  gathered,
  message,
  messagesIn,
  now,
  type Operation,
  reported,
  sent,
  work,
} from './operating.ts';

const before = [...message('a', ago(1)), ...message('b', ago(2)), sent('c', ago(0, 40)), ...message('d', ago(3))];
const requests: Readonly<Record<Operation, object>> = {
  generate: {},
  delete: { all: true },
  regenerate: { days: 30 },
};

describe.each(Object.keys(requests) as Operation[])('%s while records arrive', (operation) => {
  it('loses none of them and doubles none, whoever comes first and whoever dies', async () => {
    for (let seed = 0; seed < 40; seed += 1) {
      const random = chance(seed);
      const store = sqliteTables({ path: ':memory:' });
      await gathered(store, before);
      // Every second time the process ends somewhere, and another goes on.
      const dying = slowStore(
        store,
        random,
        seed % 2 === 0 ? Number.POSITIVE_INFINITY : 20 + Math.floor(random() * 200),
      );
      await begin(await processOn(store, now), operation, requests[operation]);
      const unlessGone = (error: unknown) => {
        if (!(error instanceof StorageUnavailable)) throw error;
      };
      const intake = async () => {
        const other = await processOn(slowStore(store, random).store, now);
        await answerOf(other, [reported('c', ago(0, 40)), ...message('x', ago(0, 30))]);
        await tick(other);
        await answerOf(other, [...message('y', ago(0, 20)), ...message('a', ago(1))]);
        await tick(other);
      };
      const hand = async () => work(await processOn(dying.store, now)).catch(unlessGone);
      await Promise.all([hand(), intake()]);
      await work(await processOn(store, now + minute));
      await done(await processOn(store, now + 2 * minute), 'generate');
      await tick(await processOn(store, now + 10 * minute));
      expect((await messagesIn(store)).toSorted(), `seed ${seed}`).toEqual(['a', 'b', 'c', 'd', 'x', 'y']);
      const rows = await rowsOf(store);
      expect(
        rows.map(({ communication }) => communication.records),
        `seed ${seed}`,
      ).toEqual([2, 2, 2, 2, 2, 2]);
      expect(await brokenPointers(store), `seed ${seed}`).toEqual([]);
      await store.close();
    }
  }, 120_000);
});
