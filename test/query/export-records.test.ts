import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { callSummary } from '../../shared/categories/call-summary.ts';
import { allCategories } from '../../shared/categories/index.ts';
import { jsonText } from '../../shared/categories/read-value.ts';
import { csvForm, type ExportForm, exportName, ndjsonForm } from '../../shared/query/export-form.ts';
import { exportRecords } from '../../shared/query/export-records.ts';
import type { Reading } from '../../shared/query/reading.ts';
import type { ExportEnd } from '../../shared/query/written-items.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { countingStore } from './counting-store.ts';
import { queryOf, readingFrom, recordAt, storeOf } from './records.ts';

const start = Date.parse('2026-03-04T00:00:00Z');

async function opened(reading: Reading, search: string, ends: ExportEnd[] = []) {
  const query = queryOf(search);
  const form: ExportForm = query.format === 'ndjson' ? ndjsonForm(jsonText, JSON.parse) : csvForm(query);
  const exported = await exportRecords(reading, query, form, async (end) => void ends.push(end));
  if (exported.outcome !== 'exported') throw new Error(exported.detail);
  return exported.text;
}

async function textOf(store: TableStore, search: string, ends?: ExportEnd[]): Promise<string> {
  return (await Array.fromAsync(await opened(readingFrom(store), search, ends))).join('');
}

function cellsOf(text: string): Record<string, string>[] {
  return parse(text, { columns: true });
}

