/** What became of a message for each of its recipients, and in all: worst first, with counts. */
import type { DeliveryTold } from '../categories/part.ts';
import { compareValues } from '../query/sort-key.ts';
import { lookupForm } from '../storage/lookup-form.ts';
import type { Delivery, RecipientDelivery } from './communication.ts';
import { defined } from './parties.ts';
import { shortInstant } from './short-instant.ts';
import type { Telling } from './telling.ts';

/** How a status ends a delivery. Values that are not known are shown as they are, and taken for a failure. */
export type Ending = 'delivered' | 'failed' | 'pending' | 'neutral';

/** Known statuses, the worst first. The list is open. */
const endings: Readonly<Record<string, Ending>> = {
  failed: 'failed',
  dropped: 'failed',
  preprocessingfailed: 'failed',
  bounced: 'failed',
  blocked: 'failed',
  suppressed: 'failed',
  quarantined: 'failed',
  filteredspam: 'failed',
  unknown: 'pending',
  queued: 'pending',
  accepted: 'pending',
  outfordelivery: 'pending',
  sent: 'pending',
  // A list was expanded: neither success nor failure of a person.
  expanded: 'neutral',
  delivered: 'delivered',
  read: 'delivered',
};
const order = Object.keys(endings);

export function endingOf(status: string): Ending {
  return (Object.hasOwn(endings, status.toLowerCase()) && endings[status.toLowerCase()]) || 'failed';
}

/** A status of which nothing is known stands between the failures and what is pending. */
function severity(status: string): number {
  const place = order.indexOf(status.toLowerCase());
  return place === -1 ? order.indexOf('unknown') - 0.5 : place;
}

/** Recipients that are listed one by one. */
const mostListed = 400;

/** Undefined where no record tells of delivery. `expected`: recipients that there should be. */
export function deliveryOf(tellings: readonly Telling[], expected: number | undefined): Delivery | undefined {
  const told = tellings.flatMap(({ told: { delivery } }) => (delivery ? [delivery] : []));
  if (told.length === 0) return undefined;
  const copies = Map.groupBy(told, ({ recipient }) => (recipient === undefined ? '' : lookupForm(recipient)));
  const message = copies.get('');
  copies.delete('');
  const recipients = [...copies.values()].map(lastOf).sort(byRecipient);
  const ofMessage = message && lastOf(message);
  // Where copies tell of themselves, the message only counts when all of it failed.
  const unheard = Math.max(0, (expected ?? 0) - recipients.length);
  const isDropped = ofMessage !== undefined && endingOf(ofMessage.status) === 'failed';
  // Where copies tell of themselves, a message that failed is what became of the others.
  const all =
    ofMessage && (recipients.length === 0 || (isDropped && unheard > 0)) ? [...recipients, ofMessage] : recipients;
  const open = all.filter(({ status }) => endingOf(status) === 'pending');
  const silent = recipients.length === 0 || isDropped ? 0 : unheard;
  // Those of whom nothing was heard are counted, never listed: a sender can name any number.
  const groups = Map.groupBy(all, ({ status }) => status.toLowerCase());
  const numbers = new Map([...groups].map(([status, group]) => [status, group.length]));
  if (isDropped && recipients.length > 0 && unheard > 1) numbers.set(ofMessage.status.toLowerCase(), unheard);
  if (silent > 0) numbers.set('pending', (numbers.get('pending') ?? 0) + silent);
  const counts = [...numbers].sort(([a], [b]) => severity(a) - severity(b) || compareValues(a, b));
  const [worst] = [...all.map(({ status }) => status), ...(silent > 0 ? ['Pending'] : [])].toSorted(
    (a, b) => severity(a) - severity(b) || compareValues(a, b),
  );
  return defined({
    status: worst ?? '',
    text: counts
      .map(([status, number]) => (counts.length === 1 && number === 1 ? status : `${number} ${status}`))
      .join(', '),
    last: counts.map(([status]) => status),
    ever: [...new Set(told.map(({ status }) => status.toLowerCase()))].sort(),
    recipients: all.slice(0, mostListed),
    expected,
    pending: open.length + silent,
  }) as Delivery;
}

/** The last that was said; of one moment, what is further on the way. */
function lastOf(told: readonly DeliveryTold[]): RecipientDelivery {
  const [last] = told.toSorted(
    (a, b) =>
      compareValues(instant(b), instant(a)) ||
      rank(b.status) - rank(a.status) ||
      compareValues(a.status, b.status) ||
      // By two roads, the one that says why.
      (b.reason ?? '').length - (a.reason ?? '').length ||
      compareValues(JSON.stringify(a), JSON.stringify(b)),
  );
  const { recipient, status, code, reason, hardBounce } = last as DeliveryTold;
  const same = told.filter((one) => one.status.toLowerCase() === status.toLowerCase());
  const why = { code: code ?? least(same, 'code'), reason: reason ?? least(same, 'reason') };
  const at = instant(last as DeliveryTold);
  return defined({ recipient, status, at, ...why, hardBounce: hardBounce ? true : undefined }) as RecipientDelivery;
}

function least(told: readonly DeliveryTold[], name: 'code' | 'reason'): string | undefined {
  return told
    .map((one) => one[name])
    .filter((value) => value !== undefined)
    .sort(compareValues)[0];
}

/** Roads carry three or seven digits of one instant. */
function instant({ at = '' }: DeliveryTold): string {
  return shortInstant(at);
}

function rank(status: string): number {
  return { pending: 0, neutral: 1, failed: 2, delivered: 3 }[endingOf(status)];
}

function byRecipient(a: RecipientDelivery, b: RecipientDelivery): number {
  return severity(a.status) - severity(b.status) || compareValues(a.recipient ?? '', b.recipient ?? '');
}
