/** What one sender can make up must not stop the gathering of others, nor grow without end. */
import { beforeEach, describe, expect, it } from 'vitest';
import { deleteCommunication } from '../../../shared/communications/by-hand/delete-communication.ts';
import { locationOf } from '../../../shared/communications/gather/location.ts';
import type { Services } from '../../../shared/services.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import type { TableStore } from '../../../shared/storage/table-store.ts';
import { deliver } from '../../ingest/delivering.ts';
import { sendMail, smsPair, status, threeRecipients } from '../message-stories.ts';
import { folded } from '../reading.ts';
import { at, automationCall, call, log, maria, summary, twoPartyCall } from '../stories.ts';
import { brokenPointers, communicationsIn, ledTo, minute, processOn, rowsOf, tick } from './stored.ts';

const participant = (index: number) => `5f7c9d21-0a8b-4e63-b1f4-${String(index).padStart(12, '0')}`;
const usage = (index: number) =>
  log(
    'Usage',
    at(5),
    { operationName: 'CallParticipant', correlationId: 'null' },
    {
      recordId: `r-${index}`,
      usageType: 'Audio',
      unitType: 'minutes',
      quantity: 1,
      startTime: at(0),
      endTime: at(1),
      participantId: participant(index),
    },
  );
const joined = (index: number) =>
  summary(
    {},
    { callType: 'Group', participantId: participant(index), identifier: `acs:user_${index}`, endpointId: `e-${index}` },
  );

let store: TableStore;
let requests: number;
beforeEach(() => {
  const inner = sqliteTables({ path: ':memory:' });
  requests = 0;
  store = {
    ...inner,
    get: (...asked) => {
      requests += 1;
      return inner.get(...asked);
    },
  };
});

/** Six minutes later the writers are gone, and so are their marks: nothing leads to what they wrote but what is stored. */
async function forgetMarks(services: Services, time: { now: number }): Promise<void> {
  time.now += 6 * minute;
  await tick(services);
  expect((await store.query('Pending', { rows: { from: 'gather-', until: 'gather.' } })).entities).toEqual([]);
}

describe('a call of many', () => {
  const many = 450;
  const each = (make: (index: number) => object) => Array.from({ length: many }, (_, index) => make(index));

  it('becomes one of hundreds that were apart, and their ids lead to it', async () => {
    const services = await processOn(store);
    await deliver(services, each(usage));
    await tick(services);
    const apart = await communicationsIn(store);
    expect(apart).toHaveLength(many);
    await deliver(services, each(joined));
    expect((await tick(services)).counts).toMatchObject({ failed: 0 });
    const [one, ...more] = await communicationsIn(store);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ records: 2 * many });
    expect(await ledTo(store, apart[7]?.id ?? '')).toBe(one?.id);
    expect(await brokenPointers(store)).toEqual([]);
  }, 60_000);

  it('is not gathered once for each of its marks', async () => {
    const services = await processOn(store);
    await deliver(services, [...each(usage), ...each(joined)]);
    await tick(services);
    expect(await communicationsIn(store)).toHaveLength(1);
    // As many as there are marks would be half a million.
    expect(requests).toBeLessThan(60_000);
  }, 60_000);

  it('fits its row, however many take part and whatever they say', async () => {
    const services = await processOn(store);
    const long = 'x'.repeat(30_000);
    const people = Array.from({ length: 3500 }, (_, index) => joined(index));
    await deliver(services, people);
    await deliver(
      services,
      Array.from({ length: 60 }, (_, index) =>
        status(`to-${index}@example.com`, 'Bounced', at(1, index), { FailureMessage: long }),
      ),
    );
    expect((await tick(services)).counts).toMatchObject({ failed: 0, stored: 2 });
    expect(await communicationsIn(store)).toMatchObject([
      { kind: 'call', records: 3500, partiesOmitted: 3000 },
      { kind: 'email', delivery: { text: '60 bounced' } },
    ]);
  }, 120_000);
});

describe('what a record tells', () => {
  it('counts only near the time of the record: a clock that was never set moves no call', () => {
    const odd = (start: string) => summary({}, { identifier: maria, endpointId: 'e-9', participantStartTime: start });
    for (const start of ['0001-01-01T00:00:00.000Z', '3000-01-01T00:00:00.000Z'])
      expect(folded([...twoPartyCall, odd(start)])).toMatchObject({ start: at(0), end: at(2, 5) });
  });

  it('is counted, not listed: a sender may name any number of recipients', () => {
    const many = { ...sendMail, properties: { UniqueRecipientsCount: 300_000_000 } };
    const { delivery } = folded([many, status('lena@example.com', 'Delivered', at(1))]);
    expect(delivery).toMatchObject({ pending: 299_999_999, text: '299999999 pending, 1 delivered' });
  });

  it('is no member of what every object has', () => {
    expect(folded([status('lena@example.com', 'constructor', at(1))])).toMatchObject({ state: 'Failed' });
    expect(folded([{ ...smsPair[0], level: 'constructor' }]).priority).toBe('Info');
  });
});