describe('an export as CSV', () => {
  it('has all rows of the filter, newest first, not a page of them', async () => {
    const records = Array.from({ length: 2345 }, (_, index) =>
      recordAt(start + index * 60_000, { columns: { DurationMs: index } }),
    );
    const ends: ExportEnd[] = [];
    const rows = cellsOf(await textOf(await storeOf(records), 'format=csv&category=sms&DurationMs.lt=2000', ends));
    expect(rows.map(({ DurationMs }) => Number(DurationMs))).toEqual(
      Array.from({ length: 2000 }, (_, index) => 1999 - index),
    );
    expect(ends).toEqual([{ rows: 2000, complete: true }]);
    expect(cellsOf(await textOf(await storeOf(records), 'format=csv&limit=3'))).toHaveLength(3);
  });

  it('has the columns of the categories, whatever the data', async () => {
    const store = await storeOf([]);
    const header = async (search: string) => (await textOf(store, `format=csv&${search}`)).trimEnd().split(',');
    expect(await header('category=call-summary')).toEqual([
      'id',
      'category',
      ...callSummary.columns.map(({ name }) => name),
      'AdditionalFields',
    ]);
    const all = new Set([
      'id',
      'category',
      ...allCategories.flatMap(({ columns }) => columns.map(({ name }) => name)),
      'AdditionalFields',
    ]);
    expect(await header('')).toEqual([...all]);
    expect(await header('NumberType=ShortCodeNumber')).toEqual([...all]);
  });

  it('gives texts back through a parser as they were, and tells none from an empty one', async () => {
    const texts = ['plain', 'a,b', 'say "x"', 'two\r\nlines', 'tail\n', ' blank ', 'Ünï 𝒳', '#note', ''];
    const store = await storeOf(
      texts.map((URI, index) => recordAt(start - index * 1000, { columns: { URI, ResultType: '' } })),
    );
    const text = await textOf(store, 'format=csv&category=sms');
    expect(cellsOf(text).map(({ URI }) => URI)).toEqual(texts);
    expect(text.split('\r\n')[1]).toContain(',"",');
    expect(text).toMatch(/^[^\uFEFF].*\r\n$/s);
  });

  it('keeps spreadsheets from taking texts for formulas, unless that is switched off', async () => {
    const texts = ['=1+1', '+1833', '-2', '@x', '\tx', '\rx', 'x=1', '5-3'];
    const columns = (URI: string) => ({ URI, DurationMs: -7 });
    const store = await storeOf(texts.map((URI, index) => recordAt(start - index * 1000, { columns: columns(URI) })));
    const cells = async (search: string) => cellsOf(await textOf(store, `format=csv&category=sms${search}`));
    const safe = await cells('');
    expect(safe.map(({ URI }) => URI)).toEqual(["'=1+1", "'+1833", "'-2", "'@x", "'\tx", "'\rx", 'x=1', '5-3']);
    expect(safe.map(({ DurationMs }) => DurationMs)).toEqual(texts.map(() => '-7'));
    expect((await cells('&formulas=keep')).map(({ URI }) => URI)).toEqual(texts);
  });

  it('writes times in the zone asked for, and numbers and truth values as they are', async () => {
    const columns = { CallStartTime: '2026-03-29T00:59:59.1234567Z', CallDuration: 9_007_199_254_740_993n, TPE: true };
    const store = await storeOf([
      recordAt('2026-03-29T01:00:00Z', { category: callSummary, columns, additional: '{"a":[1]}' }),
    ]);
    const [row] = cellsOf(await textOf(store, 'format=csv&category=call-summary&tz=Europe/Berlin'));
    expect(row).toMatchObject({
      TimeGenerated: '2026-03-29T03:00:00.000+02:00',
      CallStartTime: '2026-03-29T01:59:59.1234567+01:00',
      CallDuration: '9007199254740993',
      TPE: 'true',
      AdditionalFields: '{"a":[1]}',
    });
  });

  it('follows the order asked for', async () => {
    const store = await storeOf(
      [3, 1, 2].map((DurationMs, index) => recordAt(start + index, { columns: { DurationMs } })),
    );
    const rows = cellsOf(await textOf(store, 'format=csv&order=DurationMs'));
    expect(rows.map(({ DurationMs }) => DurationMs)).toEqual(['1', '2', '3']);
  });

  it('says in its last line what is missing when time runs out', async () => {
    const store = await storeOf(Array.from({ length: 9 }, (_, index) => recordAt(start - index * 86_400_000)));
    let now = 0;
    const slow: TableStore = {
      ...store,
      query: (...query) => {
        now += 40_000;
        return store.query(...query);
      },
    };
    const ends: ExportEnd[] = [];
    const lines = (await Array.fromAsync(await opened(readingFrom(slow, { now: () => now }), 'format=csv', ends)))
      .join('')
      .split('\r\n');
    expect(lines.at(-2)).toMatch(/^"?# incomplete: time ran out after 150 s; .*until=2026-03-\d\dT/);
    expect(lines.at(-1)).toBe('');
    expect(ends).toEqual([{ rows: lines.length - 3, complete: false }]);
  });

  it('is asked for no faster than it is read, and ends when nobody reads on', async () => {
    const records = Array.from({ length: 5000 }, (_, index) => recordAt(start + index * 10_000));
    const { store, asked } = countingStore(await storeOf(records));
    const ends: ExportEnd[] = [];
    const text = await opened(readingFrom(store), 'format=csv&category=sms', ends);
    await text.next();
    expect(asked()).toEqual({});
    await text.next();
    expect(asked()).toEqual({ Hours: 1, Records: 1 });
    await text.return();
    expect(ends).toEqual([{ rows: 50, complete: false }]);
  });
});

describe('an export as NDJSON', () => {
  it('has an item a line, as lists have them', async () => {
    const columns = { DurationMs: 5, URI: 'two\nlines' };
    const store = await storeOf([recordAt('2026-03-04T10:00:00.5Z', { columns, additional: '{\n "a": 1 }' })]);
    const text = await textOf(store, 'format=ndjson');
    expect(text.split('\n')).toHaveLength(2);
    const { id, ...item } = JSON.parse(text);
    expect(id).toMatch(/^20260304T100000500-[0-9a-f]{32}-sms$/);
    expect(item).toEqual({
      category: 'SMSOperational',
      TimeGenerated: '2026-03-04T10:00:00.500Z',
      ...columns,
      AdditionalFields: { a: 1 },
    });
  });

  it('says in an object with error what is missing', () => {
    expect(ndjsonForm(JSON.stringify, JSON.parse).lastLine('incomplete: x')).toBe(
      '{"error":{"message":"incomplete: x"}}\n',
    );
  });
});

describe('the name of an export', () => {
  it.each([
    ['format=csv&category=sms&from=2026-03-01&until=2026-04-01', 'commlog-sms-2026-03-01-2026-04-01.csv'],
    ['format=csv&from=2026-03-01T10:30:00Z', 'commlog-records-2026-03-01T103000-2026-03-10.csv'],
    ['format=ndjson&category=sms,usage&tz=Europe/Berlin', 'commlog-records-start-2026-03-10-Europe-Berlin.ndjson'],
  ])('of %s is %s', (search, name) => {
    const query = queryOf(search);
    const form = query.format === 'csv' ? csvForm(query) : ndjsonForm(JSON.stringify, JSON.parse);
    expect(exportName(query, form, new Date('2026-03-10T15:00:00Z'))).toBe(name);
  });
});
