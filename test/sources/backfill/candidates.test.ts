import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../../../shared/sources/backfill/candidates.ts';

const columns = ['TimeGenerated', '_TimeReceived', '_ItemId', 'EngagementType', 'UserAgent', 'Bytes'];
const onTime = ['2026-03-04T10:00:00.1234567Z', '2026-03-04T10:04:00.0000000Z', 'a', 'View', 'Mail', 1];
const late = (fraction: string, item: string, agent = 'Mail') => [
  `2026-03-04T10:00:00.${fraction}Z`,
  '2026-03-04T10:00:00.5Z',
  item,
  'View',
  agent,
  1,
];
const occurrences = (rows: unknown[][]) => [...candidatesOf({ columns, rows })].map(({ occurrence }) => occurrence);

describe('the candidates of rows', () => {
  it('have the row as their text, without what is absent', () => {
    const rows = [onTime, [...onTime.slice(0, 3), '', null, 0]];
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

  it('are numbered when nothing but the service’s own columns tells them apart', () => {
    const rows = [
      late('1230000', 'a'),
      late('1239999', 'b'),
      onTime,
      late('1230000', 'c', 'Other'),
      late('1230000', 'd'),
    ];
    expect(occurrences(rows)).toEqual([0, 1, undefined, 0, 2]);
  });

  it('of another millisecond are another event', () => {
    expect(occurrences([late('1230000', 'a'), late('1240000', 'b')])).toEqual([0, 0]);
  });
});
