/** The setting `retention`: how long things are kept, what follows from it, and where each value comes from. */
import { allCategories } from '../categories/index.ts';
import { changeKept, neverChanged } from '../kept-settings/change-kept.ts';
import { readKeptSettings } from '../kept-settings/kept-settings.ts';
import { outcomesKeptDays } from '../outcomes/kept-days.ts';
import { type Period, periodOf, type RetentionFacts, retentionAt } from '../retention/retention.ts';
import { retentionFacts, retentionSetting } from '../retention/retention-of.ts';
import { policyMistakes, type RetentionPolicy, retentionPolicy, withSlugs } from '../retention/retention-policy.ts';
import { runsKeptDays } from '../runs/forget-old-runs.ts';
import type { OperatorSetting } from './operator-setting.ts';

export const retention: OperatorSetting = {
  help: 'How long records, communications and the audit log are kept: never dropped, or dropped after so many days.',
  schema: retentionPolicy,

  async read(services) {
    const kept = await readKeptSettings(services);
    const { value = {}, change = neverChanged, at, by } = kept.get(retentionSetting) ?? {};
    const changed = at === undefined || by === undefined ? undefined : { at, by };
    return { value, tag: change, changed, effective: effectiveOf(retentionFacts(services, kept), services.clock()) };
  },

  async change(services, { value, tag, actor }) {
    const policy = value as RetentionPolicy;
    const issues = policyMistakes(policy, services.settings);
    if (issues.length > 0) return { outcome: 'invalid', issues };
    const request = { name: retentionSetting, value: withSlugs(policy), tag, actor, operation: 'put-setting' };
    const { outcome } = await changeKept(services, request);
    return { outcome };
  },
};

function effectiveOf(facts: RetentionFacts, now: Date) {
  const at = retentionAt(facts, now.getTime());
  const { policy, purgedBefore } = facts;
  const set = (days: RetentionPolicy['auditDays']): Period =>
    days === undefined ? { days: 'never', from: 'built-in' } : { days, from: 'settings/retention' };
  const same: Period = periodOf(facts);
  return {
    communications: { ...same, notBefore: instantOf(at.notBefore()) },
    successful: {
      ...(policy.successfulDays === undefined ? same : set(policy.successfulDays)),
      notBefore: instantOf(at.successfulNotBefore),
    },
    records: allCategories.map((category) => ({
      category: category.slug,
      ...periodOf(facts, category.slug),
      notBefore: instantOf(at.notBefore(category)),
    })),
    audit: { ...set(policy.auditDays), notBefore: instantOf(at.auditNotBefore) },
    rejected: { days: outcomesKeptDays, from: 'built-in' },
    runs: { days: runsKeptDays, from: 'built-in' },
    ...(Number.isFinite(purgedBefore) ? { purgedBefore: instantOf(purgedBefore) } : {}),
  };
}

function instantOf(time: number): string | null {
  return Number.isFinite(time) ? new Date(time).toISOString() : null;
}
