import { beforeEach, describe, expect, it } from 'vitest';
import { ingest } from '../../shared/ingest/ingest.ts';
import { ingestServices } from '../../shared/ingest/ingest-services.ts';
import type { Services } from '../../shared/services.ts';
import { everyRow } from '../../shared/storage/table-store.ts';
import { answerOf, countsOf, deliver, dump, openServices, storedRecord } from './delivering.ts';
import { afterNoon, noon, sms, unheard, usage } from './events.ts';

let services: Services;
beforeEach(async () => {
  services = await openServices();
});

const off = (slug: string) =>
  services.store.transact('Settings', [
    { kind: 'upsert', entity: { partitionKey: 'categories', rowKey: slug, enabled: false } },
  ]);

describe('the answer to a delivery', () => {
  it('says of each candidate, in order, what became of it', async () => {
    await services.store.createTable('Settings');
    await off('chat');
    const body = [
      sms('m-1'),
      sms('m-1'),
      usage('r-1', { time: 'never' }),
      { time: noon, category: 'ChatOperational' },
      unheard('t-1'),
      7,
      sms('m-2'),
    ];
    const answer = await answerOf(services, body);
    expect(countsOf(answer)).toEqual({ received: 7, stored: 3, duplicate: 1, skipped: 1, rejected: 2 });
    expect(answer).not.toHaveProperty('differing');
    const id = expect.stringMatching(/^20260304T120000000-[0-9a-f]{32}-sms$/);
    expect(answer.outcomes).toEqual([
      { index: 0, outcome: 'LOG_OK', id, category: 'SMSOperational' },
      { index: 1, outcome: 'NOLOG_DUPLICATE', id, category: 'SMSOperational' },
      {
        index: 2,
        outcome: 'NOLOG_INVALID',
        issues: [{ path: '[2].time', message: expect.stringContaining('"never"') }],
      },
      { index: 3, outcome: 'NOLOG_CATEGORY_OFF', category: 'ChatOperational' },
      { index: 4, outcome: 'LOG_OK', id: expect.stringMatching(/-other$/), category: 'TelepathyOperational' },
      { index: 5, outcome: 'NOLOG_INVALID', issues: [{ path: '[5]', message: expect.stringContaining('a number') }] },
      { index: 6, outcome: 'LOG_OK', id, category: 'SMSOperational' },
    ]);
    expect(answer.outcomes[1]?.id).toBe(answer.outcomes[0]?.id);
    expect(answer.outcomes[6]?.id).not.toBe(answer.outcomes[0]?.id);
  });

  it('of nothing counts nothing', async () => {
    expect(await answerOf(services, '[]')).toEqual({
      received: 0,
      stored: 0,
      duplicate: 0,
      skipped: 0,
      rejected: 0,
      outcomes: [],
    });
    expect(await dump(services.store)).toEqual({});
  });

  it('lists all of 1,000 candidates', async () => {
    const answer = await answerOf(
      services,
      Array.from({ length: 1000 }, (_, index) => sms(`m-${index}`)),
    );
    expect(answer.outcomes.map(({ index }) => index)).toEqual(Array.from({ length: 1000 }, (_, index) => index));
    expect(answer).not.toHaveProperty('outcomesTruncated');
  });

  it('lists of more than 1,000 the first 1,000 that were not stored, over all that is written at once', async () => {
    const body = Array.from({ length: 5200 }, (_, index) =>
      index % 2 === 0 ? sms(`m-${index}`) : index % 4 === 1 ? 7 : sms('m-0'),
    );
    const answer = await answerOf(services, body);
    expect(countsOf(answer)).toEqual({ received: 5200, stored: 2600, duplicate: 1300, skipped: 0, rejected: 1300 });
    expect(answer.outcomesTruncated).toBe(true);
    expect(answer.outcomes.map(({ index }) => index)).toEqual(
      Array.from({ length: 1000 }, (_, index) => 2 * index + 1),
    );
    expect(new Set(answer.outcomes.map(({ outcome }) => outcome))).toEqual(
      new Set(['NOLOG_INVALID', 'NOLOG_DUPLICATE']),
    );
  });

  it('counts redeliveries as duplicates, and those that say something else as differing', async () => {
    const first = await answerOf(services, [sms('m-1'), sms('m-2')]);
    const other = sms('m-2', { durationMs: 500 });
    const second = await answerOf(services, [sms('m-1'), other, sms('m-3'), sms('m-3', { level: 'Error' })]);
    expect(second).toMatchObject({ received: 4, stored: 1, duplicate: 3, differing: 2 });
    expect(second.outcomes.map(({ id }) => id).slice(0, 2)).toEqual(first.outcomes.map(({ id }) => id));
    expect((await storedRecord(services.store, first.outcomes[1]?.id)).columns.DurationMs).toBe(87);
    expect((await storedRecord(services.store, second.outcomes[2]?.id)).columns.Level).toBe('Informational');
  });
});

