/** Whether what is set has been so for a day: until then a mistake can be taken back, and nothing is dropped by it. */
import { allCategories } from '../categories/index.ts';
import { periodOf, type RetentionFacts } from '../retention/retention.ts';
import type { Services } from '../services.ts';
import { transactIn } from '../storage/transact-in.ts';

/** What the last purge saw, and since when it is so. */
const place = { table: 'Counters', partitionKey: 'purge', rowKey: 'policy' } as const;

/** A day, less what a daily timer can be early. */
const settledMs = 86_400_000 - 300_000;

/** Notes what is set where it differs from what was seen before. Throws StorageUnavailable. */
export async function isSettled({ store, clock }: Services, facts: RetentionFacts): Promise<boolean> {
  const now = clock().getTime();
  const { successfulDays, auditDays } = facts.policy;
  const days = [undefined, ...allCategories.map(({ slug }) => slug)].map((slug) => periodOf(facts, slug).days);
  const policy = JSON.stringify([successfulDays, auditDays, ...days]);
  const row = await store.get(place.table, place.partitionKey, place.rowKey);
  if (row?.['policy'] === policy) return now - Number(row['since']) >= settledMs;
  const entity = { partitionKey: place.partitionKey, rowKey: place.rowKey, v: 1, policy, since: now };
  await transactIn(store, place.table, [{ kind: 'upsert', entity }]);
  // What is kept for ever cannot be dropped by mistake.
  return days.every((each) => each === 'never') && successfulDays === undefined && auditDays === undefined;
}
