import { describe, expect, it } from 'vitest';
import { countingStore } from '../../query/counting-store.ts';
import { readingFrom } from '../../query/records.ts';
import { allPages, communicationAt, idsIn, newestFirst, pageOf, put, storeOf } from './communications.ts';

const day = 86_400_000;
const start = Date.parse('2026-03-01T00:00:00Z');
const kinds = ['call', 'email', 'sms', 'chat', 'operation'] as const;

describe('requests to storage', () => {
  it('are five at most for the first page of all kinds, and two for one kind', async () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      communicationAt(start + index * 60_000, { kind: kinds[index % 5] ?? 'call' }),
    );
    const { store, asked } = countingStore(await storeOf(many));
    const page = await pageOf(readingFrom(store), 'limit=100');
    expect(asked()).toEqual({ Tables: 1, Communications: 4 });
    expect(idsIn(page)).toEqual(newestFirst(many).slice(0, 100));
    await pageOf(readingFrom(store), 'kind=email');
    expect(asked()).toEqual({ Tables: 1, Communications: 1 });
    await pageOf(readingFrom(store), 'kind=sms,chat');
    expect(asked()).toEqual({ Tables: 1, Communications: 1 });
  });

  it('are one for each partition and day shown, of one a day for five years', async () => {
    const many = Array.from({ length: 1826 }, (_, index) =>
      communicationAt(start - index * day + 3_600_000, { name: index }),
    );
    const { store, asked } = countingStore(await storeOf(many));
    expect(idsIn(await pageOf(readingFrom(store), ''))).toEqual(newestFirst(many).slice(0, 100));
    expect(asked()['Communications']).toBeLessThanOrEqual(4 * 101);
    expect(idsIn(await pageOf(readingFrom(store), 'kind=call&limit=1000'))).toEqual(newestFirst(many).slice(0, 1000));
    expect(asked()['Communications']).toBeLessThanOrEqual(1001);
  });

  it('go out for several days at once where days are sparse, and for one day where they are not', async () => {
    const sparse = Array.from({ length: 64 }, (_, index) => communicationAt(start - index * day, { name: index }));
    const store = await storeOf(sparse);
    let [under, most] = [0, 0];
    const slow = {
      ...store,
      query: async (...asked: Parameters<typeof store.query>) => {
        under += 1;
        most = Math.max(most, under);
        await new Promise((resolve) => setImmediate(resolve));
        under -= 1;
        return store.query(...asked);
      },
    };
    await allPages(readingFrom(slow), 'kind=call');
    expect(most).toBe(8);
    most = 0;
    await put(
      store,
      Array.from({ length: 500 }, (_, index) => communicationAt(start + index * 1000)),
    );
    await pageOf(readingFrom(slow), 'kind=call');
    expect(most).toBe(1);
  });
});