describe('what is stored', () => {
  it('is the record, its text as delivered, the road and the time of arrival', async () => {
    const text = `{ "time":"${afterNoon(1.5).replace('Z', '7654Z')}",\n "Category":"smsoperational" , "MessageId":"m/1", "zeta":[1e2] }`;
    const [outcome] = (await answerOf(services, text)).outcomes;
    expect(await storedRecord(services.store, outcome?.id)).toMatchObject({
      label: 'SMSOperational',
      columns: { TimeGenerated: '2026-03-04T12:00:00.0017654Z', Category: 'SMSOperational', MessageId: 'm/1' },
      additional: '{"zeta":[100]}',
      delivered: text,
      source: 'push',
      receivedAt: noon,
    });
  });

  it('takes the category of the path where the record names none', async () => {
    const { category: _, ...nameless } = sms('m-1');
    expect((await answerOf(services, [nameless], { path: 'sms' })).outcomes).toMatchObject([
      { category: 'SMSOperational' },
    ]);
    expect((await answerOf(services, [nameless])).outcomes).toMatchObject([{ outcome: 'NOLOG_INVALID' }]);
  });

  it('stands in the tables of its day and month', async () => {
    await answerOf(services, [sms('m-1'), sms('m-2', { time: '2026-02-28T23:59:59.999Z' }), usage('r-1')]);
    expect(await services.store.listTables('')).toEqual([
      'Hours',
      'Latest',
      'Lookups202602',
      'Lookups202603',
      'Pending',
      'Records20260228sms',
      'Records20260304sms',
      'Records20260304usage',
    ]);
  });
});

describe('what is not stored', () => {
  it('is skipped and counted where its category is off, and leaves no other trace', async () => {
    await services.store.createTable('Settings');
    await off('sms');
    expect(countsOf(await answerOf(services, [sms('m-1'), sms('m-2'), usage('r-1')]))).toMatchObject({
      stored: 1,
      skipped: 2,
    });
    const { Counters, ...rest } = await dump(services.store);
    expect(Counters).toMatchObject([{ slug: 'sms', day: '20260304', count: 2 }]);
    expect(Object.keys(rest)).toEqual(['Hours', 'Latest', 'Lookups202603', 'Records20260304usage', 'Settings']);
  });

  it('is skipped past the retention, which ends to the millisecond so many days ago', async () => {
    const kept = await openServices({ env: { RETENTION_DAYS: '2' } });
    const times = ['2026-03-02T11:59:59.999Z', '2026-03-02T12:00:00.000Z'];
    const answer = await answerOf(
      kept,
      times.map((time) => sms('m-1', { time })),
    );
    expect(answer.outcomes.map(({ outcome }) => outcome)).toEqual(['NOLOG_EXPIRED', 'LOG_OK']);
    expect(answer).toMatchObject({ skipped: 1, expired: 1 });
    expect(await answerOf(kept, [sms('m-2')])).not.toHaveProperty('expired');
    expect(await kept.store.listTables('Records')).toEqual(['Records20260302sms', 'Records20260304sms']);
  });

  it('is kept among the outcomes with text, place and reasons where it was rejected', async () => {
    await answerOf(services, `${JSON.stringify(sms('m-1'))}\n{"a":\n${JSON.stringify([usage('r-1', { time: 'x' })])}`);
    const rows = await Array.fromAsync(everyRow(services.store, 'Outcomes20260304', {}));
    expect(rows.map(({ partitionKey, place, text }) => [partitionKey, place, text]).sort()).toEqual([
      ['NOLOG_INVALID', '[1]', '{"a":'],
      ['NOLOG_INVALID', '[2][0]', JSON.stringify(usage('r-1', { time: 'x' }))],
    ]);
    expect(rows.map(({ issues }) => JSON.parse(String(issues))[0].path).sort()).toEqual(['[1]', '[2][0].time']);
  });
});

describe('a delivery ends early', () => {
  it('when its body becomes unreadable, with the counts until then', async () => {
    const line = JSON.stringify(sms('m-1'));
    expect(await deliver(services, 'none at all')).toMatchObject({
      ended: 'unreadable',
      error: { reason: 'not-json' },
      answer: { received: 0 },
    });
    async function* candidates() {
      for (let index = 0; index < 2001; index += 1) yield { place: `[${index}]`, text: line, value: JSON.parse(line) };
      throw new DOMException('late', 'TimeoutError');
    }
    const ended = await ingest(await ingestServices(services), {
      candidates: candidates(),
      fallback: undefined,
      source: 'push',
    });
    expect(ended).toMatchObject({ ended: 'out-of-time', answer: { received: 2000, stored: 1, duplicate: 1999 } });
  });

  it('when its time is over, with the counts until then', async () => {
    let now = Date.parse(noon);
    const clock = () => {
      now += 10;
      return new Date(now);
    };
    const slow = await openServices({ clock });
    const body = Array.from({ length: 4100 }, (_, index) => sms(`m-${index % 10}`));
    const all = await deliver(slow, body, { deadline: now + 1e6 });
    expect(all).toMatchObject({ ended: 'done', answer: { received: 4100 } });
    const ended = await deliver(slow, body, { deadline: now + 15 });
    expect(ended.ended).toBe('out-of-time');
    expect(ended.answer.received).toBeLessThan(4100);
    expect(ended.answer.duplicate).toBe(ended.answer.received);
  });
});
