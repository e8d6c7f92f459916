import { describe, expect, it } from 'vitest';
import type { Category } from '../../shared/categories/define.ts';
import { allCategories, categories, unknownCategory } from '../../shared/categories/index.ts';
import type { LogRecord, StoredRecord } from '../../shared/categories/record.ts';
import { identityOf } from '../../shared/ingest/identity.ts';
import { dayOf, recordKeys, recordsTable } from '../../shared/storage/keys.ts';
import { fromEntity, toEntity } from '../../shared/storage/record-entity.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { identified, recordOf } from './identified.ts';
import { enveloped, exampleValues, flat } from './shapes.ts';

/** The declared columns of a record; `schema` knows no others. */
const declared = ({ category, columns }: LogRecord) => category.schema.parse(columns);

describe.each(allCategories.map((category) => [category.slug, category] as const))(
  'the example of %s',
  (_, category) => {
    it('is a record of the category whose values suit its schema', () => {
      const record = recordOf(category.example);
      expect(record.category.name).toBe(category.name);
      expect(() => declared(record)).not.toThrow();
      expect(record.columns).toMatchObject({ ResourceGroup: 'talk-rg', ResourceName: 'talk' });
      for (const name of identityColumns(category)) {
        expect(record.columns[name], `the example shows no ${name}`).toBeDefined();
      }
    });

    it('round-trips through the store', async () => {
      const store = sqliteTables({ path: ':memory:' });
      const record = stored(category);
      const { entity } = toEntity(record, { batch: 'b', content: 'c' });
      const table = recordsTable(dayOf(record.time), category.slug);
      const keys = recordKeys(category, record.time, record.identity);
      await store.createTable(table);
      await store.transact(table, [{ kind: 'insert', entity }]);
      const row = await store.get(table, keys.partitionKey, keys.rowKey);
      if (!row) throw new Error(`no row ${keys.rowKey} in ${table}`);
      const read = fromEntity(category, dayOf(record.time), row);
      expect(declared(read)).toEqual(declared(record));
      expect(read).toMatchObject({ ...record, category: expect.anything(), columns: expect.anything() });
      await store.close();
    });
  },
);

describe.each(categories.map((category) => [category.slug, category] as const))('an event of %s', (_, category) => {
  it('has one identity, whether it comes in an envelope, as a row of Log Analytics or as in the example', () => {
    const identities = [category.example, enveloped(category), flat(category)].map((each) => identified(each));
    expect(new Set(identities).size).toBe(1);
  });

  it('has the same values in both shapes, but for what the table cannot hold', () => {
    const [fromEnvelope, fromRow] = [recordOf(enveloped(category)), recordOf(flat(category))];
    expect(fromEnvelope.category.name).toBe(fromRow.category.name);
    for (const { name, origin } of category.columns) {
      const value = fromRow.columns[name];
      if (origin === 'seed' || value === undefined || value === '' || name === category.rest) continue;
      expect(fromEnvelope.columns[name], name).toBe(value);
    }
    expect(fromRow.additional).toBeUndefined();
    expect(fromEnvelope.additional).toBeUndefined();
  });

  it('has one identity when a road leaves its absent texts empty and another leaves them out', () => {
    const values = new Map([...exampleValues(category)].filter(([{ type }]) => type === 'time'));
    const resource = [...exampleValues(category)].filter(([{ name }]) => name === 'ResourceId');
    const sparse = new Map([...values, ...resource]);
    expect(identified(flat(category, sparse), category)).toBe(identified(enveloped(category, sparse), category));
  });
});

describe('a record of an unknown category', () => {
  const { example } = unknownCategory;

  it('keeps its own label, and what no column takes', () => {
    const record = recordOf(example);
    expect(record.label).toBe('CallClientMediaStatsCompressedTimeSeries');
    expect(JSON.parse(record.additional ?? '{}')).toEqual(example.properties);
  });

  it('is the same event only when it says the same', () => {
    expect(identified({ ...example })).toBe(identified(example));
    expect(identified({ ...example, properties: { series: 'H4sIAAAAAAAAB', points: 60 } })).not.toBe(
      identified(example),
    );
    expect(identified({ ...example, category: 'AnotherSeries' })).not.toBe(identified(example));
  });
});

function identityColumns(category: Category): readonly string[] {
  const mayBeAbsent = new Set(['RecognizePromptSubOperationName', 'DeviceBrand', 'ParticipantId']);
  return (category.identity[0].fact.columns as readonly string[]).filter((name) => !mayBeAbsent.has(name));
}

function stored(category: Category): StoredRecord {
  const record = recordOf(category.example);
  return {
    ...record,
    identity: identityOf(record),
    delivered: JSON.stringify(category.example),
    receivedAt: '2026-03-05T00:00:00.000Z',
    source: 'push',
  };
}
