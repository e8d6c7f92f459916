import { describe, expect, it } from 'vitest';
import { everyRow, type TableStore } from '../../../shared/storage/table-store.ts';
import { answerOf, dump } from '../../ingest/delivering.ts';
import { drivers } from '../../storage/drivers.ts';
import { brokenPointers, communicationsIn, minute, processOn, rowsOf, tick } from '../gather/stored.ts';
import { groupCall } from '../stories.ts';
import { ago, corrupt, dayMs, done, gathered, message, messagesIn, now, reported, sent } from './operating.ts';

const few = [...message('a', ago(1)), ...message('b', ago(2)), ...message('c', ago(3)), ...message('d', ago(4))];

async function recordsIn(store: TableStore): Promise<number> {
  let records = 0;
  for (const table of await store.listTables('Records')) for await (const _ of everyRow(store, table, {})) records += 1;
  return records;
}

describe.each(drivers)('deleting on $name', ({ open }) => {
  async function withCommunications(records: readonly unknown[]) {
    const store = await open();
    await gathered(store, records);
    return { store, services: await processOn(store, now) };
  }

  it('delete by days removes the recent ones and releases only their records', async () => {
    const { store, services } = await withCommunications(few);
    const before = await communicationsIn(store);
    const run = await done(services, 'delete', { days: 2 });
    expect(run.reason?.words).toBe('2 communications deleted, generate makes them again, with the same ids.');
    expect(await messagesIn(store)).toEqual(['c', 'd']);
    expect(await recordsIn(store)).toBe(8);
    const made = await done(services, 'generate');
    expect(made.progress).toMatchObject({ examined: 4, produced: 2, passed: 4 });
    expect(await communicationsIn(store)).toEqual(before);
    expect(await brokenPointers(store)).toEqual([]);
    await store.close();
  });

  it('counts by the start: a call that began before the days stays, however late its last record', async () => {
    const { store, services } = await withCommunications([sent('long', ago(4)), reported('long', ago(1))]);
    expect((await done(services, 'delete', { days: 3 })).progress).toMatchObject({ communications: 0, deleted: 0 });
    expect(await messagesIn(store)).toEqual(['long']);
    await store.close();
  });

  it('delete of all releases every record, and generating brings back all with the same ids', async () => {
    const { store, services } = await withCommunications([...few, ...groupCall]);
    const before = await communicationsIn(store);
    await done(services, 'delete', { all: true });
    expect(await communicationsIn(store)).toEqual([]);
    await done(services, 'generate');
    expect(await communicationsIn(store)).toEqual(before);
    await store.close();
  });

  it('what waits for its end stays deleted when its time comes, until a new record comes', async () => {
    const { store, services } = await withCommunications([sent('open', ago(0, 60))]);
    const [before] = await communicationsIn(store);
    await done(services, 'delete', { all: true });
    const later = now + 5 * dayMs;
    await tick(await processOn(store, later));
    await tick(await processOn(store, later + minute));
    expect(await communicationsIn(store)).toEqual([]);
    const marks = await Array.fromAsync(everyRow(store, 'Pending', {}));
    expect(marks.map(({ rowKey }) => rowKey)).toEqual([]);
    const last = await processOn(store, later + 2 * minute);
    await answerOf(last, [reported('open', ago(0, 60))]);
    await tick(last);
    expect(await communicationsIn(store)).toMatchObject([{ id: before?.id, records: 2, state: 'Successful' }]);
    await store.close();
  });

  it('takes away a corrupt one too, which generating then makes anew', async () => {
    const { store, services } = await withCommunications(few);
    const before = await communicationsIn(store);
    await corrupt(store, 'b');
    const run = await done(services, 'delete', { days: 3 });
    expect(run.progress).toMatchObject({ deleted: 3, failed: 0 });
    await done(services, 'generate');
    expect(await communicationsIn(store)).toEqual(before);
    await store.close();
  });

  it('again deletes nothing, and a row that nothing leads to goes as well', async () => {
    const { store, services } = await withCommunications(few);
    for (const table of await store.listTables('Keys')) await store.dropTable(table);
    expect((await done(services, 'delete', { all: true })).progress).toMatchObject({ deleted: 4 });
    expect((await done(services, 'delete', { all: true })).progress).toMatchObject({ communications: 0, deleted: 0 });
    await store.close();
  });

  it('a dry run tells the numbers and changes nothing', async () => {
    const { store, services } = await withCommunications(few);
    const before = await dump(store);
    const run = await done(services, 'delete', { days: 3, dryRun: true });
    expect(run.reason?.words).toBe('3 communications would be deleted, nothing was changed.');
    const { Runs: _, ...after } = await dump(store);
    expect(after).toEqual(before);
    await store.close();
  });

  it('loses nothing of what is ingested and gathered meanwhile', async () => {
    const { store, services } = await withCommunications(few);
    const intake = async () => {
      const other = await processOn(store, now);
      for (const name of ['x', 'y', 'z']) {
        await answerOf(other, [...message(name, ago(0, 30)), sent('a', ago(0, 1))]);
        await tick(other);
      }
    };
    await Promise.all([done(services, 'delete', { all: true }), intake()]);
    await done(await processOn(store, now + minute), 'generate');
    await tick(await processOn(store, now + 10 * minute));
    const names = (await messagesIn(store)).toSorted();
    expect(names).toEqual(['a', 'b', 'c', 'd', 'x', 'y', 'z']);
    expect((await rowsOf(store)).length).toBe(7);
    expect(await brokenPointers(store)).toEqual([]);
    await store.close();
  });
});
