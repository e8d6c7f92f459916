import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Category } from '../../shared/categories/define.ts';
import { allCategories } from '../../shared/categories/index.ts';
import { blankColumns, type StoredRecord } from '../../shared/categories/record.ts';
import { readEvent } from '../../shared/events/read-event.ts';
import { normalize } from '../../shared/ingest/normalize.ts';
import { parseExact } from '../../shared/ingest/parse-json.ts';
import { dayOf, recordKeys } from '../../shared/storage/keys.ts';
import { checkTransaction } from '../../shared/storage/limits.ts';
import { fromEntity, recordVersion, toEntity, toValue } from '../../shared/storage/record-entity.ts';
import { noon, sms, usage } from '../ingest/events.ts';

const marks = { batch: 'b-1', content: 'c-1' };
const now = Date.parse('2026-06-01T00:00:00Z');

function storedOf(text: string): StoredRecord {
  const [value, exact] = [JSON.parse(text), () => parseExact(text)];
  const read = 'eventType' in value ? readEvent(value, now, exact) : normalize(value, undefined, now, exact);
  if (!('record' in read)) throw new Error(JSON.stringify(read));
  return { ...read.record, identity: 'ab'.repeat(16), delivered: text, receivedAt: noon, source: 'push' };
}

/** Through the row and back; the row must be one that storage takes. */
function throughRow(record: StoredRecord): StoredRecord {
  const { entity, large } = toEntity(record, marks);
  checkTransaction([{ kind: 'insert', entity }]);
  expect(entity.parts).toBe(large === undefined ? undefined : true);
  return fromEntity(record.category, dayOf(record.time), entity, large);
}

describe('the row of a record', () => {
  it.each(allCategories.map((category) => [category.slug, category] as const))(
    'of %s gives the record back',
    (_, category) => {
      const record = storedOf(JSON.stringify(category.example));
      expect(throughRow(record)).toEqual(record);
    },
  );

  it('carries the keys, its version, the marks of the write and the arrival', () => {
    const record = storedOf(JSON.stringify(sms('m-1')));
    const { table: _, ...keys } = recordKeys(record.category, record.time, record.identity);
    expect(toEntity(record, marks).entity).toMatchObject({
      ...keys,
      ...marks,
      v: recordVersion,
      received: noon,
      source: 'push',
    });
  });

  it('stores times without their Z, so that longer fractions sort after shorter ones, and longs as such', () => {
    const { entity } = toEntity(storedOf(JSON.stringify(sms('m-1', { time: '2026-03-04T12:00:00.1234567Z' }))), marks);
    expect(entity.TimeGenerated).toBe('2026-03-04T12:00:00.1234567');
    const long = allCategories.flatMap(({ columns }) => columns).find(({ type }) => type === 'long');
    expect(long && toValue(long, 7)).toBe(7n);
  });

  it('is the same for short records and for those that take the long way', () => {
    const { properties } = sms('m-1');
    const short = toEntity(
      storedOf(JSON.stringify(sms('m-1', { properties: { ...properties, brand: '' } }))),
      marks,
    ).entity;
    const long = toEntity(
      storedOf(JSON.stringify(sms('m-1', { properties: { ...properties, brand: 'x'.repeat(9000) } }))),
      marks,
    ).entity;
    const { delivered: _one, additional: _other, ...rest } = short;
    for (const [name, value] of Object.entries(rest)) expect(long[name], name).toEqual(value);
  });

  it('gives back any columns and texts, of any length', () => {
    const record = fc.constantFrom(...allCategories).chain(recordOf);
    fc.assert(
      fc.property(record, (one) => {
        expect(throughRow(one)).toEqual(one);
      }),
      { numRuns: 200 },
    );
  });

  it('replaces what has no UTF-8, and keeps its escape in the delivered text', () => {
    const text = JSON.stringify(sms('x\ud800y', { category: 'Un\udfffknown', operationName: '\udbff' }));
    const back = throughRow(storedOf(text));
    expect(back.delivered).toBe(text);
    expect(back.columns.OperationName).toBe('\ufffd');
    expect(back.label.isWellFormed()).toBe(true);
  });

  it('of a large record names its parts, by all that they say', () => {
    const [one, other] = ['a', 'b'].map((text) =>
      toEntity(storedOf(JSON.stringify(usage('r', { x: text.repeat(200_000) }))), marks),
    );
    expect(one?.entity).toMatchObject({
      parts: true,
      partsHash: expect.stringMatching(/^[0-9a-f]{16}$/),
      UsageType: 'Audio',
    });
    expect(one?.entity.partsHash).not.toBe(other?.entity.partsHash);
    expect(one?.entity).not.toHaveProperty('delivered');
  });
});

/** A record as normalizing could give it: a column's text stands in the delivered text too. */
function recordOf(category: Category): fc.Arbitrary<StoredRecord> {
  const text = fc
    .tuple(fc.string({ unit: 'grapheme' }), fc.constantFrom(0, 0, 0, 900, 40_000))
    .map(([start, more]) => start + '漢"\u0001'.repeat(more / 3));
  const values = category.columns.map((column) => {
    if (column.name === 'TimeGenerated') return fc.constant('2026-03-04T12:00:00.1234567Z');
    if (column.type === 'time') return fc.option(fc.constant('2026-03-04T10:00:00.000Z'), { nil: undefined });
    if (column.type === 'bool') return fc.option(fc.boolean(), { nil: undefined });
    if (column.type === 'int') return fc.option(fc.integer(), { nil: undefined });
    if (column.type === 'real')
      return fc.option(
        fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
        { nil: undefined },
      );
    if (column.type === 'long')
      return fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(safe), { nil: undefined });
    return fc.option(text, { nil: undefined, freq: 1 });
  });
  return fc.tuple(fc.tuple(...values), fc.option(text, { nil: undefined })).map(([all, additional]) => {
    const columns = blankColumns(category);
    for (const [index, { name }] of category.columns.entries()) columns[name] = all[index] as (typeof columns)[string];
    columns.Category = category.name;
    const facts = { identity: 'ab'.repeat(16), receivedAt: noon, source: 'push' };
    const delivered = JSON.stringify([Object.values(columns).map(String), additional]);
    return { category, label: category.name, time: Date.parse(noon) + 123, columns, additional, delivered, ...facts };
  });
}

function safe(value: bigint): number | bigint {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
