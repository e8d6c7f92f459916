import { describe, expect, it } from 'vitest';
import { leftRow } from '../../../shared/communications/gather/communication-row.ts';
import { locationOf } from '../../../shared/communications/gather/location.ts';
import { communicationColumnNames } from '../../../shared/communications/list/communication-item.ts';
import { listCommunications } from '../../../shared/communications/list/list-communications.ts';
import { fromCursor } from '../../../shared/query/cursor.ts';
import type { TableStore } from '../../../shared/storage/table-store.ts';
import { shortPages } from '../../query/counting-store.ts';
import { readingFrom } from '../../query/records.ts';
import {
  allPages,
  communicationAt,
  idOf,
  idsIn,
  newestFirst,
  pageOf,
  put,
  requestOf,
  storeOf,
} from './communications.ts';

const start = Date.parse('2026-03-04T09:00:00Z');
const day = 86_400_000;

describe('paging by cursors', () => {
  it('gives each of 2,500 of one moment once, while others are written before, between and after them', async () => {
    const old = Array.from({ length: 2500 }, (_, index) => communicationAt(start, { name: index }));
    const store = await storeOf(old);
    let written = 0;
    const write = () => {
      written += 1;
      const name = `new ${written}`;
      return put(store, [
        communicationAt(start, { name }),
        communicationAt(start + written, { name: `${name} later` }),
        communicationAt(start - 1, { name: `${name} earlier` }),
      ]);
    };
    const ids = await allPages(readingFrom(store), 'limit=100', write);
    expect(new Set(ids).size).toBe(ids.length);
    const wanted = new Set(old.map(({ id }) => id));
    expect(ids.filter((id) => wanted.has(id))).toEqual(newestFirst(old));
  });

  it('follows pages of storage that are short or empty', async () => {
    const all = Array.from({ length: 120 }, (_, index) => communicationAt(start - index * 7_200_000));
    expect(await allPages(readingFrom(shortPages(await storeOf(all))), 'limit=7')).toEqual(newestFirst(all));
  });

  it('passes over as many as an offset says, in any order', async () => {
    const all = Array.from({ length: 30 }, (_, index) =>
      communicationAt(start - index * 3_600_000, { seconds: index }),
    );
    const reading = readingFrom(await storeOf(all));
    for (const [order, first] of [['-start', 12] as const, ['-seconds', 17] as const]) {
      const { query } = requestOf(`limit=5&order=${order}`);
      const list = await listCommunications(reading, { ...query, offset: 12 });
      expect(list).toMatchObject({ outcome: 'listed' });
      if (list.outcome === 'listed') expect(list.items[0]?.communication.seconds).toBe(first);
      if (list.outcome === 'listed') expect(list.items).toHaveLength(5);
    }
  });

  it('goes on passing over where time ran out before the offset was reached', async () => {
    const all = Array.from({ length: 40 }, (_, index) => communicationAt(start - index * day));
    const inner = await storeOf(all);
    let now = 0;
    const query: TableStore['query'] = (...asked) => {
      now += 3000;
      return inner.query(...asked);
    };
    const reading = readingFrom({ ...inner, query }, { now: () => now });
    const asked = { ...requestOf('kind=call&limit=3').query, offset: 30 };
    const ids: string[] = [];
    for (let place: readonly (string | number)[] | undefined; ids.length < 3; ) {
      const list = await listCommunications(reading, { ...asked, place });
      if (list.outcome !== 'listed' || list.next === null) throw new Error(JSON.stringify(list));
      ids.push(...idsIn(list));
      const read = fromCursor(asked.mark, list.next);
      place = read.outcome === 'read' ? read.place : undefined;
    }
    expect(ids).toEqual(newestFirst(all).slice(30, 33));
  });

  it('refuses a cursor that was changed, or whose place no answer gave', async () => {
    const reading = readingFrom(await storeOf([communicationAt(start), communicationAt(start - 1)]));
    const { next } = await pageOf(reading, 'limit=1');
    const changed = Buffer.from(
      Buffer.from(next ?? '', 'base64url')
        .toString()
        .replace('call-', 'call.'),
    ).toString('base64url');
    expect(() => requestOf(`limit=1&cursor=${changed}`)).toThrow('cursor');
    expect(() => requestOf(`limit=1&kind=call&cursor=${next}`)).toThrow('other filters');
    const { query } = requestOf('limit=1');
    for (const place of [
      ['x', '', ''],
      [1, '../', ''],
      [1, '', 'nowhere'],
    ])
      expect(await listCommunications(reading, { ...query, place })).toEqual({ outcome: 'invalid-cursor' });
  });
});

