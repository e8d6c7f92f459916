import { describe, expect, it } from 'vitest';
import { advanceBackfill } from '../../../shared/sources/backfill/advance-backfill.ts';
import { beginAsking } from '../../../shared/sources/backfill/asking.ts';
import { type AskedQuery, refusal, type Said, type Workspace } from '../query-api.ts';
import { asking, servicesOn, statusRow, storedIn, takenToEnd } from './workspace-services.ts';

const table = 'ACSEmailStatusUpdateOperational';
const from = Date.parse('2026-02-01T00:00:00Z');
const until = Date.parse('2026-02-11T00:00:00Z');
const hour = 3_600_000;
/** Rows at every second hour of the range. */
const rows = Array.from({ length: 120 }, (_, n) => statusRow(from + n * 2 * hour));
const state = (slugs = ['email-status']) => ({ from, until, asking: beginAsking(slugs) });

/** Takes the range from a workspace that says something else instead where `instead` wants. */
async function taken(instead: Workspace['instead'], tables: Workspace['tables'] = { [table]: rows }, begin = state()) {
  await using workspace = await asking({ tables, ...(instead ? { instead } : {}) });
  const run = await takenToEnd(workspace.services, advanceBackfill, begin);
  return { ...run, asked: workspace.api.asked, stored: await storedIn(workspace.store) };
}

const spans = (asked: readonly AskedQuery[], kind: AskedQuery['kind']) =>
  asked.filter((query) => query.kind === kind).map((query) => query.until - query.from);
const day = 24 * hour;

describe('a range', () => {
  it('is taken whole with two queries when it is small', async () => {
    const { counts, asked, last, stored } = await taken(undefined);
    expect(asked.map(({ kind }) => kind)).toEqual(['count', 'rows']);
    expect(counts).toMatchObject({ examined: 120, stored: 120, failed: 0 });
    expect(stored).toBe(120);
    expect(last).toMatchObject({ progress: { categoriesDone: 1, categoriesLeft: 0, notInWorkspace: [], failed: [] } });
  });

  it('is counted only when it is empty', async () => {
    const { asked, counts } = await taken(undefined, { [table]: [] });
    expect(asked.map(({ kind }) => kind)).toEqual(['count']);
    expect(counts.examined).toBe(0);
  });

  it('is halved before it is fetched when it has too many rows or bytes', async () => {
    const heavy = rows.map((row) => ({ ...row, _BilledSize: 200_000 }));
    const { asked, counts } = await taken(undefined, { [table]: heavy });
    expect(spans(asked, 'rows')).toEqual(Array.from({ length: 4 }, () => 2.5 * day));
    expect(counts.stored).toBe(120);
  });

  it('finds what is stored already and adds nothing', async () => {
    await using workspace = await asking({ tables: { [table]: rows } });
    await takenToEnd(workspace.services, advanceBackfill, state());
    const { counts } = await takenToEnd(workspace.services, advanceBackfill, state());
    expect(counts).toMatchObject({ examined: 120, stored: 0, duplicate: 120 });
  });
});

