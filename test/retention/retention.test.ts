import { describe, expect, it } from 'vitest';
import { allCategories } from '../../shared/categories/index.ts';
import { isShown } from '../../shared/retention/is-shown.ts';
import { periodOf, type RetentionFacts, retentionAt } from '../../shared/retention/retention.ts';
import {
  policyMistakes,
  type RetentionPolicy,
  retentionPolicy,
  withSlugs,
} from '../../shared/retention/retention-policy.ts';

const now = Date.parse('2026-03-10T12:00:00.000Z');
const day = 86_400_000;
const never = { RETENTION_DAYS: 'never' } as const;
const facts = (policy: RetentionPolicy, over: Partial<RetentionFacts> = {}): RetentionFacts => ({
  ...{ policy, settings: never, purgedBefore: Number.NEGATIVE_INFINITY },
  ...over,
});

describe('retention', () => {
  it('keeps everything when nothing is set', () => {
    const { notBefore, ...others } = retentionAt(facts({}), now);
    expect([notBefore(), notBefore({ slug: 'chat' }), ...Object.values(others)]).toEqual(
      Array(5).fill(Number.NEGATIVE_INFINITY),
    );
  });

  it('takes the value of the category, else that of all, else the app setting, else never, and says which', () => {
    const policy = { days: 30, categories: { chat: 7, sms: 'never' } } as const;
    expect(periodOf(facts(policy), 'chat')).toEqual({ days: 7, from: 'settings/retention' });
    expect(periodOf(facts(policy), 'sms')).toEqual({ days: 'never', from: 'settings/retention' });
    expect(periodOf(facts(policy), 'auth')).toEqual({ days: 30, from: 'settings/retention' });
    expect(periodOf(facts(policy))).toEqual({ days: 30, from: 'settings/retention' });
    const set = facts({}, { settings: { RETENTION_DAYS: 365 } });
    expect(periodOf(set)).toEqual({ days: 365, from: 'RETENTION_DAYS' });
    expect(periodOf(facts({}))).toEqual({ days: 'never', from: 'built-in' });
  });

  it('ends to the millisecond so many days ago, for each category at its own time', () => {
    const { notBefore, nothingBefore } = retentionAt(facts({ days: 30, categories: { chat: 7, sms: 60 } }), now);
    expect(notBefore()).toBe(now - 30 * day);
    expect(notBefore({ slug: 'chat' })).toBe(now - 7 * day);
    expect(nothingBefore).toBe(now - 60 * day);
  });

  it('never goes back behind what was purged by hand', () => {
    const purgedBefore = now - 3 * day;
    const { notBefore, successfulNotBefore } = retentionAt(facts({ categories: { chat: 2 } }, { purgedBefore }), now);
    expect([notBefore(), notBefore({ slug: 'chat' }), successfulNotBefore]).toEqual([
      purgedBefore,
      now - 2 * day,
      purgedBefore,
    ]);
  });

  it('can end sooner for communications that were successful', () => {
    const retention = retentionAt(facts({ days: 31, successfulDays: 7 }), now);
    const shown = (state: string, age: number) =>
      isShown(retention, { state, start: new Date(now - age).toISOString() });
    expect([shown('Successful', 7 * day), shown('Successful', 7 * day + 1)]).toEqual([true, false]);
    expect([shown('Processing', 31 * day), shown('Failed', 31 * day + 1)]).toEqual([true, false]);
  });
});

describe('a policy', () => {
  const mistakes = (given: object, settings: { readonly RETENTION_DAYS: number | 'never' } = never) =>
    policyMistakes(retentionPolicy.parse(given), settings).map(({ path, message }) => `${path}: ${message}`);

  it('takes days and the word never, and null for what is not set', () => {
    expect(retentionPolicy.parse({ days: 'never', successfulDays: null })).toEqual({ days: 'never' });
    expect(retentionPolicy.safeParse({ days: 'for ever' }).error?.issues[0]?.message).toBe(
      'must be "never" or a whole number of days from 1 to 36500',
    );
    for (const wrong of [1.5, -1, 40_000, '30', true])
      expect(retentionPolicy.safeParse({ days: wrong }).success, String(wrong)).toBe(false);
  });

  it('is refused with 0 days unless purgeAll is said', () => {
    expect(mistakes({ days: 0 })).toEqual([expect.stringContaining('days: 0 would delete everything at once')]);
    expect(mistakes({ categories: { chat: 0 }, auditDays: 0 })).toHaveLength(2);
    expect(mistakes({ days: 0, purgeAll: true })).toEqual([]);
  });

  it('names each category once, by any of its names', () => {
    expect(mistakes({ categories: { ChatOperational: 7, chat: 8, cat: 1 } })).toEqual([
      expect.stringMatching(/^categories\.chat: is the category that ChatOperational names too/),
      expect.stringMatching(/^categories\.cat: names no category; there are /),
    ]);
    expect(withSlugs(retentionPolicy.parse({ categories: { ChatOperational: 7 } }))).toEqual({
      categories: { chat: 7 },
    });
  });

  it('keeps no detail for longer than what it is a detail of', () => {
    const details = allCategories.filter(({ part }) => part !== 'none' && 'detailOf' in part);
    expect(details.length).toBeGreaterThan(0);
    for (const { slug } of details) {
      expect(mistakes({ days: 30, categories: { [slug]: 31 } })).toEqual([expect.stringContaining('is longer than')]);
      expect(mistakes({ categories: { [slug]: 'never' } }, { RETENTION_DAYS: 30 })).toHaveLength(1);
      expect(mistakes({ days: 30, categories: { [slug]: 30 } })).toEqual([]);
    }
    expect(mistakes({ days: 30, categories: { sms: 'never' } })).toEqual([]);
  });

  it('keeps successful communications for no longer than all', () => {
    expect(mistakes({ days: 31, successfulDays: 32 })).toEqual([expect.stringContaining('successfulDays: is longer')]);
    expect(mistakes({ successfulDays: 7 })).toEqual([]);
  });
});
