/** What an ingest of thousands of records asks of Table Storage, counted on the wire. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { azureTables } from '../../shared/storage/azure-tables.ts';
import { everyRow, type Query, type TableStore } from '../../shared/storage/table-store.ts';
import { countingStore } from '../query/counting-store.ts';
import { azurite } from '../storage/azurite.ts';
import { ownPrefix } from '../storage/drivers.ts';
import { type FaultProxy, type RequestKind, startFaultProxy } from '../storage/fault-proxy.ts';
import { answerOf, openServices } from './delivering.ts';
import { afterNoon, sms, unheard, usage } from './events.ts';

const hour = 3_600_000;
const day = 24 * hour;
/** Few of their values lead to a record each: what takes long here is Azurite, not what is counted. */
const makers = [
  sms,
  (recordId: string, over: Readonly<Record<string, unknown>>) =>
    usage(recordId, { ...over, properties: { recordId, usageType: 'Audio' } }),
  unheard,
];

/**
 * So many records of each of ten hours, of three categories and three days of one month. What is written together is a
 * chunk of 2,000, so each month is a chunk of its own, or less: nothing is in two of them.
 */
const monthOf = (name: string, start: number, each: number) =>
  Array.from({ length: 10 * each }, (_, index) => {
    const group = Math.floor(index / each);
    const time = afterNoon(start - (group % 3) * day - Math.floor(group / 3) * hour + (index % each) * 7);
    const make = makers[group % 2 === 0 ? group % 3 : (group + 1) % 3] ?? sms;
    return make(`${name}-${index}`, { time, correlationId: index % 10 === 0 ? `${name}-call` : '' });
  });
const february = monthOf('f', -20 * day, 200);
const march = monthOf('m', 0, 100);
const batch = [...february, ...march];

const prefix = ownPrefix();
let proxy: FaultProxy;
let watched: TableStore;
let direct: TableStore;
beforeAll(async () => {
  const account = await azurite();
  proxy = await startFaultProxy(account.connectionString);
  watched = azureTables({ connectionString: proxy.connectionString, tablePrefix: prefix });
  direct = azureTables({ ...account, tablePrefix: prefix });
  // One record of each table, an hour before all others: the tables are there.
  const hours = new Map(batch.map((event) => [`${event['category']}${String(event['time']).slice(0, 10)}`, event]));
  const earlier = [...hours.values()].map((event, index) => {
    const time = `${String(event['time']).slice(0, 10)}T01:00:00.000Z`;
    return (makers.find((make) => make('', {}).category === event['category']) ?? sms)(`earlier-${index}`, { time });
  });
  await answerOf(await openServices({ store: direct }), earlier);
});
afterAll(async () => {
  await watched.close();
  await direct.close();
  await proxy.close();
});

/** Rows by table and partition, of the tables whose names begin so. */
async function sizes(kind: string): Promise<Map<string, number>> {
  const counted = new Map<string, number>();
  for (const table of await direct.listTables(kind)) {
    for await (const { partitionKey } of everyRow(direct, table, { select: [] })) {
      const place = `${table} ${partitionKey}`;
      counted.set(place, (counted.get(place) ?? 0) + 1);
    }
  }
  return counted;
}

/** The fewest transactions that can write what was added since. */
const fewest = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>) =>
  [...after].reduce((sum, [place, rows]) => sum + Math.ceil((rows - (before.get(place) ?? 0)) / 100), 0);

/** Requests of a kind at the proxy, about tables whose names begin so. */
const asked = (kind: RequestKind, table = '') =>
  proxy.seen.filter((one) => one.kind === kind && one.table.startsWith(prefix + table)).length;

describe('3,000 records of three categories, six days and many hours', () => {
  const kinds = ['Records', 'Lookups', 'Hours'];

  it('take no more transactions than their partitions need', async () => {
    const before = await Promise.all(kinds.map(sizes));
    expect(await answerOf(await openServices({ store: watched }), batch)).toMatchObject({ stored: 3000 });
    const after = await Promise.all(kinds.map(sizes));
    for (const [index, kind] of kinds.entries()) {
      const budget = fewest(before[index] as Map<string, number>, after[index] as Map<string, number>);
      expect(budget, kind).toBeGreaterThan(0);
      expect(asked('transaction', kind), kind).toBeLessThanOrEqual(budget);
    }
    expect(asked('transaction', 'Records')).toBe(30);
    expect([proxy.count('get'), asked('query', 'Records'), proxy.count('table')]).toEqual([0, 0, 0]);
  });

  it('when they come again, are told by one bounded query for each transaction, and none for a row', async () => {
    proxy.seen.length = 0;
    const { store, queries } = countingStore(watched);
    expect(await answerOf(await openServices({ store }), batch)).toMatchObject({ stored: 0, duplicate: 3000 });
    expect([proxy.count('get'), asked('transaction', 'Records'), asked('query', 'Records')]).toEqual([0, 30, 30]);
    const isBounded = ({ partition, rows }: Query) => typeof partition === 'string' && rows?.from && rows.until;
    const records = queries().filter(({ table }) => table.startsWith('Records'));
    expect(records.filter(({ query }) => isBounded(query))).toHaveLength(30);
  });
});
