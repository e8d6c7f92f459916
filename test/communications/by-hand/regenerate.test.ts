import { describe, expect, it } from 'vitest';
import type { Person } from '../../../shared/directory/person.ts';
import { putPerson } from '../../../shared/directory/write-person.ts';
import { localAdministrator } from '../../../shared/services.ts';
import { StorageUnavailable, type TableStore } from '../../../shared/storage/table-store.ts';
import { answerOf, dump } from '../../ingest/delivering.ts';
import { drivers } from '../../storage/drivers.ts';
import { brokenPointers, communicationsIn, minute, processOn, rowsOf, tick } from '../gather/stored.ts';
import { ago, corrupt, done, gathered, message, messagesIn, now, reported, sent } from './operating.ts';

const few = [...message('a', ago(1)), ...message('b', ago(2)), ...message('c', ago(3)), ...message('d', ago(4))];
const ann: Person = {
  ...{ id: 'ann', name: 'Ann', numbers: ['+18335550100'], addresses: [], identities: [] },
  ...{ userField: 'sales, , north ', active: true, ignores: [] },
};

/** The same store, whose directory does not answer. */
function withoutDirectory(store: TableStore): TableStore {
  const away = (table: string) => {
    if (table === 'Directory') throw new StorageUnavailable('the directory is away');
  };
  return {
    ...{ createTable: (table) => store.createTable(table), dropTable: (table) => store.dropTable(table) },
    ...{ listTables: (prefix) => store.listTables(prefix), close: async () => {} },
    transact: (table, operations) => store.transact(table, operations),
    async get(table, partitionKey, rowKey) {
      away(table);
      return store.get(table, partitionKey, rowKey);
    },
    async query(table, query) {
      away(table);
      return store.query(table, query);
    },
  };
}

const namesIn = async (store: TableStore) =>
  (await communicationsIn(store)).map(({ parties, tags, outcome }) => [parties[0]?.name, tags.join(' '), outcome]);