describe('what is not whole', () => {
  const large = ({ kind, from: begin, until: end }: AskedQuery) => kind === 'rows' && end - begin > 2 * day;
  it.each<[string, (whole: object) => Said]>([
    ['a partial result', (whole) => ({ status: 200, json: { ...whole, ...refusal('PartialError', 'partial') } })],
    ['a truncated set', () => ({ status: 400, json: refusal('BadArgumentError', 'E_QUERY_RESULT_SET_TOO_LARGE') })],
    ['a timeout', () => ({ status: 504, json: refusal('GatewayTimeout', 'timeout') })],
    [
      'fewer rows than were counted',
      () => ({ status: 200, json: { tables: [{ name: 'T', columns: [{ name: 'a' }], rows: [] }] } }),
    ],
  ])('is halved and asked for again: %s', async (_what, said) => {
    const { counts, asked, last } = await taken((query, _index, whole) => (large(query) ? said(whole) : undefined));
    expect(counts).toMatchObject({ stored: 120, rejected: 0, failed: 0 });
    expect(last.failed).toBeUndefined();
    expect(Math.max(...spans(asked, 'rows').filter((span) => span <= 2 * day))).toBe(1.25 * day);
  });

  it('fails the category with its range named when it cannot be halved any more, and the others go on', async () => {
    const poison = from + 50 * hour;
    const holds = (query: AskedQuery) => query.from <= poison && query.until > poison;
    const sms = { ...statusRow(from), Type: 'ACSSMSIncomingOperations', OperationName: 'SMSMessagesSent' };
    const { counts, last, asked } = await taken(
      (query, _index, whole) =>
        query.table === table && query.kind === 'rows' && holds(query)
          ? { status: 200, json: { ...whole, ...refusal('PartialError', 'partial') } }
          : undefined,
      { [table]: rows, ACSSMSIncomingOperations: [sms] },
      state(['email-status', 'sms']),
    );
    expect(last).toMatchObject({ next: undefined, failed: true, reason: { class: 'malformed' } });
    const named = /email-status: From (\S+) until (\S+): .*part/.exec(last.reason?.words ?? '');
    const [begin = 0, end = 0] = named ? [Date.parse(named[1] ?? ''), Date.parse(named[2] ?? '')] : [];
    expect(end - begin).toBeLessThanOrEqual(1000);
    expect(begin <= poison && poison < end).toBe(true);
    // What came before the poison, and the other category.
    expect(counts).toMatchObject({ failed: 1, stored: 25 + 1 });
    expect(asked.length).toBeLessThan(80);
  });
});

describe('a workspace that asks to slow down', () => {
  const throttled = (after: string): Said => ({
    status: 429,
    json: refusal('ThrottledError', 'Too many requests'),
    headers: { 'retry-after': after },
  });

  it('is waited for within the slice when that is short, and asked for less', async () => {
    const began = performance.now();
    const { counts, slices, asked } = await taken((_query, index) => (index === 0 ? throttled('1') : undefined));
    expect(performance.now() - began).toBeGreaterThan(950);
    expect(slices.every(({ waitUntil }) => waitUntil === undefined)).toBe(true);
    expect(spans(asked, 'count')).toEqual([10 * day, 5 * day, 5 * day]);
    expect(counts.stored).toBe(120);
  });

  it('is left alone until then when that is long', async () => {
    const { counts, slices } = await taken((_query, index) => (index === 0 ? throttled('90') : undefined));
    expect(slices[0]?.waitUntil).toBe(Date.parse('2026-03-04T12:01:30Z'));
    expect(counts.stored).toBe(120);
  });

  it('is left alone until then when the time of the slice is up before', async () => {
    await using workspace = await asking({ tables: {}, instead: () => throttled('2') });
    const limits = { until: Date.parse('2026-03-04T12:00:01Z'), signal: new AbortController().signal };
    const { waitUntil } = await advanceBackfill(workspace.services, state(), limits);
    expect(waitUntil).toBe(Date.parse('2026-03-04T12:00:02Z'));
  });

  it('is asked again for a range that cannot be halved', async () => {
    const begin = { ...state(), until: from + 1000 };
    const { counts, last } = await taken((_query, index) => (index < 2 ? throttled('0') : undefined), undefined, begin);
    expect(counts).toMatchObject({ stored: 1, failed: 0 });
    expect(last.failed).toBeUndefined();
  });

  it('fails the category when it never answers, after few requests', async () => {
    const { last, asked } = await taken(() => throttled('60'));
    expect(last).toMatchObject({ failed: true, reason: { class: 'throttled' } });
    expect(asked.length).toBeLessThan(25);
  });
});

