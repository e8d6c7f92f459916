/** Where is this number, person, address, id: asked in every form in which people hold it. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  ask,
  type Commlog,
  commlogCommand,
  type Item,
  type Page,
  pagesOf,
  push,
  remove,
  startCommlog,
  temporaryFolder,
} from './commlog.ts';
import { correlationOf, type Event, events, ownNumbers, recipients, users } from './events.ts';
import { stores } from './stores.ts';

const [number] = ownNumbers;
const [user] = users as [string, ...string[]];
const [recipient] = recipients;
const carries = (value: string) => (event: Event) => Object.values(event.delivered.properties).includes(value);

/** What people look for, in the forms in which they have it, and which of the events carry it. */
const wanted: readonly (readonly [what: string, forms: readonly string[], isCarriedBy: (event: Event) => boolean])[] = [
  [
    'a telephone number',
    [
      number,
      '14255550163',
      '0014255550163',
      '+1 (425) 555-0163',
      '+1 425.555.0163',
      'tel:+14255550163',
      '4:+14255550163',
      ` ${number} `,
    ],
    carries(number),
  ],
  ['a caller’s number', ['+14255550171', '4:+14255550171'], carries('4:+14255550171')],
  ['an identity', [user, user.slice('8:'.length), user.slice('8:acs:'.length), user.toUpperCase()], carries(user)],
  [
    'an e-mail address',
    [recipient, recipient.toLowerCase(), `Ana Ruiz <${recipient}>`, `mailto:${recipient}`, `<${recipient}>`],
    carries(recipient),
  ],
  ['the id of a mail', ['<fern-8@fern.example>', 'fern-8@fern.example'], carries('<fern-8@fern.example>')],
  ['the id of a message', ['Outgoing_fern9_noam', 'outgoing_fern9_NOAM'], carries('Outgoing_fern9_noam')],
  ['the id of a thread', ['19:fern-9@thread.v2'], carries('19:fern-9@thread.v2')],
  ['a correlation', ['fern-usage-11'], (event) => correlationOf(event) === 'fern-usage-11'],
  ['an address of the network', ['192.0.2.44'], ({ delivered }) => 'callerIpAddress' in delivered],
];
const forms = wanted.flatMap(([what, forms, isCarriedBy]) => forms.map((form) => ({ what, form, isCarriedBy })));

describe.each(stores)('finding in $store', ({ flags }) => {
  let commlog: Commlog;
  /** The correlation of each record, by its id. */
  const correlations = new Map<string, string>();

  beforeAll(async () => {
    commlog = await startCommlog(temporaryFolder(), flags);
    await push(
      commlog,
      events.map(({ delivered }) => delivered),
    );
    const items = (await pagesOf(commlog, '/api/records?limit=1000')).flatMap((page) => page.items);
    for (const { id, CorrelationId } of items) correlations.set(id, CorrelationId);
  });
  afterAll(() => remove(commlog));

  test.each(forms)('$what as "$form" gives all that carries it, newest first', async ({ form, isCarriedBy }) => {
    const items = (await pagesOf(commlog, `/api/find?limit=40&value=${encodeURIComponent(form)}`)).flatMap(
      (page) => page.items,
    );
    const found = items.map(({ id }) => correlations.get(id));
    const carriers = events.filter(isCarriedBy).map(correlationOf);
    expect(carriers).not.toEqual([]);
    expect(found.toSorted()).toEqual(carriers.sort());
    const times = items.map((item) => item.TimeGenerated.slice(0, 23));
    expect(times).toEqual(times.toSorted().reverse());
  });

  test('names the columns that carry the value, and each record can be read', async () => {
    const { items } = await ask<Page>(commlog, '/api/find?value=fern-usage-11');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ category: 'Usage', OperationName: 'CallParticipant', columns: ['CorrelationId'] });
    expect(await ask(commlog, `/api/records/${items[0]?.id}`)).toMatchObject({
      CorrelationId: 'fern-usage-11',
      Quantity: 11.25,
    });
  });

  test('keeps to the range', async () => {
    const { items } = await ask<Page>(
      commlog,
      `/api/find?value=${encodeURIComponent(number)}&from=2026-02-27&limit=1000`,
    );
    const expected = events.filter((event) => carries(number)(event) && event.delivered.time >= '2026-02-27');
    expect(items.map(({ id }) => correlations.get(id)).sort()).toEqual(expected.map(correlationOf).sort());
  });

  test('says where it looked, and what is never logged, when there is nothing', async () => {
    const { items, next, searched, hints } = await ask<Item>(commlog, '/api/find?value=%2B15005550006');
    expect({ items, next }).toEqual({ items: [], next: null });
    expect(searched.categories).toContain('sms');
    expect(searched.off).toEqual([]);
    expect(searched.from <= '2026-02-26').toBe(true);
    expect(hints).toContainEqual({
      category: 'sms',
      hint: expect.stringContaining('never the number of the other party'),
    });
  });

  test('works from the command line, and says so when nothing is found', async () => {
    const found = await commlogCommand(commlog, 'find', '(425) 555-0163 ', '--limit', '5');
    expect(found).toMatchObject({ status: 0, error: '' });
    const known = await commlogCommand(commlog, 'find', '+1 425 555 0163', '--limit', '5');
    expect(known.out).toContain('CallParticipant');
    expect(known.out).toContain('There are more');
    expect(found.out).toContain('Nothing carries');
  });
});