describe.each(drivers)('regenerating on $name', ({ open }) => {
  async function withCommunications(records: readonly unknown[], person?: Person) {
    const store = await open();
    const services = await processOn(store, now);
    if (person) await putPerson(services, person, localAdministrator);
    await gathered(store, records);
    return { store, services };
  }

  it('applies the user fields of today to those of the last days, under their ids', async () => {
    const { store, services } = await withCommunications(few);
    const ids = (await communicationsIn(store)).map(({ id }) => id);
    await putPerson(services, ann, localAdministrator);
    const run = await done(await processOn(store, now), 'regenerate', { days: 2 });
    expect(run).toMatchObject({ state: 'done', counts: { examined: 2, stored: 2 } });
    expect(run.reason?.words).toBe(
      '2 communications gathered again, 2 changed. 0 records looked at, 0 communications made.',
    );
    const all = await communicationsIn(store);
    expect(all.map(({ id }) => id)).toEqual(ids);
    const tagged = all.filter(({ tags }) => tags.join() === 'north,sales');
    expect(tagged).toHaveLength(2);
    expect(await messagesIn(store)).toEqual(['a', 'b', 'c', 'd']);
    await store.close();
  });

  it('leaves what has not changed as it is, and announces nothing', async () => {
    const { store, services } = await withCommunications(few);
    const before = await rowsOf(store);
    const run = await done(services, 'regenerate', { days: 30 });
    expect(run.counts).toMatchObject({ stored: 0, duplicate: 4 });
    expect(await rowsOf(store)).toEqual(before);
    await store.close();
  });

  it('makes the unprocessed ones of those days as well', async () => {
    const { store, services } = await withCommunications(few);
    await answerOf(services, [...message('missed', ago(2, 5)), ...message('older', ago(6))]);
    await done(services, 'regenerate', { days: 3 });
    expect(await messagesIn(store)).toEqual(['a', 'b', 'missed', 'c', 'd']);
    await store.close();
  });

  it('while the directory is down keeps the old names and replaces nothing with less', async () => {
    const { store } = await withCommunications(few, ann);
    const before = await rowsOf(store);
    expect(await namesIn(store)).toContainEqual(['Ann', 'north sales', 'LOG_OK']);
    const run = await done(await processOn(withoutDirectory(store), now), 'regenerate', { days: 30 });
    expect(run).toMatchObject({ state: 'done', counts: { duplicate: 4, failed: 0 } });
    expect(run.reason?.words).toContain('The directory could not be read: names stayed as they were');
    expect(await rowsOf(store)).toEqual(before);
    await store.close();
  });

  it('while the directory is down waits with the names of new parties, and completes them under the same id', async () => {
    const { store, services } = await withCommunications([sent('a', ago(0, 60))], ann);
    const down = await processOn(withoutDirectory(store), now);
    const other = reported('a', ago(0, 60));
    const moved = { ...other, properties: { ...other.properties, phoneNumber: '+18335550199' } };
    await answerOf(down, [moved, ...message('new', ago(0, 30))]);
    await done(down, 'generate');
    await tick(down);
    const waiting = await communicationsIn(store);
    expect(waiting.map(({ outcome }) => outcome)).toEqual(['WAIT_LOOKUP', 'WAIT_LOOKUP']);
    expect(waiting.flatMap(({ parties }) => parties.map(({ name }) => name)).filter(Boolean)).toEqual(['Ann']);
    await tick(await processOn(store, now + 2 * minute));
    const complete = await communicationsIn(store);
    expect(complete.map(({ outcome, id }) => [outcome, id])).toEqual(waiting.map(({ id }) => ['LOG_OK', id]));
    expect(complete.flatMap(({ parties }) => parties.map(({ name }) => name)).filter(Boolean)).toEqual(['Ann', 'Ann']);
    expect(await messagesIn(store)).toHaveLength(2);
    expect(services.mistakes).toEqual([]);
    await store.close();
  });

  it('a missing end deletes nothing: it is kept, and waits', async () => {
    const { store, services } = await withCommunications([sent('open', ago(0, 60))]);
    const run = await done(services, 'regenerate', { days: 1 });
    expect(run.state).toBe('done');
    expect(await communicationsIn(store)).toMatchObject([{ state: 'Processing', outcome: 'WAIT_INCOMPLETE' }]);
    await store.close();
  });

  it('a record that carries no key keeps its communication', async () => {
    const lone = { ...sent('', ago(1)), correlationId: '' };
    const { store, services } = await withCommunications([lone]);
    const before = await communicationsIn(store);
    expect(before).toMatchObject([{ records: 1 }]);
    await done(services, 'regenerate', { days: 3 });
    await tick(await processOn(store, now + 30 * 24 * 60 * minute));
    expect(await communicationsIn(store)).toMatchObject([{ id: before[0]?.id, records: 1 }]);
    await store.close();
  });

  it('one corrupt communication does not stop the run, and stays as it was', async () => {
    const { store, services } = await withCommunications(few);
    await corrupt(store, 'b');
    await putPerson(services, ann, localAdministrator);
    const run = await done(await processOn(store, now), 'regenerate', { days: 3 });
    expect(run).toMatchObject({ state: 'done', counts: { failed: 1, stored: 2 } });
    expect(run.reason?.words).toContain('1 stayed as they were: the log says why');
    await store.close();
  });

  it('readers never see a hole', async () => {
    const { store, services } = await withCommunications(few);
    await putPerson(services, ann, localAdministrator);
    const seen: number[] = [];
    const watched: TableStore = {
      ...(services.store as TableStore),
      createTable: (table) => store.createTable(table),
      dropTable: (table) => store.dropTable(table),
      listTables: (prefix) => store.listTables(prefix),
      get: (table, partitionKey, rowKey) => store.get(table, partitionKey, rowKey),
      query: (table, query) => store.query(table, query),
      close: async () => {},
      async transact(table, operations) {
        const result = await store.transact(table, operations);
        seen.push((await rowsOf(store)).length);
        return result;
      },
    };
    await done(await processOn(watched, now), 'regenerate', { days: 30 });
    expect(seen.length).toBeGreaterThan(4);
    expect(new Set(seen)).toEqual(new Set([4]));
    expect(await brokenPointers(store)).toEqual([]);
    await store.close();
  });

  it('a dry run tells the numbers and changes nothing', async () => {
    const { store, services } = await withCommunications(few);
    await answerOf(services, message('missed', ago(2, 5)));
    const before = await dump(store);
    const run = await done(services, 'regenerate', { days: 3, dryRun: true });
    expect(run.reason?.words).toBe(
      '3 communications would be gathered again. 2 records looked at, 1 communication would be made, nothing was changed.',
    );
    const { Runs: _, ...after } = await dump(store);
    expect(after).toEqual(before);
    await store.close();
  });
});
