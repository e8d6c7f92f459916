/** Records as files: CSV and JSON Lines of all that match, while the server goes on. */

import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ask,
  type Commlog,
  type Item,
  type Page,
  pagesOf,
  push,
  remove,
  startCommlog,
  temporaryFolder,
} from './commlog.ts';
import { correlationOf, eventOf, events } from './events.ts';
import { stores } from './stores.ts';

/** More than sockets hold, so that a reader can go away in the middle. */
const thick = Array.from({ length: 32 }, (_, n) => {
  const event = eventOf('auth', n, `2026-01-10T10:00:${10 + n}Z`, 'thick');
  return { ...event, properties: { ...event.properties, note: `${n}:${'📦 thick '.repeat(6_000)}` } };
});

describe.each(stores)('a file of records from $store', ({ flags }) => {
  let commlog: Commlog;
  const get = (path: string, init?: RequestInit) => fetch(commlog.url + path, init);
  const csv = async (path: string): Promise<Item[]> =>
    parse(await (await get(path)).text(), { columns: true, skip_empty_lines: true });
  const linesOf = async (path: string, init?: RequestInit): Promise<Item[]> =>
    (await (await get(path, init)).text())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));

  beforeAll(async () => {
    commlog = await startCommlog(temporaryFolder(), flags);
    expect(
      await push(
        commlog,
        events.map(({ delivered }) => delivered),
      ),
    ).toMatchObject({ stored: events.length });
    expect(await push(commlog, thick.map((one) => `${JSON.stringify(one)}\n`).join(''))).toMatchObject({
      stored: thick.length,
    });
  });
  afterAll(() => remove(commlog));

  test('as CSV has all rows, not those of a page, in fixed columns', async () => {
    const answer = await get('/api/records?category=sms&format=csv&from=2026-02-01&until=2026-03-01');
    expect(answer.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="commlog-sms-2026-02-01-2026-03-01.csv"',
    );
    const rows: string[][] = parse(await answer.text());
    const [header = [], ...records] = rows;
    const listed = (await pagesOf(commlog, '/api/records?category=sms&limit=1000')).flatMap((page) => page.items);
    expect(records.map((row) => row[header.indexOf('id')])).toEqual(listed.map((item) => item.id));
    for (const [index, row] of records.entries()) {
      for (const [column, name] of header.entries()) {
        const said = listed[index]?.[name];
        const phone = name === 'PhoneNumber' ? "'" : '';
        expect(row[column]).toBe(said === undefined ? '' : phone + said);
      }
    }
    const none: string[][] = parse(await (await get('/api/records?category=sms&format=csv&until=2020-01-01')).text());
    expect(none).toEqual([header]);
  });

  test('as CSV keeps telephone numbers bare for programs that ask for it', async () => {
    const rows = await csv('/api/records?category=sms&format=csv&formulas=keep');
    expect(new Set(rows.map((row) => row.PhoneNumber))).toEqual(new Set(['+14255550163', '+14255550188']));
  });

  test('writes times in the zone that is asked for', async () => {
    const [row] = await csv('/api/records?CorrelationId=fern-sms-0&category=sms&format=csv&tz=Asia/Kolkata');
    expect(row?.TimeGenerated).toMatch(/^2026-02-27T03:33:01\.123.*\+05:30$/);
  });

  test('of every category has each record of the list, as CSV and as JSON Lines alike', async () => {
    const wanted = [...events.map(correlationOf), ...thick.map((one) => one.correlationId)].sort();
    const listed = (await pagesOf(commlog, '/api/records?limit=100')).flatMap((page) => page.items);
    const lines = await linesOf('/api/records', { headers: { accept: 'application/x-ndjson' } });
    const rows = await csv('/api/records?format=csv');
    expect(lines).toEqual(listed);
    expect(rows.map((row) => row.id)).toEqual(lines.map((line) => line.id));
    expect(lines.map((line) => line.CorrelationId).sort()).toEqual(wanted);
  });

  test('has the rows and the order of the list with the same filters', async () => {
    const query = 'ResultType=Failed&order=-DurationMs&search=fern';
    const listed = (await pagesOf(commlog, `/api/records?limit=7&${query}`)).flatMap((page) => page.items);
    expect(await linesOf(`/api/records?format=ndjson&${query}`)).toEqual(listed);
    expect(listed.length).toBeGreaterThan(7);
  });

  test('does no harm when its reader goes away in the middle, several at once', async () => {
    const readALittle = async (path: string) => {
      const leaving = new AbortController();
      const answer = await get(path, { signal: leaving.signal });
      const first = await answer.body?.getReader().read();
      leaving.abort();
      return first?.value?.byteLength ?? 0;
    };
    const paths = ['/api/records?format=ndjson', '/api/records?format=csv', '/api/records?category=auth&format=ndjson'];
    const read = await Promise.all(paths.map(readALittle));
    for (const bytes of read) expect(bytes).toBeGreaterThan(0);
    const { total } = await ask<Page>(commlog, '/api/records?limit=1&count=true');
    expect(total).toBe(events.length + thick.length);
    expect(await linesOf('/api/records?format=ndjson&category=auth&search=thick')).toHaveLength(thick.length);
    expect(commlog.process.said.error).toBe('');
  });
});
