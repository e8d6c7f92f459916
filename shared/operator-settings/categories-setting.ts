/** The setting `categories`: all that are switched off, as one value; single ones are switched at /categories/{name}. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { allCategories, categoryNamed } from '../categories/index.ts';
import { changeKept, neverChanged } from '../kept-settings/change-kept.ts';
import { readKeptSettings } from '../kept-settings/kept-settings.ts';
import type { Services } from '../services.ts';
import { everyRow } from '../storage/table-store.ts';
import { switchCategory } from '../switches/switch-category.ts';
import { switchesPlace } from '../switches/switches.ts';
import type { OperatorSetting } from './operator-setting.ts';

const schema = z.strictObject({
  off: z
    .array(z.string({ error: 'must be a text: the name of a category' }), {
      error: 'must be a list of names, such as ["chat"]',
    })
    .describe('The categories whose records are counted and not kept, by any of their names.'),
});

/** The kept setting that whoever switches several writes first: of those who read the same, one can. */
const lock = 'categories';

export const categories: OperatorSetting = {
  help: 'Which categories are switched off: their records are counted and not kept.',
  schema,

  async read(services) {
    const { off, tag } = await standing(services);
    return { value: { off }, tag };
  },

  async change(services, { value, tag, actor }) {
    const { off: names } = value as z.infer<typeof schema>;
    const issues = names.flatMap((name, index) =>
      categoryNamed(name) ? [] : [{ path: `off[${index}]`, message: `names no category; there are ${known}` }],
    );
    if (issues.length > 0) return { outcome: 'invalid', issues };
    const now = await standing(services);
    if (tag !== '*' && tag !== now.tag) return { outcome: 'stale' };
    const off = [...new Set(names.flatMap((name) => categoryNamed(name)?.slug ?? []))].sort();
    const differing = allCategories.filter(({ slug }) => now.off.includes(slug) !== off.includes(slug));
    if (differing.length === 0) return { outcome: 'unchanged' };
    const locked = await changeKept(services, {
      // What it follows makes it another value each time, also where the same are switched off again.
      ...{ name: lock, value: { off, follows: now.tag }, tag: tag === '*' ? tag : now.lock },
      ...{ actor, operation: 'put-setting' },
    });
    if (locked.outcome === 'stale') return { outcome: 'stale' };
    for (const category of differing)
      if ((await switchCategory(services, category, !off.includes(category.slug), actor)) === 'conflict')
        return { outcome: 'stale' };
    // Whoever read it after the lock and before the switches may have switched others meanwhile.
    const end = await standing(services);
    const isOwn = end.lock === locked.kept.change && end.off.join() === off.join();
    return { outcome: isOwn ? 'changed' : 'stale' };
  },
};

const known = allCategories.map(({ slug }) => slug).join(', ');

interface Standing {
  /** Slugs, sorted. */
  readonly off: readonly string[];
  /** The last change of several at once. */
  readonly lock: string;
  /** Another one after every change, of several or of a single one. */
  readonly tag: string;
}

/** As the store has it. Throws StorageUnavailable. */
async function standing(services: Services): Promise<Standing> {
  const query = { partition: switchesPlace.partition, select: ['enabled', 'change'] };
  const [kept, switches] = await Promise.all([
    readKeptSettings(services),
    Array.fromAsync(everyRow(services.store, switchesPlace.table, query)),
  ]);
  const change = kept.get(lock)?.change ?? neverChanged;
  const all = switches.map((row) => `${row.rowKey}=${row['change']}`).sort();
  return {
    off: switches
      .filter(({ enabled }) => enabled === false)
      .map(({ rowKey }) => rowKey)
      .sort(),
    lock: change,
    tag: createHash('sha256')
      .update([change, ...all].join())
      .digest('hex')
      .slice(0, 16),
  };
}
