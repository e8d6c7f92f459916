/** How long things are kept, in words. */
import { keptSettings } from '../../kept-settings/kept-settings.ts';
import { periodOf } from '../../retention/retention.ts';
import { retentionFacts } from '../../retention/retention-of.ts';
import { defineCheck } from '../check.ts';

export const retention = defineCheck({
  title: 'Retention',
  faults: {},
  async examine({ services }) {
    const facts = retentionFacts(services, await keptSettings(services));
    const { days, from } = periodOf(facts);
    const others = Object.keys(facts.policy.categories ?? {}).length;
    const single =
      others === 0 ? '' : ` ${others === 1 ? 'One category has' : `${others} categories have`} other days.`;
    const all = days === 'never' ? 'Records are kept for ever' : `Records are kept for ${days} days`;
    return { finding: `${all} (${from === 'built-in' ? 'nothing is set' : `set by ${from}`}).${single}` };
  },
});
