import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allCategories } from '../../shared/categories/index.ts';
import { keyKinds } from '../../shared/categories/part.ts';
import { dueTables } from '../../shared/purge/due-tables.ts';
import { type TableFamily, tableFamilies, tableOfTime } from '../../shared/purge/table-families.ts';
import { isShown } from '../../shared/retention/is-shown.ts';
import { type Retention, type RetentionFacts, retentionAt } from '../../shared/retention/retention.ts';
import { day } from './purging.ts';

const familyNamed = (prefix: string): TableFamily =>
  tableFamilies.find((family) => family.prefix === prefix) ?? expect.fail(`there is no family ${prefix}`);

/** A store that has nothing but names of tables. */
const named = (names: readonly string[]) => ({
  listTables: async (prefix: string, before?: string) =>
    names.filter((name) => name.startsWith(prefix) && (before === undefined || name < before)).toSorted(),
});

async function dueOf(names: readonly string[], facts: RetentionFacts, now: number): Promise<readonly string[]> {
  const keeping = { retention: retentionAt(facts, now), now };
  const due = await Promise.all(tableFamilies.map((family) => dueTables(named(names), family, keeping, day)));
  return due.flat().map(({ name }) => name);
}

const withPolicy = (policy: RetentionFacts['policy']): RetentionFacts => ({
  ...{ policy, settings: { RETENTION_DAYS: 'never' }, purgedBefore: Number.NEGATIVE_INFINITY },
});

const endOfDay = Date.parse('2026-03-05T00:00:00.000Z');
const endOfMonth = Date.parse('2026-04-01T00:00:00.000Z');

describe('a table of a day or month', () => {
  // Chat is kept for less than the others, SMS for longer.
  const facts = withPolicy({ days: 100, categories: { chat: 40, sms: 200 }, successfulDays: 7, auditDays: 60 });
  const kept: readonly (readonly [name: string, days: number, what: string, end: number])[] = [
    ['Records20260304chat', 40, 'records as their category', endOfDay],
    ['Records20260304sms', 200, 'records as their category', endOfDay],
    ['Records20260304callsummary', 100, 'records of a category that is not set as all', endOfDay],
    ['Records20260304bygone', 100, 'records of a category that is known no more as communications', endOfDay],
    ['Parts20260304chat', 40, 'long texts as the category of their records', endOfDay],
    ['Parts20260304sms', 200, 'long texts as the category of their records', endOfDay],
    ['Parts20260304', 200, 'long texts of an earlier version as the category that is kept longest', endOfDay],
    ['Communications20260304', 100, 'communications as all, however soon those that were successful go', endOfDay],
    [
      'Changes20260304',
      101,
      'the feed a day longer than communications, which can begin a day after a change',
      endOfDay,
    ],
    ['Lookups202603', 200, 'lookups as the category that is kept longest', endOfMonth],
    ['Outcomes20260304', 30, 'outcomes for 30 days, whatever is set', endOfDay],
    ['Audit202603', 60, 'the audit log for days of its own', endOfMonth],
  ];

  it.each(kept)('%s goes a day after its end is %i days old: it keeps %s', async (name, days, _, end) => {
    const due = end + days * day + day;
    expect(await dueOf([name], facts, due - 1)).toEqual([]);
    expect(await dueOf([name], facts, due)).toEqual([name]);
  });

  it('of pointers is due long after the communications that can lead there have gone', async () => {
    // A record comes so long after what it belongs to, and is led to it.
    const furthest = Math.max(...Object.values(keyKinds).map(({ withinMs }) => withinMs));
    const late = endOfMonth + 100 * day + furthest + day;
    expect(await dueOf(['Keys202603'], facts, late - 1)).toEqual([]);
    expect(await dueOf(['Keys202603'], facts, late + 365 * day)).toEqual(['Keys202603']);
  });

  it('is never due where nothing is set for what it holds', async () => {
    const names = [...kept.map(([name]) => name), 'Keys202603'];
    const now = endOfMonth + 5000 * day;
    expect(await dueOf(names, withPolicy({ auditDays: 1 }), now)).toEqual(['Outcomes20260304', 'Audit202603']);
    expect(await dueOf(names, withPolicy({ days: 1 }), now)).not.toContain('Audit202603');
    expect(await dueOf(names, withPolicy({ days: 1 }), now)).toHaveLength(names.length - 1);
  });

  it('is named so: what is of no day or month is no table of the family, and never due', async () => {
    const others = [
      'Keys000000',
      'Keys2026',
      'Records',
      'Records2026030',
      'Outcomes20261399',
      'Audit',
      'Changes20260304x',
    ];
    expect(await dueOf(others, withPolicy({ days: 1, auditDays: 1 }), endOfMonth + 5000 * day)).toEqual([]);
    expect(tableOfTime(familyNamed('Keys'), 'Keys202612')).toMatchObject({
      ...{ begins: Date.parse('2026-12-01T00:00:00.000Z'), ends: Date.parse('2027-01-01T00:00:00.000Z') },
    });
  });
});

