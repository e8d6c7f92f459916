import { describe, expect, it } from 'vitest';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { everyRow, type TableStore } from '../../../shared/storage/table-store.ts';
import { deliver } from '../../ingest/delivering.ts';
import { smsPair } from '../message-stories.ts';
import { evening, processOn, rowsOf, tick } from './stored.ts';

describe('a change', () => {
  it('is noted before its row, and once more when the row took longer than readers wait', async () => {
    const inner = sqliteTables({ path: ':memory:' });
    const time = { now: evening };
    let slow = 1;
    const store: TableStore = {
      ...inner,
      async transact(table, operations) {
        // The row is written a minute after its stamp was noted.
        if (table.startsWith('Communications') && slow > 0) {
          slow -= 1;
          time.now += 61_000;
        }
        return inner.transact(table, operations);
      },
    };
    const services = await processOn(store, () => time.now);
    await deliver(services, smsPair);
    await tick(services);
    const noted = await Array.fromAsync(everyRow(inner, 'Changes20260310', {}), ({ rowKey }) =>
      Number(rowKey.slice(0, 14)),
    );
    expect(noted).toEqual([evening, evening + 61_000]);
    expect((await rowsOf(inner)).map(({ changed }) => changed)).toEqual([evening + 61_000]);
  });
});
