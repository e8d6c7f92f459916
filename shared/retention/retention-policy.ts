/** How long things are kept, as operators set it: for all, for single categories, and for what else there is. */
import { z } from 'zod';
import { allCategories, categoryNamed } from '../categories/index.ts';
import type { Issue } from '../issue.ts';
import type { Settings } from '../settings.ts';

const mostDays = 36_500;
const asked = `must be "never" or a whole number of days from 1 to ${mostDays}`;

export type Days = number | 'never';

export interface RetentionPolicy {
  readonly days?: Days | undefined;
  readonly purgeAll?: boolean | undefined;
  /** By slug, once it is stored. */
  readonly categories?: Readonly<Record<string, Days | undefined>> | undefined;
  readonly successfulDays?: Days | undefined;
  readonly auditDays?: Days | undefined;
}

const wholeDays = z.int({ error: asked }).min(0, { error: asked }).max(mostDays, { error: asked });

/** `null` and absent: as if it were not set. */
const days = z
  .union([z.literal('never'), wholeDays, z.null()], { error: asked })
  .optional()
  .transform((value) => value ?? undefined);

export const retentionPolicy = z.strictObject({
  days: days.describe('Records and communications: never, or after how many days they go. Without it RETENTION_DAYS.'),
  purgeAll: z.boolean({ error: 'must be true or false' }).optional().describe('Must be true where a number is 0.'),
  categories: z
    .record(z.string(), days, { error: 'must be an object: {"chat": 30}' })
    .optional()
    .describe('Other days for single categories, by any of their names.'),
  successfulDays: days.describe('Other days, fewer, for communications that were successful; their records stay.'),
  auditDays: days.describe('The audit log; never, unless set.'),
});

/** The same, with categories by their slugs; of a policy without mistakes. */
export function withSlugs({ categories, ...policy }: RetentionPolicy): RetentionPolicy {
  if (categories === undefined) return policy;
  const slugs = Object.entries(categories).flatMap(([name, days]) => {
    const category = categoryNamed(name);
    return category && days !== undefined ? [[category.slug, days] as const] : [];
  });
  return { ...policy, categories: Object.fromEntries(slugs) };
}

/** `never` is longer than any number. */
export const longer = (one: Days, other: Days): boolean =>
  one !== other && other !== 'never' && (one === 'never' || one > other);

/** What is wrong with a policy that has the right form, by the paths of its members. */
export function policyMistakes(policy: RetentionPolicy, settings: Pick<Settings, 'RETENTION_DAYS'>): Issue[] {
  const all = policy.days ?? settings.RETENTION_DAYS;
  const issues = zeros(policy);
  for (const [name, days] of Object.entries(policy.categories ?? {})) {
    const path = `categories.${name}`;
    const category = categoryNamed(name);
    if (!category) {
      const known = allCategories.map(({ slug }) => slug).join(', ');
      issues.push({ path, message: `names no category; there are ${known}` });
      continue;
    }
    const twin = Object.keys(policy.categories ?? {}).find(
      (other) => other < name && categoryNamed(other) === category,
    );
    if (twin !== undefined) issues.push({ path, message: `is the category that ${twin} names too; give it once` });
    // Whoever sees them then could not say what they belong to.
    if (isDetail(category.slug) && days !== undefined && longer(days, all))
      issues.push({ path, message: `is longer than the communications of which it is a detail are kept (${all})` });
  }
  if (policy.successfulDays !== undefined && longer(policy.successfulDays, all))
    issues.push({ path: 'successfulDays', message: `is longer than days (${all}); it can only be shorter` });
  return issues;
}

function zeros(policy: RetentionPolicy): Issue[] {
  if (policy.purgeAll) return [];
  const { days, successfulDays, auditDays, categories = {} } = policy;
  const single = Object.entries(categories).map(([name, value]) => [`categories.${name}`, value] as const);
  return Object.entries({ days, successfulDays, auditDays, ...Object.fromEntries(single) })
    .filter(([, value]) => value === 0)
    .map(([path]) => ({
      path,
      message:
        '0 would delete everything at once; set "never" to keep it, or give "purgeAll": true as well if you mean it',
    }));
}

function isDetail(slug: string): boolean {
  const part = categoryNamed(slug)?.part;
  return part !== undefined && part !== 'none' && 'detailOf' in part;
}
