import { beforeEach, describe, expect, it } from 'vitest';
import { countRecords } from '../../shared/query/count-records.ts';
import { csvForm } from '../../shared/query/export-form.ts';
import { exportRecords } from '../../shared/query/export-records.ts';
import { readFindQuery } from '../../shared/query/find-query.ts';
import { findValue } from '../../shared/query/find-value.ts';
import { getRecord } from '../../shared/query/get-record.ts';
import { readingOf } from '../../shared/query/reading.ts';
import { idOf } from '../../shared/query/record-item.ts';
import type { Services } from '../../shared/services.ts';
import { openServices } from '../ingest/delivering.ts';
import { afterNoon, noon, sms } from '../ingest/events.ts';
import { day, drain, take } from '../replaced/clicks.ts';
import { pageOf, queryOf } from './records.ts';

/** Of the same caller, which so many have that they are found by the hour. */
const attempts = [0, 1, 2].map((index) => sms('m-1', { time: afterNoon(-3 * day + index), durationMs: index }));
const replaced = [0, 1].map((index) =>
  sms('m-1', { time: afterNoon(index), _TimeReceived: afterNoon(index), durationMs: index }),
);

let services: Services;
let gone: readonly string[];
let kept: readonly string[];
beforeEach(async () => {
  services = await openServices({ clock: () => new Date(Date.parse(noon) + 60_000) });
  const ids = async (values: readonly object[]) => (await take(services, values)).outcomes.map(({ id }) => id ?? '');
  [kept, gone] = [await ids(attempts), await ids(replaced)];
  expect((await shownOf('')).length).toBe(5);
  await drain(services);
});

const shownOf = async (search: string) => (await pageOf(await readingOf(services), search)).records.map(idOf);

async function foundBy(value: string): Promise<string[]> {
  const read = readFindQuery(new URLSearchParams({ value }));
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read.issues));
  const context = {
    reading: await readingOf(services),
    hashOf: await services.hash(),
    off: new Set<string>(),
    today: services.clock(),
    arrived: async () => new Set<string>(),
  };
  return (await findValue(context, read.query)).items.map(({ id }) => id);
}

describe('a tombstone', () => {
  it.each(['', 'category=sms', 'order=DurationMs', 'search=m-1', 'DurationMs.gte=0', 'limit=1'])(
    'is in no list: %s',
    async (search) => {
      const shown = await shownOf(search);
      expect(shown.length).toBe(search === 'limit=1' ? 1 : 3);
      expect(kept).toEqual(expect.arrayContaining(shown));
    },
  );

  it.each(['', 'category=sms&MessageId=m-1', 'search=m-1'])('is not counted: %s', async (search) => {
    const counts = await countRecords(await readingOf(services), queryOf(search), () => false);
    expect(counts).toEqual({ total: 3, filtered: 3 });
  });

  it('is in no file', async () => {
    const query = queryOf('format=csv&category=sms');
    const exported = await exportRecords(await readingOf(services), query, csvForm(query), async () => {});
    if (exported.outcome !== 'exported') throw new Error(exported.outcome);
    const text = (await Array.fromAsync(exported.text)).join('');
    for (const id of kept) expect(text).toContain(id);
    for (const id of gone) expect(text).not.toContain(id);
  });

  it.each(['m-1', 'c-m-1', '+18335550100', '198.51.100.7'])('is not found by %s', async (value) => {
    expect((await foundBy(value)).toSorted()).toEqual(kept.toSorted());
  });

  it('is not found by its own id, and says under which one the record is', async () => {
    for (const id of gone) {
      expect(await foundBy(id)).toEqual([]);
      const got = await getRecord(await readingOf(services), id);
      expect(got).toEqual({ outcome: 'replaced', twin: expect.any(String) });
      expect(kept).toContain(got.outcome === 'replaced' ? got.twin : '');
    }
  });

  it('holds nothing that the record said', async () => {
    const rows = await services.store.query('Records20260304sms', {});
    expect(rows.entities.length).toBe(2);
    for (const { etag: _, partitionKey: __, rowKey: ___, ...row } of rows.entities) {
      expect(Object.keys(row).sort()).toEqual(
        ['batch', 'content', 'lookups', 'received', 'source', 'tombstone', 'twin', 'v'].sort(),
      );
      expect(JSON.stringify(row)).not.toMatch(/m-1|8335550100/);
    }
  });
});
