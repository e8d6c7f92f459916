import { describe, expect, it } from 'vitest';
import { callLogColumnNames } from '../../../shared/communications/call-logs/call-log-columns.ts';
import {
  callLogParameters,
  readCallLogQuery,
  replacedParameters,
} from '../../../shared/communications/call-logs/read-call-log-query.ts';
import { callLogQueryParameters } from '../../../shared/http/routes/call-routes.ts';
import { toCursor } from '../../../shared/query/cursor.ts';

const read = (search: string) => readCallLogQuery(new URLSearchParams(search));

function requested(search: string) {
  const result = read(search);
  if (result.outcome !== 'read') throw new Error(JSON.stringify(result.issues));
  return result.request;
}

function issuesOf(search: string): Record<string, string> {
  const result = read(search);
  if (result.outcome === 'read') return {};
  return Object.fromEntries(result.issues.map(({ path, message }) => [path, message]));
}

const orderOf = (search: string) => {
  const { order } = requested(search).query;
  return order === 'newest' ? order : `${order.descending ? '-' : ''}${order.name}`;
};

describe('the parameters of call logs', () => {
  it('are described one by one in the description of the API', () => {
    expect(Object.keys(callLogQueryParameters.shape).toSorted()).toEqual(callLogParameters.toSorted());
  });

  it('are all named at once when they are wrong, with what was meant', () => {
    const issues = issuesOf(
      'limit=0&offset=20001&from=yesterday&until=2026-13-01&order=durration&direction=inbound&call_direction=in' +
        '&call_status=answerd,blocked&number=12-34&tags=a,,b&user_uuid=,&recorded=perhaps&conversation_id=%20' +
        '&search=&tz=Mars&format=xml&formulas=yes&colour=red&limt=3&count=maybe',
    );
    expect(Object.keys(issues).toSorted()).toEqual(
      [
        ...[
          'limit',
          'offset',
          'from',
          'until',
          'order',
          'direction',
          'call_direction',
          'call_status',
          'number',
          'tags',
        ],
        ...[
          'user_uuid',
          'recorded',
          'conversation_id',
          'search',
          'tz',
          'format',
          'formulas',
          'colour',
          'limt',
          'count',
        ],
      ].toSorted(),
    );
    expect(issues['order']).toMatch(/one of id, start, .*; did you mean duration\?/);
    expect(issues['direction']).toContain('call_direction=inbound');
    expect(issues['call_status']).toContain('answered, blocked, voicemail or unknown; did you mean answered?');
    expect(issues['limt']).toContain('did you mean limit?');
    expect(issues['colour']).toContain('there are from, until');
  });

  it.each(Object.entries(replacedParameters))('%s is refused with what replaces it', (name, message) => {
    expect(issuesOf(`${name}=1`)[name]).toContain(message);
    expect(message).toMatch(/since|resource|number/);
  });

  it.each(['1', '1000'])('take %s as a limit', (limit) => {
    expect(requested(`limit=${limit}`).query.limit).toBe(Number(limit));
  });

  it.each(['0', '1001', '-1', 'ten', '1.5'])('refuse %s as a limit', (limit) => {
    expect(issuesOf(`limit=${limit}`)['limit']).toContain('from 1 to 1000');
  });

  it('refuse a range that ends before it begins, and take an empty one', () => {
    expect(issuesOf('from=2026-03-05&until=2026-03-04')['from']).toContain('later than until');
    expect(issuesOf('from=2026-03-05&until=2026-03-05')).toEqual({});
  });

  it('round a bound that is finer than a millisecond, so that it is kept', () => {
    const { from, until } = requested('from=2026-03-04T09:00:00.0001Z&until=2026-03-04T09:00:00.0011Z').query;
    expect([from, until]).toEqual([1, 2].map((ms) => Date.parse('2026-03-04T09:00:00.000Z') + ms));
    expect(requested('').query.from).toBe(Number.NEGATIVE_INFINITY);
  });

  it('refuse an offset beside a cursor, and pages of a file', () => {
    const cursor = toCursor('x', [1]);
    expect(issuesOf(`offset=10&cursor=${cursor}`)['offset']).toContain('does not go with cursor');
    expect(Object.keys(issuesOf('format=csv&offset=1&cursor=x&count=true')).toSorted()).toEqual([
      ...['count', 'cursor', 'offset'],
    ]);
    expect(issuesOf('profile=calls')['profile']).toContain('format=csv');
    expect(requested('format=csv&profile=CALLS').profile).toBe('calls');
    expect(requested('format=csv').profile).toBe('full');
  });

  it('count unless that is not wanted, as Wazo does', () => {
    expect(['', 'count=false', 'count=true'].map((search) => requested(search).count)).toEqual([true, false, true]);
  });
});

describe('the order of call logs', () => {
  it('is newest first, and by a field the largest first, unless said otherwise', () => {
    expect(['', 'order=start', 'order=-start', 'order=start&direction=desc'].map(orderOf)).toEqual([
      ...['newest', 'newest', 'newest', 'newest'],
    ]);
    expect(orderOf('direction=asc')).toBe('start');
    expect(orderOf('order=duration')).toBe('-duration');
    expect(orderOf('order=-duration&direction=desc')).toBe('-duration');
    expect(orderOf('order=duration&direction=ASC')).toBe('duration');
  });

  it('refuses two directions that contradict each other', () => {
    expect(issuesOf('order=-duration&direction=asc')['direction']).toContain('contradicts order=-duration');
  });

  it('takes every field, by the words of other systems too', () => {
    for (const name of callLogColumnNames) expect(orderOf(`order=${name}&direction=asc`)).toBe(name);
    expect(orderOf('order=caller_name')).toBe('-source_name');
    expect(orderOf('order=called_extension')).toBe('-requested_number');
    expect(orderOf('order=destination_exten')).toBe('-destination_number');
  });

  it('is part of what a cursor belongs to, however it is written', () => {
    const marks = ['order=-end', 'order=end&direction=desc', 'order=end&limit=3&tz=Asia/Tokyo'].map(
      (search) => requested(search).query.mark,
    );
    expect(new Set(marks).size).toBe(1);
    for (const other of ['', 'order=end&direction=asc', 'order=-end&number=12345'])
      expect(requested(other).query.mark).not.toBe(marks[0]);
    const { outcome } = read(`order=answer&cursor=${toCursor(marks[0] ?? '', ['', ''])}`);
    expect(outcome).toBe('invalid-cursor');
  });
});
