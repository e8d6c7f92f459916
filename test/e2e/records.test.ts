/** Lists of records as people ask for them: filters, ranges, search, counts, order. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type Commlog, type Page, pagesOf, push, remove, startCommlog, temporaryFolder } from './commlog.ts';
import { correlationOf, type Event, events, hours, resource } from './events.ts';
import { stores } from './stores.ts';

type Fields = Readonly<Record<string, unknown>>;
const fieldOf = ({ delivered }: Event, name: string): unknown =>
  (delivered.properties as Fields)[name] ?? delivered[name];
/** Commlog writes no zeros at the end of a fraction, beyond milliseconds. */
const timeOf = ({ delivered }: Event): string => delivered.time.replace(/(?<=\.\d{3}\d*?)0+Z$/, 'Z');
const inTime = (a: string, b: string): number => (a.replace('Z', '') < b.replace('Z', '') ? -1 : 1);

/** What is asked, and which of the events must be answered. */
const questions: readonly (readonly [query: string, wanted: (event: Event) => boolean])[] = [
  ['category=sms', ({ kind }) => kind === 'sms'],
  ['category=SMSOperational&category=ACSChatIncomingOperations', ({ kind }) => kind === 'sms' || kind === 'chat'],
  ['category=sms,usage', ({ kind }) => kind === 'sms' || kind === 'usage'],
  ['ResultType=failed', (event) => fieldOf(event, 'resultType') === 'Failed'],
  [
    'resulttype=Failed&DurationMs.gte=1000',
    (event) => fieldOf(event, 'resultType') === 'Failed' && Number(fieldOf(event, 'durationMs')) >= 1000,
  ],
  ['DurationMs.lt=100&category=auth', (event) => event.kind === 'auth' && Number(fieldOf(event, 'durationMs')) < 100],
  ['category=sms&DeliveryAttempts.ne=0', (event) => event.kind === 'sms' && fieldOf(event, 'deliveryAttempts') !== 0],
  ['category=sms&DeliveryAttempts.in=1,2', (event) => event.kind === 'sms' && fieldOf(event, 'deliveryAttempts') !== 0],
  ['DeliveryStatus=bounced', (event) => fieldOf(event, 'DeliveryStatus') === 'Bounced'],
  [
    'category=email-status&FailureReason.exists=false',
    (event) => event.kind === 'email-status' && fieldOf(event, 'FailureReason') === undefined,
  ],
  ['MessageId.startsWith=Outgoing_fern1', (event) => String(fieldOf(event, 'messageId')).startsWith('Outgoing_fern1')],
  [
    'UserId=8:acs:5c7f0d1a-00aa-4bbb-8ccc-00000000fe12_0000002a-1f2e-3d4c-5b6a-70819203a0b4',
    (event) => String(fieldOf(event, 'userId')).endsWith('a0b4'),
  ],
  [`from=${hours[1]}:00:00Z&until=${hours[2]}:00:00Z`, ({ hour }) => hour === hours[1]],
  ['from=2026-02-27', (event) => timeOf(event) >= '2026-02-27'],
  ['until=2026-02-27&category=chat', (event) => event.kind === 'chat' && timeOf(event) < '2026-02-27'],
  [`resource=${encodeURIComponent(resource)}`, () => true],
  ['resource=fern&category=usage', ({ kind }) => kind === 'usage'],
  ['resource=other', () => false],
  ['search=50%25_OFF*', (event) => fieldOf(event, 'country') === '50%_off*'],
  ['search=mailbox%20full', (event) => fieldOf(event, 'FailureReason') !== undefined],
  ['search=no such text', () => false],
  ['Quantity.gt=57', (event) => Number(fieldOf(event, 'quantity')) > 57],
  [
    'CallStartTime.gte=2026-02-26T21:58:00Z',
    (event) => String(fieldOf(event, 'callStartTime') ?? '') >= '2026-02-26T21:58',
  ],
];

describe.each(stores)('records in $store', ({ flags }) => {
  let commlog: Commlog;

  beforeAll(async () => {
    commlog = await startCommlog(temporaryFolder(), flags);
    expect(
      await push(
        commlog,
        events.map(({ delivered }) => delivered),
      ),
    ).toMatchObject({ stored: events.length });
  });
  afterAll(() => remove(commlog));

  test.each(questions)('for %s are exactly those that match, and are counted right', async (query, wanted) => {
    const expected = events.filter(wanted).map(correlationOf).sort();
    const items = (await pagesOf(commlog, `/api/records?limit=53&${query}`)).flatMap((page) => page.items);
    expect(items.map((item) => item.CorrelationId).sort()).toEqual(expected);
    const counted = await ask<Page>(commlog, `/api/records?limit=1&count=true&${query}`);
    expect(counted.filtered).toBe(expected.length);
  });

  test.each([
    ['DurationMs', (event: Event) => Number(fieldOf(event, 'durationMs') ?? -1), 1],
    ['-DurationMs', (event: Event) => Number(fieldOf(event, 'durationMs') ?? -1), -1],
  ] as const)(
    'in the order of %s have the records without a value at its lower end',
    async (order, durationOf, sign) => {
      const items = (await pagesOf(commlog, `/api/records?limit=150&order=${order}`)).flatMap((page) => page.items);
      const expected = events.map(durationOf).toSorted((a, b) => sign * (a - b));
      expect(items.map((item) => item.DurationMs ?? -1)).toEqual(expected);
      expect(new Set(items.map((item) => item.id)).size).toBe(events.length);
    },
  );

  test('in the order of start are the oldest first', async () => {
    const items = (await pagesOf(commlog, '/api/records?limit=150&order=start')).flatMap((page) => page.items);
    expect(items.map((item) => item.TimeGenerated)).toEqual(events.map(timeOf).toSorted(inTime));
  });

  test('of one crowded instant are paged while others arrive, each once', async () => {
    const query = '/api/records?category=chat&limit=4';
    const first = await ask<Page>(commlog, query);
    await push(commlog, {
      ...events.find(({ kind }) => kind === 'chat')?.delivered,
      time: '2026-02-27T03:00:00Z',
      correlationId: 'late',
    });
    const items = [...first.items];
    for (let { next } = first; next !== null; ) {
      const page: Page = await ask<Page>(commlog, `${query}&cursor=${next}`);
      items.push(...page.items);
      next = page.next;
    }
    const chat = events.filter(({ kind }) => kind === 'chat').map(correlationOf);
    expect(items.map((item) => item.CorrelationId).sort()).toEqual(chat.sort());
  });

  test('name their columns as Azure Monitor does, with values of the columns’ types', async () => {
    const { items } = await ask<Page>(commlog, '/api/records?category=call-summary&CorrelationId=fern-call-summary-7');
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      category: 'CallSummary',
      OperationName: 'CallSummary',
      CallStartTime: '2026-02-26T21:17:00.1234567Z',
      CallDuration: 37,
      ResourceName: 'fern',
      ResourceGroup: 'fern-rg',
    });
    expect(items[0]).not.toHaveProperty('ParticipantId');
  });
});
