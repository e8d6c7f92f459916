import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emailEngagement } from '../../../shared/categories/email-engagement.ts';
import { candidatesOf as candidatesIn, type FetchedRows } from '../../../shared/sources/backfill/candidates.ts';

const columns = ['TimeGenerated', '_TimeReceived', '_ItemId', 'EngagementType', 'UserAgent', 'Location', 'Bytes'];
const onTime = ['2026-03-04T10:00:00.1234567Z', '2026-03-04T10:04:00.0000000Z', 'a', 'View', 'Mail', 'Norway', 1];
const late = (fraction: string, item: string, { agent = 'Mail', location = 'Norway', bytes = 1 } = {}) => [
  ...[`2026-03-04T10:00:00.${fraction}Z`, '2026-03-04T10:00:00.5Z', item, 'View'],
  ...[agent, location, bytes],
];
const now = Date.parse('2026-03-04T12:00:00Z');
const candidatesOf = (fetched: FetchedRows) => candidatesIn(fetched, emailEngagement, now);
const occurrences = (rows: unknown[][]) => [...candidatesOf({ columns, rows })].map(({ occurrence }) => occurrence);

describe('the candidates of rows', () => {
  it('have the row as their text, without what is absent', () => {
    const rows = [onTime, [...onTime.slice(0, 3), '', null, undefined, 0]];
    const candidates = [...candidatesOf({ columns, rows })];
    expect(candidates.map(({ place }) => place)).toEqual(['[0]', '[1]']);
    expect(JSON.parse(candidates[0]?.text ?? '')).toMatchObject({ TimeGenerated: onTime[0], UserAgent: 'Mail' });
    expect(JSON.parse(candidates[1]?.text ?? '')).toEqual({
      ...{ TimeGenerated: onTime[0], _TimeReceived: onTime[1], _ItemId: 'a', Bytes: 0 },
    });
  });

  it('keep an instant of an unknown column as text', () => {
    const at = new Date('2026-03-04T09:00:00.123Z');
    const [candidate] = candidatesOf({ columns: ['NewColumn'], rows: [[at]] });
    expect(candidate?.text).toBe('{"NewColumn":"2026-03-04T09:00:00.123Z"}');
  });

  it('are not numbered when their time is their own', () => {
    expect(occurrences([onTime, onTime])).toEqual([undefined, undefined]);
  });

  it('are not numbered when they are no records', () => {
    const row = ['2014-01-01T10:00:00Z', '2014-01-01T10:00:00Z', 'a', 'View', 'Mail', 'Norway', 1];
    expect(occurrences([row, row])).toEqual([undefined, undefined]);
  });

  it('are numbered when nothing but the service’s own columns tells them apart', () => {
    const rows = [
      late('1230000', 'a'),
      late('1239999', 'b'),
      onTime,
      late('1230000', 'c', { agent: 'Other' }),
      late('1230000', 'd'),
    ];
    expect(occurrences(rows)).toEqual([0, 2, undefined, 0, 1]);
  });

  it('are numbered when only columns tell them apart that do not identify them', () => {
    const rows = [late('1230000', 'a', { location: 'Norway' }), late('1230000', 'b', { location: 'France' })];
    expect(occurrences(rows)).toEqual([1, 0]);
    // Blanks at its end are no part of what identifies.
    const blank = [late('1230000', 'a', { agent: 'Mail' }), late('1230000', 'b', { agent: 'Mail ' })];
    expect(occurrences(blank)).toEqual([1, 0]);
  });

  it('have the same numbers in whatever order the workspace gives rows and columns', () => {
    const rows = ['France', 'Norway', 'Sweden'].flatMap((location, index) =>
      ['1230000', '1230001', '1239999'].map((fraction) => late(fraction, 'a', { location, bytes: 3 - index })),
    );
    const numbers = ([...names]: string[], order: unknown[][]) =>
      [...candidatesOf({ columns: names, rows: order })]
        .map(({ occurrence, ...one }) => {
          const { Location, TimeGenerated } = JSON.parse(one.text);
          return `${TimeGenerated} ${Location}: ${occurrence}`;
        })
        .sort();
    const expected = numbers(columns, rows);
    expect(new Set(expected.map((line) => line.split(': ')[1])).size).toBe(9);
    const indexes = columns.map((_, index) => index);
    const shuffled = (of: readonly number[]) => fc.shuffledSubarray([...of], { minLength: of.length });
    fc.assert(
      fc.property(shuffled(rows.map((_, index) => index)), shuffled(indexes), (order, places) => {
        const moved = order.map((index) => places.map((place) => rows[index]?.[place]));
        expect(
          numbers(
            places.map((place) => columns[place] ?? ''),
            moved,
          ),
        ).toEqual(expected);
      }),
    );
  });

  it('leave the numbers to rows of an earlier moment when later ones are shown', () => {
    const first = late('1230001', 'a', { location: 'Sweden' });
    expect(occurrences([first])).toEqual([0]);
    expect(occurrences([late('1230002', 'b', { location: 'France' }), first])).toEqual([1, 0]);
  });

  it('of another millisecond are another event', () => {
    expect(occurrences([late('1230000', 'a'), late('1240000', 'b')])).toEqual([0, 0]);
  });
});
