import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { advanceBackfill } from '../../../shared/sources/backfill/advance-backfill.ts';
import { beginAsking } from '../../../shared/sources/backfill/asking.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { refusal, type Said, type Workspace } from '../query-api.ts';
import { asking, servicesOn, statusRow, storedIn, takenToEnd } from './workspace-services.ts';

const from = Date.parse('2026-02-01T00:00:00Z');
// Cut down to seconds everywhere, as some moods want it, it is still taken in bounded time.
const until = from + 1_000_000;
const begin = { from, until, asking: beginAsking(['email-status']) };

/** The ways in which a workspace may fail now and then; `whole` is what it would have answered. */
const mishaps: readonly ((whole: object) => Said | undefined)[] = [
  () => undefined,
  (whole) => ({ status: 200, json: { ...whole, ...refusal('PartialError', 'partial') } }),
  () => ({ status: 504, json: refusal('GatewayTimeout', 'timeout') }),
  () => ({ status: 429, json: refusal('ThrottledError', 'slow down'), headers: { 'retry-after': '0' } }),
  () => ({ status: 503, text: 'away' }),
  () => 'reset',
];

/** A workspace whose answers hold so many rows at most, and that fails as `dice` say. */
const moody =
  (most: number, dice: readonly number[]): NonNullable<Workspace['instead']> =>
  (query, index, whole) => {
    const held = whole.tables[0]?.rows ?? [];
    const tooLarge = query.kind === 'rows' && held.length > most;
    if (tooLarge) return { status: 400, json: refusal('BadArgumentError', 'E_QUERY_RESULT_SET_TOO_LARGE') };
    return mishaps[dice[index % dice.length] ?? 0]?.(whole);
  };

/** Far enough apart to be cut apart. */
const times = fc
  .uniqueArray(fc.nat(999), { minLength: 1, maxLength: 60 })
  .map((seconds) => seconds.map((n) => from + n * 1000));
const mishap = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(mishaps.length - 1) });
const dice = fc.array(mishap, { minLength: 1, maxLength: 12 });

describe('whatever a workspace does', () => {
  it('every row is stored once, or the run says that it failed', async () => {
    let succeeded = 0;
    await fc.assert(
      fc.asyncProperty(times, fc.integer({ min: 2, max: 20 }), dice, async (at, most, thrown) => {
        const table = at.map((time) => statusRow(time));
        await using workspace = await asking({
          tables: { ACSEmailStatusUpdateOperational: table },
          instead: moody(most, thrown),
        });
        const { last, counts } = await takenToEnd(workspace.services, advanceBackfill, begin);
        const stored = await storedIn(workspace.store);
        expect(counts.stored).toBe(stored);
        if (last.failed) expect(last.reason?.words).not.toBe('');
        else {
          expect(stored).toBe(at.length);
          succeeded += 1;
        }
      }),
      { numRuns: 40 },
    );
    expect(succeeded).toBeGreaterThan(5);
  });

  it('a run whose process ends after any slice, before or after that was noted, ends alike', async () => {
    await fc.assert(
      fc.asyncProperty(times, fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }), async (at, again) => {
        const store = sqliteTables({ path: ':memory:' });
        await using workspace = await asking(
          { tables: { ACSEmailStatusUpdateOperational: at.map((time) => statusRow(time)) }, instead: moody(3, [0]) },
          { store },
        );
        let slice = 0;
        const { last } = await takenToEnd(
          () => servicesOn(workspace.api, { store }),
          async (services, next, limits) => {
            const taken = await advanceBackfill(services, next, limits);
            slice += 1;
            // Its end was not noted: another process does it again.
            return again[slice % again.length]
              ? advanceBackfill(await servicesOn(workspace.api, { store }), next, limits)
              : taken;
          },
          begin,
        );
        expect(last.failed).toBeUndefined();
        expect(await storedIn(store)).toBe(at.length);
      }),
      { numRuns: 15 },
    );
  });

  it('a run that is to end does so at once and stays where it is', async () => {
    await using workspace = await asking({ tables: {}, instead: () => 'silence' });
    const limits = { until: Number.POSITIVE_INFINITY, signal: AbortSignal.timeout(100) };
    const { next, failed } = await advanceBackfill(workspace.services, begin, limits);
    expect(failed).toBeUndefined();
    expect(next).toMatchObject({ asking: { left: ['email-status'], slices: { from, ends: [until] } } });
  });
});
