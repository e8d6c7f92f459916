import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { openServices } from '../ingest/delivering.ts';
import { noon } from '../ingest/events.ts';
import { archived, type Click, clicksOf, day, drain, late, minute, shown, shownSources, take } from './clicks.ts';

/** A store each call of which waits for its turn. */
function inTurns(inner: TableStore, turn: () => Promise<unknown>): TableStore {
  const wait =
    <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>) =>
    async (...args: Args) => {
      await turn();
      return call(...args);
    };
  return {
    createTable: wait(inner.createTable),
    dropTable: wait(inner.dropTable),
    listTables: wait(inner.listTables),
    transact: wait(inner.transact),
    get: wait(inner.get),
    query: wait(inner.query),
    close: async () => {},
  };
}

/** Some of five clicks. */
const some = fc.uniqueArray(fc.integer({ min: 0, max: 4 }));
const clicks = clicksOf(5);

const takeSome = (services: Services, which: readonly number[]) =>
  take(
    services,
    which.map((index) => archived(clicks[index] as Click)),
  );

/** Log Analytics received them one after the other. */
const takeLateOnes = (services: Services, which: readonly number[]) =>
  take(
    services,
    which.map((index) => late({ at: index * minute })),
    { source: 'log-analytics' },
  );

describe('drains and roads at once', () => {
  it('end with as many clicks as the road that had more of them, in whatever order their steps are done', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), some, some, some, some, async (scheduler, ...[a, b, c, d]) => {
        const inner = sqliteTables({ path: ':memory:' });
        let now = Date.parse(noon);
        const clock = () => new Date(now);
        const open = (store: TableStore) => openServices({ store, clock, env: { RETENTION_DAYS: 'never' } });
        const calm = await open(inner);
        const [archive, replaced] = [new Set([...a, ...b]).size, new Set([...c, ...d]).size];
        await takeSome(calm, a);
        await takeLateOnes(calm, c);
        const store = inTurns(inner, () => scheduler.schedule(Promise.resolve()));
        const at = await Promise.all([open(store), open(store), open(store), open(store)]);
        await scheduler.waitFor(
          Promise.all([...at.map(drain), takeSome(at[0], b).then(() => drain(at[0])), takeLateOnes(at[1], d)]),
        );
        expect(await shown(calm)).toBeGreaterThanOrEqual(Math.max(archive, replaced));
        now += 40 * day;
        await drain(calm);
        const sources = await shownSources(calm);
        expect(sources.length).toBe(Math.max(archive, replaced));
        expect(sources.filter((source) => source === 'archive').length).toBe(archive);
        await inner.close();
      }),
      { numRuns: 150 },
    );
  }, 120_000);
});
