import { describe, expect, it } from 'vitest';
import { allCategories } from '../../shared/categories/index.ts';
import { listParameters } from '../../shared/http/list-parameters.ts';
import { readRecordQuery, recordParameters } from '../../shared/query/record-query.ts';
import { queryOf } from './records.ts';

function issuesOf(search: string): Record<string, string> {
  const read = readRecordQuery(new URLSearchParams(search));
  return read.outcome === 'read' ? {} : Object.fromEntries(read.issues.map(({ path, message }) => [path, message]));
}

/** The conditions of the one category that is searched, in short. */
function conditionsOf(search: string): unknown[][] {
  const { searched } = queryOf(search);
  expect(searched).toHaveLength(1);
  return (searched[0]?.conditions ?? []).map(({ column, operator, values }) => [column.name, operator, ...values]);
}

const slugsOf = (search: string) => queryOf(search).searched.map(({ category }) => category.slug);

describe('the query string of a list of records', () => {
  it('names every mistake in one answer', () => {
    const search = [
      ...[
        'category=smss',
        'from=yesterday',
        'limit=0',
        'order=-DuratonMs',
        'tz=Mars/Olympus',
        'format=xml',
        'count=maybe',
      ],
      ...[
        'DurationMs.gte=long',
        'DurationMs.near=5',
        'ResultTyp=Failed',
        'search=',
        'limit2=3',
        'TimeGenerated.lt=soon',
        'cursor=x',
      ],
    ].join('&');
    const issues = issuesOf(search);
    expect(Object.keys(issues).toSorted()).toEqual(
      [
        ...['category', 'from', 'limit', 'order', 'tz', 'format', 'count', 'search'],
        ...['DurationMs.gte', 'DurationMs.near', 'ResultTyp', 'limit2', 'TimeGenerated.lt', 'cursor'],
      ].toSorted(),
    );
    expect(issues['category']).toContain('did you mean sms?');
    expect(issues['limit']).toBe('must be a whole number from 1 to 1000');
    expect(issues['order']).toContain('did you mean -DurationMs?');
    expect(issues['DurationMs.gte']).toBe('not a number: "long"; DurationMs takes a number, such as 1000');
    expect(issues['DurationMs.near']).toContain('there are eq, ne, lt, lte, gt, gte, in, startsWith, exists');
    expect(issues['ResultTyp']).toContain('did you mean ResultType?');
    expect(issues['limit2']).toContain('did you mean limit?');
  });

  it.each([
    ['from=2026-03-02&until=2026-03-01', 'from'],
    ['limit=1001', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=10&limit=20', 'limit'],
    ['category=', 'category'],
    ['category=sms&CallDuration=3', 'CallDuration'],
    ['PhoneNumber=1&CallDuration=3', 'CallDuration'],
    ['CallDuration=1.5', 'CallDuration'],
    ['CallDuration=99999999999999999999', 'CallDuration'],
    ['DurationMs=', 'DurationMs'],
    ['CorrelationId=null', 'CorrelationId'],
    ['CorrelationId.startsWith=', 'CorrelationId.startsWith'],
    ['DurationMs.startsWith=1', 'DurationMs.startsWith'],
    ['TPE.gt=true', 'TPE.gt'],
    ['TPE=perhaps', 'TPE'],
    ['CorrelationId.exists=maybe', 'CorrelationId.exists'],
    ['format=csv&cursor=abc', 'cursor'],
    ['format=ndjson&count=true', 'count'],
    ['resource=', 'resource'],
  ])('refuses %s', (search, path) => {
    expect(Object.keys(issuesOf(search))).toEqual([path]);
  });

  it('knows categories by every name, and says how records of unknown ones are found', () => {
    expect(slugsOf('category=SMSOperational')).toEqual(['sms']);
    expect(slugsOf('category=acssmsincomingoperations,call-summary&category=Usage')).toEqual([
      'usage',
      'sms',
      'call-summary',
    ]);
    expect(slugsOf('')).toEqual(allCategories.map(({ slug }) => slug));
    expect(issuesOf('category=SomethingNew')['category']).toContain('category=other&Category=SomethingNew');
    expect(conditionsOf('category=other&Category=SomethingNew')).toEqual([['Category', 'eq', 'SomethingNew']]);
  });

  it('searches without a category those that have the columns asked about', () => {
    expect(slugsOf('PhoneNumber=%2B18335550142')).toContain('sms');
    expect(slugsOf('PhoneNumber=%2B18335550142')).not.toContain('usage');
    expect(slugsOf('NumberType=ShortCodeNumber')).toEqual(['sms']);
  });

  it('reads values as the columns read delivered ones', () => {
    expect(conditionsOf('category=sms&number%20type=shortcodenumber')).toEqual([
      ['NumberType', 'eq', 'ShortCodeNumber'],
    ]);
    expect(conditionsOf('category=sms&operationtype=X')).toEqual([['OperationName', 'eq', 'X']]);
    expect(conditionsOf('category=sms&PhoneNumber=+18335550142')).toEqual([['PhoneNumber', 'eq', '+18335550142']]);
    expect(conditionsOf('category=call-summary&CallDuration.GTE=9007199254740993')).toEqual([
      ['CallDuration', 'gte', 9_007_199_254_740_993n],
    ]);
    expect(conditionsOf('category=call-summary&CallStartTime.lt=2026-03-01')).toEqual([
      ['CallStartTime', 'lt', '2026-03-01T00:00:00.000Z'],
    ]);
    expect(conditionsOf('category=call-summary&CallStartTime.lt=2026-03-01T01:00:00+01:00')).toEqual([
      ['CallStartTime', 'lt', '2026-03-01T00:00:00.000Z'],
    ]);
    expect(conditionsOf('category=call-summary&TPE=TRUE')).toEqual([['TPE', 'eq', true]]);
  });

  it('takes repeated values as alternatives, and lists after in', () => {
    expect(conditionsOf('category=sms&Country=US&Country=D,E')).toEqual([['Country', 'eq', 'US', 'D,E']]);
    expect(conditionsOf('category=sms&Country.in=US,DE')).toEqual([['Country', 'in', 'US', 'DE']]);
    expect(conditionsOf('category=sms&Country.ne=US&Country.ne=DE')).toEqual([
      ['Country', 'ne', 'US'],
      ['Country', 'ne', 'DE'],
    ]);
  });

  it('finds a resource by its id in any case, or by its name', () => {
    expect(conditionsOf('category=sms&resource=SUBSCRIPTIONS/A/resourceGroups/B')).toEqual([
      ['ResourceId', 'eq', '/subscriptions/a/resourcegroups/b'],
    ]);
    expect(conditionsOf('category=sms&resource=Talk')).toEqual([['ResourceName', 'eq', 'talk']]);
  });

  it('lets TimeGenerated decide what a range says beyond milliseconds', () => {
    const { from, until } = queryOf('from=2026-03-01T00:00:00.1234567Z&until=2026-03-01T00:00:01.0000001Z');
    expect([from, until]).toEqual([Date.parse('2026-03-01T00:00:00.123Z'), Date.parse('2026-03-01T00:00:01.001Z')]);
    expect(conditionsOf('category=sms&from=2026-03-01T00:00:00.1234567Z')).toEqual([
      ['TimeGenerated', 'gte', '2026-03-01T00:00:00.1234567Z'],
    ]);
  });

  it('follows Accept where no format is given', () => {
    const formatOf = (search: string, accept: string) => {
      const read = readRecordQuery(new URLSearchParams(search), accept === undefined ? {} : { accept });
      return read.outcome === 'read' ? read.query.format : read.issues;
    };
    expect(formatOf('', 'text/csv')).toBe('csv');
    expect(formatOf('', 'application/x-ndjson;q=0.9, */*')).toBe('ndjson');
    expect(formatOf('', 'text/html, */*')).toBe('json');
    expect(formatOf('format=json', 'text/csv')).toBe('json');
  });

  it('is the one that the description of the API names', () => {
    expect(recordParameters.toSorted()).toEqual(expect.arrayContaining(Object.keys(listParameters.shape).toSorted()));
  });
});
