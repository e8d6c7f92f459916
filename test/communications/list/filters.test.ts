import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Communication } from '../../../shared/communications/communication.ts';
import { countCommunications } from '../../../shared/communications/list/count-communications.ts';
import { shortPages } from '../../query/counting-store.ts';
import { readingFrom } from '../../query/records.ts';
import {
  allPages,
  communicationAt,
  idsIn,
  issuesOf,
  newestFirst,
  pageOf,
  requestOf,
  storeOf,
} from './communications.ts';

const start = Date.parse('2026-03-04T22:00:00Z');
const hour = 3_600_000;

const oneOf = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const anyCommunication = fc.record({
  hours: fc.integer({ min: 0, max: 60 }),
  kind: oneOf('call', 'email', 'sms', 'chat', 'operation'),
  state: oneOf('Processing', 'Successful', 'Warning', 'Failed', 'Stale'),
  direction: oneOf('inbound', 'outbound', undefined),
  account: oneOf('example.org', '+18335550142', undefined),
  priority: oneOf('Debug', 'Info', 'Warn', 'Error'),
  number: oneOf('+18335550142', '+18335550143', undefined),
  tags: fc.subarray(['Sales', 'night', '50%']),
  statuses: fc.subarray(['bounced', 'delivered', 'queued']),
  categories: fc.subarray(['sms', 'call-summary'], { minLength: 1 }),
  seconds: oneOf(undefined, 9, 10, 100),
});
type Facts = typeof anyCommunication extends fc.Arbitrary<infer T> ? T : never;

function made(all: readonly Facts[]): Communication[] {
  return all.map(({ hours, number, statuses, ...facts }, index) => {
    const [last, ...others] = statuses;
    const delivery = last && {
      status: last,
      text: last,
      last: [last],
      ever: [last, ...others],
      recipients: [],
      pending: 0,
    };
    const told = Object.fromEntries(Object.entries({ ...facts, delivery }).filter(([, value]) => value !== undefined));
    return communicationAt(start + hours * hour, {
      ...{
        name: index,
        parties: number === undefined ? [] : [{ value: number, type: 'phone', role: 'to', name: 'Ann_B' }],
      },
      ...told,
    });
  });
}

/** A filter as it is asked, and what it means. */
const filters: readonly (readonly [string, (one: Communication) => boolean])[] = [
  ['', () => true],
  ['kind=sms,CALL', ({ kind }) => kind === 'sms' || kind === 'call'],
  ['state=failed,Warning', ({ state }) => state === 'Failed' || state === 'Warning'],
  ['call_direction=inbound', ({ direction }) => direction === 'inbound'],
  ['account=EXAMPLE.org', ({ account }) => account === 'example.org'],
  ['priority=warn', ({ priority }) => priority === 'Warn' || priority === 'Error'],
  ['number=1 (833) 555-0142', ({ parties }) => parties.some(({ value }) => value === '+18335550142')],
  ['number=0018335550142', ({ parties }) => parties.some(({ value }) => value === '+18335550142')],
  ['number=*0143', ({ parties }) => parties.some(({ value }) => value === '+18335550143')],
  ['number=%2B1833*', ({ parties }) => parties.length > 0],
  ['tag=sales,Night', ({ tags }) => tags.includes('Sales') && tags.includes('night')],
  ['status=Bounced', ({ delivery }) => delivery?.last[0] === 'bounced'],
  ['everStatus=queued', ({ delivery }) => delivery?.ever.includes('queued') ?? false],
  ['category=SMSOperational', ({ categories }) => categories.includes('sms')],
  ['search=nn_b', ({ parties }) => parties.length > 0],
  ['search=50%25', ({ tags }) => tags.includes('50%')],
  ['search=n*b', () => false],
  ['from=2026-03-05T03:00:00Z', (one) => Date.parse(one.start) >= start + 5 * hour],
  ['until=2026-03-06', (one) => one.start < '2026-03-06'],
];
const anyFilter = fc
  .uniqueArray(fc.constantFrom(...filters), { maxLength: 3, selector: ([text]) => text.split('=')[0] })
  .map((chosen) => ({
    search: chosen.map(([text]) => text).join('&'),
    keep: (one: Communication) => chosen.every(([, means]) => means(one)),
  }));
const anyStore = fc.array(anyCommunication, { maxLength: 40 });