/** One thing that is kept, of a time (ms): where it stands, and whether it is still wanted. */
interface Thing {
  readonly table: string;
  isWanted(retention: Retention, now: number): boolean;
}

const iso = (time: number) => new Date(time).toISOString();
const dayIn = (time: number) => iso(time).slice(0, 10).replaceAll('-', '');
const monthIn = (time: number) => dayIn(time).slice(0, 6);

/** Everything of one time, and what a communication that began then may have elsewhere. */
function thingsOf(time: number, slug: string, state: string, awayMs: number): Thing[] {
  const short = slug.replaceAll('-', '');
  const isRecord = ({ notBefore }: Retention) => time >= notBefore({ slug });
  const isCommunication = (retention: Retention) => isShown(retention, { state, start: iso(time) });
  return [
    { table: `Records${dayIn(time)}${short}`, isWanted: isRecord },
    { table: `Parts${dayIn(time)}${short}`, isWanted: isRecord },
    { table: `Parts${dayIn(time)}`, isWanted: isRecord },
    { table: `Lookups${monthIn(time)}`, isWanted: isRecord },
    { table: `Communications${dayIn(time)}`, isWanted: isCommunication },
    // What is told to begin a day later can have changed before.
    { table: `Changes${dayIn(time - Math.min(awayMs, day))}`, isWanted: isCommunication },
    { table: `Keys${monthIn(time - awayMs)}`, isWanted: isCommunication },
    { table: `Outcomes${dayIn(time)}`, isWanted: (_, now) => time >= now - 30 * day },
    { table: `Audit${monthIn(time)}`, isWanted: ({ auditNotBefore }) => time >= auditNotBefore },
  ];
}

const base = Date.parse('2026-03-04T12:00:00.000Z');
const days = fc.oneof(fc.constant('never' as const), fc.integer({ min: 0, max: 120 }));
const maybeDays = fc.option(days, { nil: undefined });
const slugs = allCategories.map(({ slug }) => slug);
const anyFacts = fc.record<RetentionFacts>({
  policy: fc.record({
    ...{ days: maybeDays, successfulDays: maybeDays, auditDays: maybeDays },
    categories: fc.dictionary(fc.constantFrom(...slugs), days, { maxKeys: 4 }),
  }),
  settings: fc.record({ RETENTION_DAYS: days }),
  purgedBefore: fc.oneof(
    fc.constant(Number.NEGATIVE_INFINITY),
    fc.integer({ min: base - 200 * day, max: base + 100 * day }),
  ),
});
/** `furthestMs`: how far things lie at most from the communication that they lead to. */
const anyThings = (furthestMs: number) =>
  fc
    .tuple(
      fc.oneof(
        fc.integer({ min: base - 300 * day, max: base + 100 * day }),
        // Where days meet.
        fc
          .tuple(fc.integer({ min: -300, max: 100 }), fc.constantFrom(-1, 0, 1))
          .map(([d, ms]) => endOfDay + d * day + ms),
      ),
      fc.constantFrom(...slugs),
      fc.constantFrom('Successful', 'Failed'),
      fc.nat(furthestMs),
    )
    .map((of) => thingsOf(...of));
const anyMoment = fc.oneof(
  fc.integer({ min: base - 100 * day, max: base + 100 * day }),
  fc.integer({ min: -100, max: 100 }).map((d) => endOfDay + d * day),
);

describe('whatever the policy, what was purged by hand, and the instant', () => {
  it('nothing that is shown stands in a table that is due', () =>
    fc.assert(
      fc.asyncProperty(
        anyFacts,
        fc.array(anyThings(31 * day), { maxLength: 12 }),
        anyMoment,
        async (facts, some, now) => {
          const things = some.flat();
          const due = new Set(
            await dueOf(
              things.map(({ table }) => table),
              facts,
              now,
            ),
          );
          const retention = retentionAt(facts, now);
          for (const { table, isWanted } of things) if (isWanted(retention, now)) expect(due).not.toContain(table);
        },
      ),
      { numRuns: 400 },
    ));

  it('all that stands in a table that is due was past its retention a day ago', () =>
    fc.assert(
      fc.asyncProperty(anyFacts, fc.array(anyThings(0), { maxLength: 12 }), anyMoment, async (facts, some, now) => {
        const things = some.flat();
        const names = things.map(({ table }) => table);
        const due = new Set(await dueOf(names, facts, now));
        // As it was shown then; what was purged by hand counts from when on it is a day old.
        const before = { ...facts, purgedBefore: facts.purgedBefore - day };
        const then = retentionAt(before, now - day);
        for (const { table, isWanted } of things) if (isWanted(then, now - day)) expect(due).not.toContain(table);
      }),
      { numRuns: 400 },
    ));

  it('a table is due again at every later instant', () =>
    fc.assert(
      fc.asyncProperty(anyFacts, anyThings(0), anyMoment, fc.nat(50 * day), async (facts, things, now, later) => {
        const names = things.map(({ table }) => table);
        expect(await dueOf(names, facts, now + later)).toEqual(
          expect.arrayContaining([...(await dueOf(names, facts, now))]),
        );
      }),
      { numRuns: 200 },
    ));
});
