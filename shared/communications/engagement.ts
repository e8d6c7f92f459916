/** Opens and clicks, however many roads told of each. */
import { lookupForm } from '../storage/lookup-form.ts';
import type { Engagement } from './communication.ts';
import type { Telling } from './telling.ts';

/** Undefined where nobody did anything. */
export function engagementOf(tellings: readonly Telling[]): Engagement | undefined {
  const told = tellings.filter(({ told: { engagement } }) => engagement !== undefined);
  const times = told.map(({ at }) => at ?? '').sort();
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  // A click is told by the log and, where it is subscribed to, by an event: the road that counts more has them all.
  const counts = { view: 0, click: 0, other: 0 };
  const recipients = new Set<string>();
  for (const group of Map.groupBy(told, whatOf).values()) {
    const roads = Map.groupBy(group, ({ record }) => record.category.kind);
    const type = group[0]?.told.engagement?.type.toLowerCase() ?? '';
    counts[type === 'view' || type === 'click' ? type : 'other'] += Math.max(
      ...[...roads.values()].map(({ length }) => length),
    );
    const recipient = group[0]?.told.engagement?.recipient;
    if (recipient !== undefined) recipients.add(lookupForm(recipient));
  }
  const { view: opens, click: clicks, other } = counts;
  return { opens, clicks, other, recipients: recipients.size, first, last };
}

function whatOf({ told: { engagement } }: Telling): string {
  const { type = '', recipient = '', context = '' } = engagement ?? {};
  return JSON.stringify([type.toLowerCase(), lookupForm(recipient), context]);
}