describe('a list of communications', () => {
  it('shows nothing that a communication has left, and nothing past the retention', async () => {
    const [kept, moved, old] = [0, 1, 40].map((days) => communicationAt(start - days * day)) as [never, never, never];
    const store = await storeOf([kept, moved, old]);
    const at = locationOf(moved);
    await store.transact(at.table, [{ kind: 'upsert', entity: leftRow(at) }]);
    expect(await allPages(readingFrom(store), '')).toEqual(newestFirst([kept, old]));
    expect(await allPages(readingFrom(store, { notBefore: () => start - 30 * day }), '')).toEqual(newestFirst([kept]));
  });

  it('shows one that is just moving from one place to another once, as it was written last', async () => {
    const store = await storeOf([communicationAt(start, { name: 'x', kind: 'operation' })]);
    await put(store, [communicationAt(start + 5, { name: 'x', kind: 'call' })], 9);
    const { items } = await pageOf(readingFrom(store), '');
    expect(items.map(({ communication }) => communication.kind)).toEqual(['call']);
  });

  it('answers after 20 seconds with what it has, how far it looked, and a cursor that goes on', async () => {
    const all = Array.from({ length: 60 }, (_, index) =>
      communicationAt(start - index * day, { tags: index % 9 === 0 ? ['needle'] : [] }),
    );
    const inner = await storeOf(all);
    let now = 0;
    const store: TableStore = {
      ...inner,
      query: (...asked) => {
        now += 1000;
        return inner.query(...asked);
      },
    };
    const reading = readingFrom(store, { now: () => now });
    const first = await pageOf(reading, 'search=needle');
    expect(now).toBeLessThan(60_000);
    expect(first.searchedTo).toMatch(/^2026-0\d-\d\dT/);
    expect(first.next).not.toBeNull();
    expect(await allPages(reading, 'search=needle')).toEqual(newestFirst(all.filter(({ tags }) => tags.length > 0)));
  });

  it('gets on even where storage brings nothing of a day for a long time', async () => {
    const all = Array.from({ length: 24 }, (_, hour) => communicationAt(start + hour * 3_000_000));
    const inner = await storeOf(all);
    let now = 0;
    const store: TableStore = {
      ...inner,
      query: async (table, query) => {
        now += 2000;
        const { from = '00000000', until = '86400000' } = query.rows ?? {};
        // More than six hours are never looked through in one go.
        const tooMuch = Number(until.slice(0, 8)) - Number(from.slice(0, 8)) > 6 * 3_600_000;
        return tooMuch ? { entities: [], continuation: 'later' } : inner.query(table, query);
      },
    };
    const reading = readingFrom(store, { now: () => now });
    expect(await allPages(reading, 'kind=call')).toEqual(newestFirst(all));
  });

  it('can be ordered by every column, both ways', async () => {
    const all = Array.from({ length: 8 }, (_, index) =>
      communicationAt(start - index, {
        ...{ name: index, seconds: index, account: `a${index}`, direction: index % 2 ? 'inbound' : 'outbound' },
        usage: [{ type: 'PSTN', unit: 'minutes', quantity: index * 5 }],
        priority: index === 3 ? 'Error' : index === 4 ? 'Trace' : 'Info',
      }),
    );
    const reading = readingFrom(await storeOf(all));
    for (const name of communicationColumnNames) {
      const [up, down] = [
        await allPages(reading, `order=${name}&limit=3`),
        await allPages(reading, `order=-${name}&limit=3`),
      ];
      expect(up.toSorted(), name).toEqual(all.map(({ id }) => id).toSorted());
      expect(down.toSorted(), name).toEqual(up.toSorted());
    }
    const first = async (search: string) => idsIn(await pageOf(reading, search))[0];
    expect(await first('order=-priority')).toBe(idOf(3));
    expect(await first('order=priority')).toBe(idOf(4));
    expect(await first('order=-usage')).toBe(idOf(7));
    expect(await first('order=-Seconds')).toBe(idOf(7));
    expect(await first('order=start')).toBe(idOf(7));
  });

  it('says how many can be sorted when more match', async () => {
    const many = Array.from({ length: 20_001 }, (_, index) => communicationAt(start + index, { name: index }));
    const list = await listCommunications(readingFrom(await storeOf(many)), requestOf('order=seconds').query);
    expect(list).toMatchObject({ outcome: 'narrow-the-range', detail: expect.stringContaining('20000') });
  });
});