describe('a communication', () => {
  it('keeps a late record when it was deleted and a later one brings it back', async () => {
    const time = { now: Date.parse('2026-07-20T00:00:00Z') };
    const services = await processOn(store, () => time.now);
    const click = log(
      'EmailUserEngagementOperational',
      '2026-07-18T08:00:00.000Z',
      { operationName: 'UserEngagementUpdate', correlationId: sendMail['correlationId'] },
      { RecipientId: 'lena@example.com', EngagementType: 'Click' },
    );
    await deliver(services, [...threeRecipients, click]);
    await tick(services);
    await forgetMarks(services, time);
    const [row] = await rowsOf(store);
    if (!row) throw new Error('nothing was gathered');
    const { communication } = row;
    const standing = { id: communication.id, location: locationOf(communication) };
    expect(await deleteCommunication(services, standing, undefined)).toBe('deleted');
    await deliver(services, [status('lena@example.com', 'Quarantined', at(0, 59))]);
    await tick(services);
    expect(await communicationsIn(store)).toMatchObject([{ id: communication.id, engagement: { clicks: 1 } }]);
  });

  it('is one where what follows came first, months before the rest is sent', async () => {
    const time = { now: Date.parse('2026-12-01T00:00:00Z') };
    const services = await processOn(store, () => time.now);
    const captions = {
      ...automationCall.find((one) => one['Category'] === 'ACSCallClosedCaptionsSummary'),
      TimeGenerated: '2026-11-05T00:00:00.000Z',
    };
    const opened = log(
      'EmailUserEngagementOperational',
      '2026-11-20T08:00:00.000Z',
      { operationName: 'UserEngagementUpdate', correlationId: sendMail['correlationId'] },
      { RecipientId: 'lena@example.com', EngagementType: 'View' },
    );
    await deliver(services, [captions, opened]);
    await tick(services);
    await forgetMarks(services, time);
    expect(await communicationsIn(store)).toHaveLength(2);
    await deliver(services, [...twoPartyCall, ...threeRecipients]);
    await tick(services);
    expect(await communicationsIn(store)).toMatchObject([
      { kind: 'call', records: 5, call: { captions: [{ language: 'de-de' }] } },
      { kind: 'email', records: 8, engagement: { opens: 2 } },
    ]);
    expect(await brokenPointers(store)).toEqual([]);
  });

  it('takes in how it began and ended, however much its clients chatter', async () => {
    const services = await processOn(store, Date.parse(at(90)));
    const chatter = Array.from({ length: 5300 }, (_, index) =>
      log(
        'CallClientOperations',
        at(0, index % 3000),
        { operationName: 'UserFacingDiagnostics' },
        { callId: call, operationId: `op-${index}`, callClientTimeStamp: at(0, index % 3000), clientInstanceId: 'c' },
      ),
    );
    await deliver(services, chatter);
    await tick(services);
    expect(await communicationsIn(store)).toMatchObject([{ state: 'Processing', truncated: true, records: 5000 }]);
    await deliver(services, twoPartyCall);
    await tick(services);
    expect(await communicationsIn(store)).toMatchObject([{ state: 'Successful', truncated: true, records: 5004 }]);
  }, 60_000);

  it('is one where a mail is imported container by container, across a month', async () => {
    const services = await processOn(store);
    const move = (sent: object, time: string) => ({ ...sent, time });
    await deliver(services, [move({ ...sendMail, correlationId: 'other' }, '2026-01-10T10:00:00.000Z')]);
    await tick(services);
    await deliver(services, [move(status('lena@example.com', 'Delivered', at(1)), '2026-03-01T00:00:05.000Z')]);
    await tick(services);
    await deliver(services, [move(sendMail, '2026-02-28T23:59:58.000Z')]);
    await tick(services);
    expect((await communicationsIn(store)).map(({ records }) => records).sort()).toEqual([1, 2]);
  });

  it('that waits becomes stale by the key that it has, not by its newest record', async () => {
    const time = { now: Date.parse('2026-03-04T01:00:00.000Z') };
    const services = await processOn(store, () => time.now);
    const on = (moment: string, correlationId: string, operationId: string) =>
      log(
        'CallAutomationOperational',
        moment,
        { operationName: 'Play', correlationId, resultType: 'Succeeded' },
        { operationId },
      );
    await deliver(services, [
      on('2026-02-20T00:00:00.000Z', call, 'op-1'),
      on('2026-02-26T00:00:00.000Z', 'null', 'op-1'),
      log(
        'CallAutomationOperational',
        '2026-02-26T00:00:01.000Z',
        { operationName: 'Play', correlationId: 'null', resultType: 'Succeeded' },
        { operationId: 'op-1', callConnectionId: 'conn-1' },
      ),
      log(
        'CallAutomationOperational',
        '2026-03-04T00:00:00.000Z',
        { operationName: 'Play', correlationId: 'null', resultType: 'Succeeded' },
        { callConnectionId: 'conn-1' },
      ),
    ]);
    await tick(services);
    expect(await communicationsIn(store)).toMatchObject([{ state: 'Processing', records: 4 }]);
    await forgetMarks(services, time);
    time.now += 25 * 60 * minute;
    await tick(services);
    expect(await communicationsIn(store)).toMatchObject([{ state: 'Stale', records: 4 }]);
  });
});
