import { describe, expect, it } from 'vitest';
import { advanceByHand } from '../../../shared/communications/by-hand/advance-by-hand.ts';
import { getRun } from '../../../shared/runs/get-run.ts';
import { answerOf, dump } from '../../ingest/delivering.ts';
import { drivers } from '../../storage/drivers.ts';
import { brokenPointers, communicationsIn, processOn, rowsOf, tick } from '../gather/stored.ts';
import { at, automationCall, call, groupCall, log } from '../stories.ts';
import { ago, begin, corrupt, done, message, messagesIn, now, reported, sent } from './operating.ts';

const few = [...message('a', ago(1)), ...message('b', ago(2)), ...message('c', ago(3)), ...message('d', ago(4))];

describe.each(drivers)('generating on $name', ({ open }) => {
  async function withRecords(records: readonly unknown[]) {
    const store = await open();
    const services = await processOn(store, now);
    await answerOf(services, records);
    return { store, services };
  }

  it('a run limited to N records starts from the newest unprocessed ones', async () => {
    const { store, services } = await withRecords(few);
    const run = await done(services, 'generate', { count: 3 });
    expect(await messagesIn(store)).toEqual(['a', 'b']);
    expect(run).toMatchObject({
      state: 'done',
      counts: { examined: 3, stored: 2, failed: 0 },
      reason: { class: 'note', words: '3 records looked at, 2 communications made.' },
    });
    await store.close();
  });

  it('the limit never cuts a call', async () => {
    const { store, services } = await withRecords([...groupCall, ...automationCall]);
    await done(services, 'generate', { count: 1 });
    const [one, ...others] = await communicationsIn(store);
    expect(others).toEqual([]);
    const whole = await withRecords([...groupCall, ...automationCall]);
    await done(whole.services, 'generate');
    expect(await communicationsIn(whole.store)).toContainEqual(one);
    expect(one?.records).toBeGreaterThan(3);
    await Promise.all([store.close(), whole.store.close()]);
  });

  it('a second run goes further back, and takes new ones too', async () => {
    const { store, services } = await withRecords(few);
    await done(services, 'generate', { count: 4 });
    await answerOf(services, message('new', ago(0, 10)));
    const second = await done(services, 'generate', { count: 4 });
    expect(await messagesIn(store)).toEqual(['new', 'a', 'b', 'c']);
    expect(second.progress).toMatchObject({ examined: 4, produced: 2, passed: 4 });
    const last = await done(services, 'generate');
    expect(await messagesIn(store)).toEqual(['new', 'a', 'b', 'c', 'd']);
    expect(last.progress).toMatchObject({ examined: 2, produced: 1, remaining: 0 });
    await store.close();
  });

  it('processed ones are left alone: a run that finds nothing new writes no communication', async () => {
    const { store, services } = await withRecords(few);
    await done(services, 'generate');
    const before = await rowsOf(store);
    const again = await done(await processOn(store, now + 1000), 'generate');
    expect(again.counts).toMatchObject({ examined: 0, stored: 0 });
    expect(await rowsOf(store)).toEqual(before);
    await store.close();
  });

  it('an old record that belongs to a call inside the window is taken too', async () => {
    const { store, services } = await withRecords([
      sent('long', ago(4)),
      reported('long', ago(1)),
      sent('old', ago(3)),
    ]);
    await done(services, 'generate', { days: 2 });
    expect(await communicationsIn(store)).toMatchObject([{ start: ago(4), state: 'Successful', records: 2 }]);
    await store.close();
  });

  it('takes all of the last days, without a limit of number', async () => {
    const { store, services } = await withRecords(few);
    const run = await done(services, 'generate', { days: 3 });
    expect(await messagesIn(store)).toEqual(['a', 'b', 'c']);
    expect(run.progress).not.toHaveProperty('remaining');
    await store.close();
  });

  it('a call with only some records processed is made whole, under its id', async () => {
    const { store, services } = await withRecords([sent('a', ago(1))]);
    const first = await done(services, 'generate');
    expect(first.reason?.words).toBe(
      '1 record looked at, 1 communication made, 1 waits for its end, no record is left that is in none.',
    );
    const [before] = await communicationsIn(store);
    expect(before?.state).toBe('Processing');
    await answerOf(services, [reported('a', ago(1))]);
    await tick(services);
    expect(await communicationsIn(store)).toMatchObject([{ id: before?.id, state: 'Successful', records: 2 }]);
    await store.close();
  });

  it('stuck ones never starve older ones', async () => {
    const stuck = Array.from({ length: 6 }, (_, n) => sent(`stuck-${n}`, ago(2, n)));
    const { store, services } = await withRecords([...stuck, ...message('old', ago(5))]);
    const first = await done(services, 'generate', { count: 6 });
    expect(first.progress).toMatchObject({ produced: 6, stuck: 6, waiting: 0 });
    expect(first.reason?.words).toContain('6 began and never ended');
    await done(services, 'generate', { count: 1 });
    expect((await messagesIn(store)).at(-1)).toBe('old');
    await store.close();
  });

  it('one corrupt communication does not stop the run, nor use up its number', async () => {
    const { store, services } = await withRecords(few);
    await done(services, 'generate');
    await corrupt(store, 'b');
    // Nothing leads to any of them now.
    for (const table of await store.listTables('Keys')) await store.dropTable(table);
    const run = await done(services, 'generate', { count: 6 });
    expect(run).toMatchObject({ state: 'done', counts: { failed: 1, duplicate: 3 } });
    expect(run.progress).toMatchObject({ examined: 8, failed: 1 });
    expect(run.reason?.words).toContain('1 could not be made: the log says why');
    await store.close();
  });

  it('details and what takes part in nothing start no selection', async () => {
    const nothing = log('CallClientMediaStatsTimeSeries', at(1), { correlationId: call }, { callId: call });
    const { store, services } = await withRecords([nothing]);
    expect((await done(services, 'generate')).counts).toMatchObject({ examined: 0, stored: 0 });
    await store.close();
  });

  it('a dry run counts what it would take and writes nothing', async () => {
    const { store, services } = await withRecords(few);
    const before = await dump(store);
    const run = await done(services, 'generate', { count: 5, dryRun: true });
    expect(run.progress).toMatchObject({ examined: 5, communications: 3, dryRun: true });
    expect(run.reason?.words).toBe('5 records looked at, 3 communications would be made, nothing was changed.');
    const { Runs: _, ...after } = await dump(store);
    expect(after).toEqual(before);
    await store.close();
  });

  it('goes on slice after slice where it was, and takes as many as in one', async () => {
    const many = Array.from({ length: 100 }, (_, n) =>
      message(`m-${n}`, new Date(now - n * 1000 - 600_000).toISOString()),
    );
    const plain = await withRecords(many.flat());
    await done(plain.services, 'generate', { count: 150 });
    const { store, services } = await withRecords(many.flat());
    let clock = now;
    // Each look at the clock takes a second.
    const hurried = await processOn(store, () => {
      clock += 1000;
      return clock;
    });
    const { id } = await begin(services, 'generate', { count: 150 });
    let next = (await getRun(services, String(id)))?.next;
    let slices = 0;
    for (; next !== undefined && slices < 50; slices += 1) {
      const limits = { until: clock + 40_000, signal: new AbortController().signal };
      ({ next } = await advanceByHand(hurried, next, limits));
      expect(JSON.stringify(next ?? {}).length).toBeLessThan(32_000);
    }
    expect(slices).toBeGreaterThan(2);
    expect(await messagesIn(store)).toEqual(await messagesIn(plain.store));
    expect(await brokenPointers(store)).toEqual([]);
    await Promise.all([store.close(), plain.store.close()]);
  });

  it('a record that an operator ingests meanwhile is gathered once, by whoever comes first', async () => {
    const { store, services } = await withRecords(few);
    await answerOf(services, message('e', ago(0, 5)));
    await Promise.all([
      done(services, 'generate'),
      tick(await processOn(store, now)),
      tick(await processOn(store, now)),
    ]);
    expect(await messagesIn(store)).toEqual(['e', 'a', 'b', 'c', 'd']);
    expect(await brokenPointers(store)).toEqual([]);
    await store.close();
  });
});