describe('a workspace that cannot be asked', () => {
  it('is asked thrice, ever later, and then left alone', async () => {
    const { slices, last, asked } = await taken(() => 'reset', {}, state(['email-status', 'sms', 'chat']));
    expect(asked).toHaveLength(3);
    const waits = slices.map(({ waitUntil }) => waitUntil && waitUntil - Date.parse('2026-03-04T12:00:00Z'));
    expect(waits).toEqual([5000, 10_000, undefined]);
    expect(last).toMatchObject({ failed: true, reason: { class: 'unreachable' }, counts: { failed: 3 } });
    expect(last.reason?.words).toContain('3 categories were not asked');
  });

  it('goes on where it was when it answers again', async () => {
    const { counts, last } = await taken((_query, index) => (index < 2 ? 'reset' : undefined));
    expect(counts).toMatchObject({ stored: 120, failed: 0 });
    expect(last.failed).toBeUndefined();
  });

  it('is not given up because it does not answer now and then, or not in time', async () => {
    const large: Said = { status: 400, json: refusal('BadArgumentError', 'E_QUERY_RESULT_SET_TOO_LARGE') };
    const slower: Said = { status: 429, json: refusal('ThrottledError', 'slow'), headers: { 'retry-after': '0' } };
    const late: Said = { status: 504, json: refusal('GatewayTimeout', 'timeout') };
    const asWell = [undefined, undefined];
    for (const said of [
      ['reset', 'reset', large, 'reset', 'reset', slower, 'reset', 'reset', ...asWell, 'reset'] as const,
      [...Array<Said>(7).fill(late), ...asWell, late],
    ]) {
      const { counts, last } = await taken((_query, index) => said[index]);
      expect(counts).toMatchObject({ stored: 120, failed: 0 });
      expect(last.failed).toBeUndefined();
    }
  });

  it('that is too slow for ever less is left alone too', async () => {
    const slow: Said = { status: 504, json: refusal('GatewayTimeout', 'timeout') };
    const { asked, last } = await taken(() => slow, {}, state(['email-status', 'sms']));
    expect(asked).toHaveLength(8);
    expect(last).toMatchObject({ failed: true, reason: { class: 'unreachable' }, counts: { failed: 2 } });
  });

  it('that refuses is asked once', async () => {
    const said: Said = { status: 403, json: refusal('InsufficientAccessError', 'no') };
    const { asked, last } = await taken(() => said, {}, state(['email-status', 'sms']));
    expect(asked).toHaveLength(1);
    expect(last).toMatchObject({ failed: true, reason: { class: 'refused' } });
  });

  it('because none is set any more is said', async () => {
    const services = await servicesOn({ http: { sendRequest: () => Promise.reject(new Error('asked')) } });
    const without = { ...services, workspace: async () => undefined };
    const { last } = await takenToEnd(without, advanceBackfill, state());
    expect(last).toMatchObject({
      failed: true,
      reason: { words: expect.stringContaining('LOG_ANALYTICS_WORKSPACE_ID') },
    });
  });
});

describe('a table that the workspace does not have', () => {
  it('is a state, no failure', async () => {
    const { last, counts } = await taken(undefined, { [table]: rows }, state(['sms', 'email-status']));
    expect(last.failed).toBeUndefined();
    expect(last.reason).toBeUndefined();
    expect(last.progress).toMatchObject({ notInWorkspace: ['sms'], categoriesDone: 2 });
    expect(counts).toMatchObject({ stored: 120, failed: 0 });
  });

  it('is worth a note when there is none of them', async () => {
    const { last } = await taken(undefined, {}, state(['sms', 'email-status']));
    expect(last).toMatchObject({ reason: { class: 'note', words: expect.stringContaining('diagnostic setting') } });
  });
});

describe('an answer of wrong types', () => {
  it('fails the category as malformed, and the others go on', async () => {
    const wrong = { tables: [{ name: 'T', columns: [{ name: 'Rows', type: 'long' }], rows: [['many']] }] };
    const { last, counts } = await taken(
      (query) => (query.table === 'ACSSMSIncomingOperations' ? { status: 200, json: wrong } : undefined),
      undefined,
      state(['sms', 'email-status']),
    );
    expect(last).toMatchObject({
      failed: true,
      reason: { class: 'malformed', words: expect.stringContaining('sms: ') },
    });
    expect(counts).toMatchObject({ stored: 120, failed: 1 });
  });

  it('of a single value is the outcome of its row', async () => {
    const odd = { ...statusRow(from + 7), TimeGenerated: 'yesterday' };
    const { counts } = await taken((query, _index, whole) => {
      if (query.kind !== 'rows') return undefined;
      const [answered] = whole.tables;
      const columns = answered?.columns ?? [];
      const cells = columns.map(({ name }) => (odd as Record<string, unknown>)[name] ?? null);
      return { status: 200, json: { tables: [{ ...answered, rows: [...(answered?.rows ?? []), cells] }] } };
    });
    expect(counts).toMatchObject({ examined: 121, stored: 120, rejected: 1, failed: 0 });
  });
});