describe('a list of communications', () => {
  it('has what a naive filter leaves of all, newest first, whatever the size of its pages', async () => {
    await fc.assert(
      fc.asyncProperty(anyStore, anyFilter, fc.integer({ min: 1, max: 12 }), async (facts, { search, keep }, limit) => {
        const all = made(facts);
        const reading = readingFrom(shortPages(await storeOf(all)));
        const expected = newestFirst(all.filter(keep));
        expect(await allPages(reading, `${search}&limit=${limit}`), search).toEqual(expected);
        expect(idsIn(await pageOf(reading, `${search}&limit=1000`))).toEqual(expected);
        // What storage sieves may only save work.
        const { store } = reading;
        const query: typeof store.query = (table, { filter: _, ...rest }) => store.query(table, rest);
        expect(idsIn(await pageOf({ ...reading, store: { ...store, query } }, `${search}&limit=1000`))).toEqual(
          expected,
        );
      }),
      { numRuns: 150 },
    );
  });

  it('is sorted by any column, both ways: numbers as numbers, nothing first when ascending, ties by id', async () => {
    const value = { seconds: (one: Communication) => one.seconds ?? -1, state: (one: Communication) => one.state };
    await fc.assert(
      fc.asyncProperty(
        anyStore,
        anyFilter,
        oneOf('seconds' as const, 'state' as const),
        fc.boolean(),
        fc.integer({ min: 1, max: 12 }),
        async (facts, { search, keep }, column, descending, limit) => {
          const all = made(facts);
          const expected = all.filter(keep).toSorted((a, b) => {
            const [x, y] = descending ? [value[column](b), value[column](a)] : [value[column](a), value[column](b)];
            return x < y ? -1 : x > y ? 1 : a.id < b.id ? -1 : 1;
          });
          const order = `order=${descending ? '-' : ''}${column}`;
          const ids = await allPages(readingFrom(await storeOf(all)), `${search}&${order}&limit=${limit}`);
          expect(ids).toEqual(expected.map(({ id }) => id));
        },
      ),
      { numRuns: 80 },
    );
  });

  it('counts what it lists, and by state what it would list of each', async () => {
    await fc.assert(
      fc.asyncProperty(anyStore, anyFilter, async (facts, { search, keep }) => {
        const all = made(facts);
        const { query } = requestOf(search);
        const counts = await countCommunications(readingFrom(await storeOf(all)), query, () => false);
        expect(counts.filtered, search).toBe(all.filter(keep).length);
        const start = (one: Communication) => Date.parse(one.start);
        const visible = all.filter(
          (one) => start(one) >= query.from && start(one) < query.until && query.kinds.includes(one.kind),
        );
        expect(counts.total).toBe(visible.length);
        expect(counts.totalIsLowerBound).toBeUndefined();
        for (const [state, count] of Object.entries(counts.states ?? {})) {
          const without = requestOf(search.replace(/state=[^&]*&?/, '')).query;
          expect(count).toBe(visible.filter((one) => one.state === state && without.matches(one)).length);
        }
      }),
      { numRuns: 80 },
    );
  });
});

describe('a query string', () => {
  it('gets every mistake named in one answer, with the choices and what may have been meant', () => {
    const issues = issuesOf(
      'kinds=call&state=Faild&limit=0&number=12ab&address=nobody&category=smz&priority=high&order=-strt&from=2026-03-02&until=2026-03-01&tz=Mars&cursor=zz&colour=red',
    );
    expect(Object.keys(issues).toSorted()).toEqual(
      [
        'address',
        'category',
        'colour',
        'cursor',
        'from',
        'kinds',
        'limit',
        'number',
        'order',
        'priority',
        'state',
        'tz',
      ].toSorted(),
    );
    expect(issues['kinds']).toContain('did you mean kind?');
    expect(issues['state']).toMatch(/Processing, Successful, Warning, Failed or Stale; did you mean Failed\?/);
    expect(issues['order']).toContain('did you mean -start?');
    expect(issues['category']).toContain('did you mean sms?');
    expect(issues['colour']).toContain('everStatus');
  });

  it('takes a number with bad syntax for a mistake, and one that nobody has for an empty list', async () => {
    for (const wrong of ['number=', 'number=*', 'number=1*8', 'number=ann'])
      expect(issuesOf(wrong)).toHaveProperty('number');
    const reading = readingFrom(await storeOf([communicationAt(start)]));
    expect((await pageOf(reading, 'number=%2B4930901820')).items).toEqual([]);
  });

  it('finds a message by a recipient of whom only its delivery tells', async () => {
    const recipients = [{ recipient: 'Ruth@example.com', status: 'Bounced', at: '' }];
    const delivery = {
      status: 'Bounced',
      text: 'Bounced',
      last: ['bounced'],
      ever: ['bounced'],
      pending: 0,
      recipients,
    };
    const reading = readingFrom(await storeOf([communicationAt(start, { kind: 'email', delivery })]));
    expect((await pageOf(reading, 'address=mailto:ruth@EXAMPLE.com')).items).toHaveLength(1);
    expect((await pageOf(reading, 'address=ruth@example.org')).items).toHaveLength(0);
  });

  it('takes a range to the letter, finer than the milliseconds of starts', async () => {
    const reading = readingFrom(await storeOf([0, 1, 2].map((ms) => communicationAt(start + ms, { seconds: ms }))));
    const found = async (search: string) =>
      (await pageOf(reading, search)).items.map(({ communication }) => communication.seconds);
    expect(await found('from=2026-03-04T22:00:00.0005Z')).toEqual([2, 1]);
    expect(await found('from=2026-03-04T22:00:00.001Z&until=2026-03-04T22:00:00.002Z')).toEqual([1]);
    expect(await found('until=2026-03-04T22:00:00.0011Z')).toEqual([1, 0]);
  });

  it('finds a message by the last status of any recipient, and by one that it had before', async () => {
    const delivery = { status: 'bounced', text: '1 bounced, 2 delivered', pending: 0, recipients: [] };
    const mixed = { ...delivery, last: ['bounced', 'delivered'], ever: ['bounced', 'deferred', 'delivered'] };
    const reading = readingFrom(await storeOf([communicationAt(start, { kind: 'email', delivery: mixed })]));
    const found = async (search: string) => (await pageOf(reading, search)).items.length;
    expect(await found('status=bounced')).toBe(1);
    expect(await found('status=deferred')).toBe(0);
    expect(await found('everStatus=DEFERRED')).toBe(1);
    expect(await found('everStatus=delivered')).toBe(1);
  });
});
