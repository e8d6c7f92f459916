/** From how long things are kept to the instants before which they are neither taken nor shown. */
import type { Category } from '../categories/define.ts';
import { allCategories } from '../categories/index.ts';
import type { Settings } from '../settings.ts';
import type { Days, RetentionPolicy } from './retention-policy.ts';

/** Where a value comes from: what operators set, the app setting, or what holds when nothing is set. */
export type From = 'settings/retention' | 'RETENTION_DAYS' | 'built-in';

export interface Period {
  readonly days: Days;
  readonly from: From;
}

/** Instants in ms; -Infinity: everything is kept. */
export interface Retention {
  /** Records of the category before it are past their retention; without a category, communications that started before it. */
  notBefore(category?: Pick<Category, 'slug'>): number;
  /** Communications that were successful and started before it are not shown. */
  readonly successfulNotBefore: number;
  readonly auditNotBefore: number;
  /** Before it there is nothing of any kind but audit rows. */
  readonly nothingBefore: number;
}

export interface RetentionFacts {
  readonly policy: RetentionPolicy;
  readonly settings: Pick<Settings, 'RETENTION_DAYS'>;
  /** Everything before this instant (ms) was purged by hand. */
  readonly purgedBefore: number;
}

const dayMs = 86_400_000;

/** How long the records of a category are kept; without one, communications. */
export function periodOf({ policy, settings }: Omit<RetentionFacts, 'purgedBefore'>, slug?: string): Period {
  const own = slug === undefined ? undefined : policy.categories?.[slug];
  const set = own ?? policy.days;
  if (set !== undefined) return { days: set, from: 'settings/retention' };
  const days = settings.RETENTION_DAYS;
  return { days, from: days === 'never' ? 'built-in' : 'RETENTION_DAYS' };
}

/** `now` in ms. What is exactly as old as the days say is kept still. */
export function retentionAt(facts: RetentionFacts, now: number): Retention {
  const { policy, purgedBefore } = facts;
  const cutOff = (days: Days | undefined) =>
    days === undefined || days === 'never' ? Number.NEGATIVE_INFINITY : now - days * dayMs;
  const all = Math.max(cutOff(periodOf(facts).days), purgedBefore);
  const single = new Map(
    Object.keys(policy.categories ?? {}).map((slug) => [
      slug,
      Math.max(cutOff(periodOf(facts, slug).days), purgedBefore),
    ]),
  );
  const notBefore: Retention['notBefore'] = (category) => (category && single.get(category.slug)) ?? all;
  return {
    notBefore,
    successfulNotBefore: Math.max(cutOff(policy.successfulDays), all),
    auditNotBefore: cutOff(policy.auditDays),
    nothingBefore: Math.min(all, ...allCategories.map(notBefore)),
  };
}
