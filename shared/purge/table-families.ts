/** The tables of days and months: what each holds, and from when on that is kept. */
import { allCategories } from '../categories/index.ts';
import { outcomesKeptDays } from '../outcomes/kept-days.ts';
import type { Retention } from '../retention/retention.ts';
import { startOfDay } from '../storage/keys.ts';

/** What is asked about a table: from when on (ms) its content is kept. */
export interface Keeping {
  readonly retention: Retention;
  /** Now (ms), for what is kept for a fixed number of days. */
  readonly now: number;
}

export interface TableFamily {
  readonly prefix: string;
  /** How the rest of a name is written: `day` and a category (`20260304sms`), `day`, or `month`. */
  readonly of: 'day and category' | 'day' | 'month';
  /** Nothing older than this instant (ms) is kept; `slug`: of a category. */
  keptSince(keeping: Keeping, slug?: string): number;
}

const dayMs = 86_400_000;

/** Records may come so long after their communication began: as much longer its pointers say that it was there. */
const pointerSlackMs = 100 * dayMs;

const ofCommunications = ({ retention }: Keeping): number => retention.notBefore();

export const tableFamilies: readonly TableFamily[] = [
  { prefix: 'Records', of: 'day and category', keptSince: ofCategory },
  { prefix: 'Parts', of: 'day and category', keptSince: ofCategory },
  { prefix: 'Communications', of: 'day', keptSince: ofCommunications },
  // What is told to begin a day later can have changed before.
  { prefix: 'Changes', of: 'day', keptSince: (keeping) => ofCommunications(keeping) - dayMs },
  { prefix: 'Lookups', of: 'month', keptSince: ({ retention }) => retention.nothingBefore },
  { prefix: 'Keys', of: 'month', keptSince: (keeping) => ofCommunications(keeping) - pointerSlackMs },
  { prefix: 'Outcomes', of: 'day', keptSince: ({ now }) => now - outcomesKeptDays * dayMs },
  { prefix: 'Audit', of: 'month', keptSince: ({ retention }) => retention.auditNotBefore },
];

/** Parts of an earlier version are those of all categories. */
function ofCategory({ retention }: Keeping, slug?: string): number {
  if (slug === '') return retention.nothingBefore;
  return retention.notBefore(slug === undefined ? undefined : { slug });
}

/** The latest instant of a family: when nothing of it is due, no table has to be looked at. */
export function newestCut(family: TableFamily, keeping: Keeping): number {
  if (family.of !== 'day and category') return family.keptSince(keeping);
  return Math.max(...allCategories.map(({ slug }) => family.keptSince(keeping, slug)), family.keptSince(keeping));
}

export interface TableOfTime {
  readonly family: TableFamily;
  readonly name: string;
  /** `20260304` or `202603`. */
  readonly time: string;
  /** When what it holds begins and ends: ms, the end exclusive. */
  readonly begins: number;
  readonly ends: number;
  /** Of tables of a category: its slug; `''` where the name says none. */
  readonly slug?: string;
}

const forms = { 'day and category': /^(\d{8})([a-z0-9]*)$/, day: /^(\d{8})$/, month: /^(\d{6})$/ } as const;

/** In names of tables, slugs have no hyphens. */
const slugs = new Map(allCategories.map(({ slug }) => [slug.replaceAll('-', ''), slug]));

/** Undefined for a name that is not of the family, or of no day. */
export function tableOfTime(family: TableFamily, name: string): TableOfTime | undefined {
  const [, time = '', short] = forms[family.of].exec(name.slice(family.prefix.length)) ?? [];
  const begins = time.length === 6 ? startOfDay(`${time}01`) : startOfDay(time);
  if (Number.isNaN(begins)) return undefined;
  const ends = time.length === 6 ? Date.UTC(Number(time.slice(0, 4)), Number(time.slice(4)), 1) : begins + dayMs;
  // A category that no row knows any more goes as communications do.
  const slug = short === undefined ? {} : { slug: slugs.get(short) ?? short };
  return { family, name, time, begins, ends, ...slug };
}
