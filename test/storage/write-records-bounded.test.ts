/** How many transactions one request has under way at once: many, and never so many that others have no room. */
import { setImmediate as pause } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { answerOf, openServices } from '../ingest/delivering.ts';
import { afterNoon, usage } from '../ingest/events.ts';

const hour = 3_600_000;

/** A store that keeps the most transactions that were under way at once, by kind of table. */
function watched(inner: TableStore) {
  const under = new Map<string, number>();
  const most = new Map<string, number>();
  const transact: TableStore['transact'] = async (table, operations) => {
    const kind = /^[A-Z][a-z]+/.exec(table)?.[0] ?? '';
    for (const name of [kind, 'all']) {
      const now = (under.get(name) ?? 0) + 1;
      under.set(name, now);
      most.set(name, Math.max(now, most.get(name) ?? 0));
    }
    // Long enough for everything that does not wait to begin.
    for (let turn = 0; turn < 5; turn += 1) await pause();
    const result = await inner.transact(table, operations);
    for (const name of [kind, 'all']) under.set(name, (under.get(name) ?? 0) - 1);
    return result;
  };
  return { store: { ...inner, transact }, most };
}

it('writes 16 partitions at once, and no more, whichever tables it is at', async () => {
  const { store, most } = watched(sqliteTables({ path: ':memory:' }));
  // Two years of a record every ten days: each is alone in its partition; a few have texts in rows of their own.
  const records = Array.from({ length: 73 }, (_, index) =>
    usage(`r-${index}`, {
      time: afterNoon(-index * 240 * hour),
      ...(index % 3 === 0 ? { brand: 'x'.repeat(400_000) } : {}),
    }),
  );
  const services = await openServices({ store, env: { RETENTION_DAYS: '3650' } });
  expect(await answerOf(services, records)).toMatchObject({ stored: records.length });
  expect(Object.fromEntries(most)).toMatchObject({ Lookups: 16, Hours: 16, Parts: 16, Records: 16, all: 16 });
});
