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
});
