import { beforeEach, describe, expect, it } from 'vitest';
import { identityOf } from '../../shared/ingest/identity.ts';
import { lookupHash } from '../../shared/storage/lookup-hash.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { everyRow, StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { type NewRecord, type RecordWriter, recordWriter } from '../../shared/storage/write-records.ts';
import { recordOf } from '../categories/identified.ts';
import { faultyStore } from '../crash/faulty-store.ts';
import { afterNoon, noon, sms, usage } from '../ingest/events.ts';

let store: TableStore;
let calls: readonly string[];
let now: number;
let writer: RecordWriter;
beforeEach(() => {
  const counting = faultyStore(sqliteTables({ path: ':memory:' }));
  ({ store, calls } = counting);
  now = Date.parse(noon);
  writer = writerOn(store);
});

const writerOn = (on: TableStore) => recordWriter(on, lookupHash('a key of tests'), () => new Date(now));

function newRecord(delivered: unknown, content = 'c'): NewRecord {
  const record = recordOf(delivered);
  const facts = {
    identity: identityOf(record),
    delivered: JSON.stringify(delivered),
    receivedAt: noon,
    source: 'push',
  };
  return { record: { ...record, ...facts }, content };
}

const rowsOf = (table: string) => Array.fromAsync(everyRow(store, table, {}));

/** The tables that were written, each once, in the order of the first write. */
const written = () => [...new Set(calls.filter((call) => call.startsWith('transact')).map((call) => call.slice(9)))];

describe('writing records', () => {
  it('writes marks, then lookups, then hours, then long texts, then records', async () => {
    const large = newRecord(usage('large', { brand: 'x'.repeat(400_000) }));
    expect(await writer.write([newRecord(sms('m-1')), large], 'b-1')).toEqual([
      { outcome: 'stored' },
      { outcome: 'stored' },
    ]);
    expect(written()).toEqual([
      'Pending',
      'Lookups202603',
      'Hours',
      'Parts20260304usage',
      'Records20260304sms',
      'Records20260304usage',
    ]);
  });

  it('writes the mark of one whose time was replaced before all else', async () => {
    const record = { ...newRecord(sms('m-1')).record, timeReplaced: true } as const;
    await writer.write([{ record, content: 'c' }], 'b-1');
    expect(written()).toEqual(['Pending', 'Lookups202603', 'Hours', 'Records20260304sms']);
  });

  it('begins no stage before the one before it is done', async () => {
    let under = 0;
    const seen: string[] = [];
    const transact: TableStore['transact'] = async (table, operations) => {
      const stage = table.replace(/\d.*/, '');
      if (under > 0) expect(seen.at(-1)).toBe(stage);
      seen.push(stage);
      under += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
      const result = await store.transact(table, operations);
      under -= 1;
      return result;
    };
    const records = [0, 1, 2].map((index) =>
      newRecord(usage(`r-${index}`, { brand: 'x'.repeat(400_000), time: afterNoon(-index * 3_600_000) })),
    );
    await writerOn({ ...store, transact }).write(records, 'b-1');
    expect([...new Set(seen)]).toEqual(['Pending', 'Lookups', 'Hours', 'Parts', 'Records']);
  });

  it('answers in the order of the records, wherever they stand', async () => {
    const all = Array.from({ length: 300 }, (_, index) =>
      newRecord((index % 2 ? sms : usage)(`x-${index}`, { time: afterNoon(-(index % 5) * 3_600_000 + index) })),
    );
    await writer.write(
      all.filter((_, index) => index % 3 === 0),
      'b-1',
    );
    const outcomes = await writer.write(all, 'b-2');
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(
      all.map((_, index) => (index % 3 === 0 ? 'duplicate' : 'stored')),
    );
  });

  it('marks each hour of a category, again after a minute', async () => {
    const records = [newRecord(sms('m-1')), newRecord(sms('m-2', { time: afterNoon(-1) })), newRecord(usage('r-1'))];
    await writer.write(records, 'b-1');
    expect((await rowsOf('Hours')).map(({ rowKey, arrived }) => [rowKey, arrived])).toEqual([
      ['2711-sms', noon],
      ['2711-usage', noon],
      ['2712-sms', noon],
    ]);
    now += 59_999;
    await writer.write(records, 'b-2');
    expect((await rowsOf('Hours'))[0]).toMatchObject({ arrived: noon });
    now += 1;
    await writer.write(records, 'b-3');
    expect((await rowsOf('Hours'))[0]).toMatchObject({ arrived: afterNoon(60_000) });
  });

  it('remembers an hour only when it was marked', async () => {
    let away = true;
    const transact: TableStore['transact'] = async (table, operations) => {
      if (table === 'Hours' && away) throw new StorageUnavailable('away');
      return store.transact(table, operations);
    };
    const failing = writerOn({ ...store, transact });
    await expect(failing.write([newRecord(sms('m-1'))], 'b-1')).rejects.toBeInstanceOf(StorageUnavailable);
    expect(await rowsOf('Records20260304sms')).toEqual([]);
    away = false;
    await failing.write([newRecord(sms('m-1'))], 'b-1');
    expect(await rowsOf('Hours')).toHaveLength(1);
  });

  it('writes one lookup for what records share, and each row once', async () => {
    const all = Array.from({ length: 150 }, (_, index) => newRecord(sms(`m-${index}`, { correlationId: 'one call' })));
    await writer.write(all, 'b-1');
    // Two of each record's own, and one each for number and address.
    expect(await rowsOf('Lookups202603')).toHaveLength(2 * 150 + 2);
  });

  it('is expired, without a row, where the long texts of its day cannot be written any more', async () => {
    const transact: TableStore['transact'] = async (table, operations) =>
      table.startsWith('Parts') ? { outcome: 'being-dropped' } : store.transact(table, operations);
    const records = [newRecord(usage('large', { brand: 'x'.repeat(400_000) })), newRecord(usage('small'))];
    expect(await writerOn({ ...store, transact }).write(records, 'b-1')).toEqual([
      { outcome: 'expired' },
      { outcome: 'stored' },
    ]);
    expect(await rowsOf('Records20260304usage')).toHaveLength(1);
  });

  it('is expired where the table of the day is being dropped, whatever becomes of its lookups', async () => {
    const transact: TableStore['transact'] = async () => ({ outcome: 'being-dropped' });
    expect(await writerOn({ ...store, transact }).write([newRecord(sms('m-1'))], 'b-1')).toEqual([
      { outcome: 'expired' },
    ]);
  });

  it('leaves nothing under way when it throws', async () => {
    let under = 0;
    let begun = 0;
    const transact: TableStore['transact'] = async (table, operations) => {
      begun += 1;
      if (begun === 2) throw new StorageUnavailable('away');
      under += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      under -= 1;
      return store.transact(table, operations);
    };
    const all = Array.from({ length: 100 }, (_, index) => newRecord(sms(`m-${index}`)));
    await expect(writerOn({ ...store, transact }).write(all, 'b-1')).rejects.toThrow('away');
    expect(under).toBe(0);
  });

  it('of nothing asks nothing', async () => {
    expect(await writer.write([], 'b-1')).toEqual([]);
    expect(calls).toEqual([]);
  });
});
