import { CredentialUnavailableError } from '@azure/identity';
import { describe, expect, it } from 'vitest';
import { emailEngagement } from '../../shared/categories/email-engagement.ts';
import { countQuery, rowsQuery } from '../../shared/sources/kql.ts';
import { logAnalytics } from '../../shared/sources/log-analytics.ts';
import type { QueryOutcome } from '../../shared/sources/query-outcome.ts';
import { queryApi, refusal, type Said, type Workspace } from './query-api.ts';

const table = 'ACSEmailUserEngagementOperational';
const click = {
  TimeGenerated: '2026-03-04T10:11:12.1234567Z',
  _TimeReceived: '2026-03-04T10:15:00.7654321Z',
  EngagementType: 'Click',
};
const range = { from: Date.parse('2026-03-04T00:00:00Z'), until: Date.parse('2026-03-05T00:00:00Z') };
const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
const never = new AbortController().signal;

async function asked(
  workspace: Partial<Workspace>,
  { timeLimit = 5_000, endpoint = 'https://api.loganalytics.io' } = {},
) {
  await using api = await queryApi({ tables: { [table]: [click] }, ...workspace });
  const scopes: unknown[] = [];
  const credential = {
    getToken: async (scope: string | string[]) => {
      scopes.push(...[scope].flat());
      return { token: 'token-of-a-test', expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
  const ask = logAnalytics({ id, endpoint, credential, http: api.http }, { timeLimit });
  const outcome = await ask(rowsQuery(emailEngagement, range), never);
  return { outcome, requests: api.asked, scopes };
}

/** What comes of a query that is answered so. */
const cameOf = async (said: Said): Promise<QueryOutcome> => (await asked({ instead: () => said })).outcome;

describe('a workspace that answers', () => {
  it('gives the rows with all their digits, for one request with a token', async () => {
    const { outcome, requests, scopes } = await asked({});
    if (outcome.outcome !== 'rows') throw new Error(outcome.outcome);
    const [cells = []] = outcome.rows;
    const row = Object.fromEntries(outcome.columns.map((name, at) => [name, cells[at]]));
    expect(row).toMatchObject(click);
    expect(requests).toMatchObject([
      { workspace: id, headers: { authorization: 'Bearer token-of-a-test' }, kind: 'rows' },
    ]);
    expect(scopes).toEqual(['https://api.loganalytics.io/.default']);
  });

  it('is asked for a range that takes nothing of that of the query away', async () => {
    const [query] = (await asked({})).requests;
    const [from = '', until = ''] = query?.timespan.split('/') ?? [];
    expect(Date.parse(from)).toBeLessThan(range.from);
    expect(Date.parse(until)).toBeGreaterThan(range.until);
  });

  it('is told to give up before the asker does', async () => {
    const { requests } = await asked({}, { timeLimit: 20_000 });
    expect(requests[0]?.headers['prefer']).toContain('wait=15');
  });

  it('is asked with a token of its own cloud', async () => {
    const { scopes } = await asked({}, { endpoint: 'https://api.loganalytics.us' });
    expect(scopes).toEqual(['https://api.loganalytics.us/.default']);
  });
});

describe('an answer that is not whole', () => {
  it('is too much, though its status is 200', async () => {
    const { outcome } = await asked({
      instead: (_query, _index, whole) => ({
        status: 200,
        json: { ...whole, ...refusal('PartialError', 'There were some errors when processing your query.') },
      }),
    });
    expect(outcome).toMatchObject({ outcome: 'too-much', class: 'malformed' });
  });

  it.each([
    [
      'a set that was cut',
      400,
      'Query result set has exceeded the internal record count limit 500000 (E_QUERY_RESULT_SET_TOO_LARGE).',
    ],
    ['a query without end', 400, 'E_RUNAWAY_QUERY'],
    ['a query that needs too much memory', 400, 'Query execution lacks memory resources (E_LOW_MEMORY_CONDITION).'],
    ['a body that is too large', 413, 'Response body too large'],
    ['a limit of bytes', 500, 'The results of this query exceed the set limit of 104857600 bytes.'],
  ])('is too much: %s', async (_what, status, message) => {
    const json = refusal('BadArgumentError', 'The query failed.', { code: 'EngineError', message });
    expect(await cameOf({ status, json })).toMatchObject({ outcome: 'too-much', class: 'malformed' });
  });

  it.each([408, 504])('is too much when the service ran out of time, %i', async (status) => {
    const json = refusal('GatewayTimeout', 'Gateway timeout');
    expect(await cameOf({ status, json })).toMatchObject({ outcome: 'too-much', class: 'unreachable' });
  });

  it('is too much when it does not come in time', async () => {
    const { outcome } = await asked({ instead: () => 'silence' }, { timeLimit: 100 });
    expect(outcome).toMatchObject({ outcome: 'too-much', class: 'unreachable' });
  });
});

describe('a workspace that asks to slow down', () => {
  it.each([
    ['7', 7000],
    [new Date(Date.now() + 60_000).toUTCString(), expect.closeTo(60_000, -4)],
    ['soon', undefined],
    ['9'.repeat(400), 3_600_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 3_600_000],
  ])('is throttled, with Retry-After: %s', async (after, expected) => {
    const json = refusal('ThrottledError', 'Too many requests');
    const { outcome, requests } = await asked({
      instead: () => ({ status: 429, json, headers: { 'retry-after': after } }),
    });
    expect(outcome).toMatchObject({ outcome: 'throttled', after: expected, failure: { class: 'throttled' } });
    expect(requests).toHaveLength(1);
  });
});

describe('a workspace that refuses', () => {
  it('tells no token, no access, another cloud and no workspace apart', async () => {
    const noToken = {
      getToken: () => Promise.reject(new CredentialUnavailableError('the identity 6b86b273 is not there')),
    };
    const ask = logAnalytics({ id, endpoint: 'https://api.loganalytics.io', credential: noToken });
    const outcomes = [
      await ask(countQuery(emailEngagement, range), never),
      await cameOf({
        status: 403,
        json: refusal('InsufficientAccessError', 'The provided credentials have insufficient access'),
      }),
      await cameOf({ status: 401, json: refusal('InvalidTokenError', 'The provided authentication is not valid') }),
      await cameOf({ status: 404, json: refusal('PathNotFoundError', 'The requested path does not exist') }),
    ];
    const words = outcomes.map((one) => (one.outcome === 'failed' ? one.failure.words : one.outcome));
    expect(outcomes).toMatchObject(
      outcomes.map(() => ({ outcome: 'failed', of: 'workspace', failure: { class: 'refused' } })),
    );
    expect(words[0]).toMatch(/no identity gives a token.*LOG_ANALYTICS_CLIENT_ID/i);
    expect(words[1]).toMatch(/Log Analytics Reader/);
    expect(words[2]).toMatch(/LOG_ANALYTICS_ENDPOINT/);
    expect(words[3]).toMatch(/LOG_ANALYTICS_WORKSPACE_ID/);
    expect(words.join()).not.toContain('6b86b273');
  });
});

describe('a credential that gives no token', () => {
  it.each(['AuthenticationError', 'AggregateAuthenticationError', 'AuthenticationRequiredError'])(
    'is no fault of the network: %s',
    async (name) => {
      const credential = { getToken: () => Promise.reject(Object.assign(new Error('no'), { name, statusCode: 400 })) };
      const ask = logAnalytics({ id, endpoint: 'https://api.loganalytics.io', credential });
      expect(await ask(countQuery(emailEngagement, range), never)).toMatchObject({
        ...{ outcome: 'failed', of: 'workspace', failure: { class: 'refused' } },
      });
    },
  );
});

describe('a workspace that does not answer', () => {
  it.each<[string, Said]>([
    ['a broken connection', 'reset'],
    ['500', { status: 500, json: refusal('InternalServerError', 'Something went wrong') }],
    ['503', { status: 503, text: 'Service Unavailable' }],
  ])('is unreachable after one request: %s', async (_what, said) => {
    const { outcome, requests } = await asked({ instead: () => said });
    expect(outcome).toMatchObject({ outcome: 'unreachable', failure: { class: 'unreachable' } });
    expect(requests).toHaveLength(1);
  });

  it('is no failure when the asker has to end', async () => {
    await using api = await queryApi({ tables: {}, instead: () => 'silence' });
    const credential = { getToken: async () => ({ token: 't', expiresOnTimestamp: Date.now() + 3_600_000 }) };
    const ask = logAnalytics({ id, endpoint: 'https://api.loganalytics.io', credential, http: api.http });
    expect(await ask(countQuery(emailEngagement, range), AbortSignal.timeout(100))).toEqual({ outcome: 'aborted' });
  });
});

describe('a workspace that does not understand', () => {
  it('says that a table is not there', async () => {
    expect((await asked({ tables: {} })).outcome).toEqual({ outcome: 'no-table' });
  });

  it.each([
    "'extend' operator: Failed to resolve scalar expression named 'StartTime'",
    "'where' operator: Failed to resolve column or scalar expression named 'StartTime'",
  ])('is malformed, and the column that it misses is named: %s', async (message) => {
    const json = refusal('BadArgumentError', 'The request had some invalid properties', { code: 'SEM0100', message });
    expect(await cameOf({ status: 400, json })).toMatchObject({
      outcome: 'failed',
      of: 'category',
      failure: { class: 'malformed', words: expect.stringContaining('StartTime') },
    });
  });
});

describe('an answer of wrong types', () => {
  const columns = [
    { name: 'TimeGenerated', type: 'string' },
    { name: 'Type', type: 'string' },
  ];
  it.each<[string, Said]>([
    ['no JSON', { status: 200, text: '<html>' }],
    ['no tables', { status: 200, json: {} }],
    ['tables that are none', { status: 200, json: { tables: 'none' } }],
    ['an empty list of tables', { status: 200, json: { tables: [] } }],
    ['a table without columns', { status: 200, json: { tables: [{ name: 'PrimaryResult', rows: [] }] } }],
    [
      'columns without names',
      { status: 200, json: { tables: [{ name: 'T', columns: [{}, {}], rows: [['a', 'b']] }] } },
    ],
    ['rows that are none', { status: 200, json: { tables: [{ name: 'T', columns, rows: 'many' }] } }],
    ['rows that are too short', { status: 200, json: { tables: [{ name: 'T', columns, rows: [['a', 'b'], ['a']] }] } }],
  ])('is malformed: %s', async (_what, said) => {
    expect(await cameOf(said)).toMatchObject({ outcome: 'failed', of: 'category', failure: { class: 'malformed' } });
  });
});
