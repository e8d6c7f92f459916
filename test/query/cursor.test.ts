import { describe, expect, it } from 'vitest';
import { fromCursor, toCursor } from '../../shared/query/cursor.ts';
import { listRecords } from '../../shared/query/list-records.ts';
import { readRecordQuery } from '../../shared/query/record-query.ts';
import { pageOf, queryOf, readingFrom, recordAt, storeOf } from './records.ts';

const times = ['2026-03-04T10:00:00Z', '2026-03-04T11:00:00Z', '2026-03-05T11:00:00Z'];
const outcomeOf = (search: string) => readRecordQuery(new URLSearchParams(search)).outcome;

describe('a cursor', () => {
  it('gives back the place it was made of', () => {
    expect(fromCursor('mark', toCursor('mark', [1, 'ä', '']))).toEqual({ outcome: 'read', place: [1, 'ä', ''] });
    expect(fromCursor('other', toCursor('mark', [1]))).toEqual({ outcome: 'other-query' });
  });

  it('is refused whatever character of it is changed, left out or added', async () => {
    const reading = readingFrom(await storeOf(times.map((time) => recordAt(time))));
    const { next } = await pageOf(reading, 'limit=1');
    const cursor = next as string;
    for (let at = 0; at < cursor.length; at += 1) {
      const swapped = cursor[at] === 'A' ? 'B' : 'A';
      expect(outcomeOf(`cursor=${cursor.slice(0, at)}${swapped}${cursor.slice(at + 1)}`)).toBe('invalid-cursor');
      expect(outcomeOf(`cursor=${cursor.slice(0, at)}${cursor.slice(at + 1)}`)).not.toBe('read');
    }
    expect(outcomeOf(`cursor=${cursor}A`)).toBe('invalid-cursor');
    expect(outcomeOf(`cursor=${cursor}%3D`)).toBe('invalid-cursor');
  });

  it('belongs to its filters and order, not to the size or form of the page', async () => {
    const reading = readingFrom(await storeOf(times.map((time) => recordAt(time))));
    const { next } = await pageOf(reading, 'category=sms&ResultType.exists=false&limit=1');
    const other = [
      'category=sms',
      'ResultType.exists=false',
      'category=sms&ResultType.exists=false&order=start',
      'category=sms&ResultType.exists=false&from=2026-01-01',
      'category=sms&ResultType.exists=false&search=a',
    ];
    for (const search of other) expect(outcomeOf(`${search}&cursor=${next}`)).toBe('invalid-cursor');
    expect(outcomeOf(`category=sms&ResultType.exists=false&limit=7&tz=Asia/Tokyo&cursor=${next}`)).toBe('read');
  });

  it('that is whole but names no place is refused too', async () => {
    const reading = readingFrom(await storeOf([]));
    for (const place of [[], ['x', '', ''], [1, "' or 1 eq 1", 'sms'], [1e15, '', ''], [1, '', 'A b']]) {
      const { mark } = queryOf('');
      expect(await listRecords(reading, queryOf(`cursor=${toCursor(mark, place)}`))).toEqual({
        outcome: 'invalid-cursor',
      });
    }
    const sorted = queryOf('order=start');
    const made = toCursor(sorted.mark, ['number x', 'id']);
    expect(await listRecords(reading, queryOf(`order=start&cursor=${made}`))).toEqual({ outcome: 'invalid-cursor' });
  });
});
