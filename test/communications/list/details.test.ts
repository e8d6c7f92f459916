import { describe, expect, it } from 'vitest';
import { callClientMediaStats } from '../../../shared/categories/call-client-media-stats.ts';
import { countDetails } from '../../../shared/communications/list/count-details.ts';
import { readingFrom, recordAt, storeOf } from '../../query/records.ts';
import { communicationAt } from './communications.ts';

const start = Date.parse('2026-03-04T09:00:00Z');
const call = communicationAt(start, { ids: [{ kind: 'call', value: 'C-1' }] });
const stats = (length: number, CallId: string) =>
  Array.from({ length }, (_, index) =>
    recordAt(start + index, { category: callClientMediaStats, columns: { CallId }, name: CallId }),
  );

describe('the records that are only a detail', () => {
  it('are counted by the id of their call, in any letter case', async () => {
    const store = await storeOf([...stats(3, 'c-1'), ...stats(2, 'C-1'), ...stats(4, 'c-2')]);
    expect(await countDetails(readingFrom(store), call)).toEqual([{ category: 'call-client-media-stats', records: 5 }]);
    expect(await countDetails(readingFrom(store), communicationAt(start))).toEqual([]);
  });

  it('are counted up to ten thousand, and said to be more beyond', async () => {
    const store = await storeOf(stats(10_001, 'c-1'));
    expect(await countDetails(readingFrom(store), call)).toEqual([
      { category: 'call-client-media-stats', records: 10_000, isLowerBound: true },
    ]);
  });

  it('are counted in the first two days and by the first three ids, and said to be more of what goes on for longer', async () => {
    const late = recordAt(start + 60 * 3_600_000, { category: callClientMediaStats, columns: { CallId: 'c-1' } });
    const ids = ['c-1', 'c-2', 'c-3', 'c-4'].map((value) => ({ kind: 'call', value }));
    const newest = new Date(start + 70 * 3_600_000).toISOString();
    const store = await storeOf([...stats(3, 'c-1'), ...stats(2, 'c-4'), late]);
    const long = communicationAt(start, { ids, newest });
    expect(await countDetails(readingFrom(store), long)).toEqual([
      { category: 'call-client-media-stats', records: 3, isLowerBound: true },
    ]);
  });
});
