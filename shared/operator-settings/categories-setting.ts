/** The setting `categories`: all that are switched off, as one value; single ones are switched at /categories/{name}. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { allCategories, categoryNamed } from '../categories/index.ts';
import { switchCategory } from '../switches/switch-category.ts';
import { readSwitchedOff } from '../switches/switches.ts';
import type { OperatorSetting } from './operator-setting.ts';

const schema = z.strictObject({
  off: z
    .array(z.string(), { error: 'must be a list of names, such as ["chat"]' })
    .describe('The categories whose records are counted and not kept, by any of their names.'),
});

export const categories: OperatorSetting = {
  help: 'Which categories are switched off: their records are counted and not kept.',
  schema,

  async read(services) {
    const off = [...(await readSwitchedOff(services))].sort();
    return { value: { off }, tag: tagOf(off) };
  },

  async change(services, { value, tag, actor }) {
    const { off: names } = value as z.infer<typeof schema>;
    const issues = names.flatMap((name, index) =>
      categoryNamed(name) ? [] : [{ path: `off[${index}]`, message: `names no category; there are ${known}` }],
    );
    if (issues.length > 0) return { outcome: 'invalid', issues };
    const now = await readSwitchedOff(services);
    if (tag !== '*' && tag !== tagOf([...now].sort())) return { outcome: 'stale' };
    const off = new Set(names.map((name) => categoryNamed(name)));
    const differing = allCategories.filter((category) => now.has(category.slug) !== off.has(category));
    for (const category of differing)
      if ((await switchCategory(services, category, !off.has(category), actor)) === 'conflict')
        return { outcome: 'stale' };
    return { outcome: differing.length > 0 ? 'changed' : 'unchanged' };
  },
};

const known = allCategories.map(({ slug }) => slug).join(', ');

function tagOf(off: readonly string[]): string {
  return createHash('sha256').update(off.join()).digest('hex').slice(0, 16);
}
