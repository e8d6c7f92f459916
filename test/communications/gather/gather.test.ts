import { describe, expect, it } from 'vitest';
import { deliver } from '../../ingest/delivering.ts';
import { drivers } from '../../storage/drivers.ts';
import { mail, smsPair, status, threeRecipients } from '../message-stories.ts';
import { at, automationCall, call, log, twoPartyCall } from '../stories.ts';
import { brokenPointers, communicationsIn, evening, ledTo, minute, processOn, rowsOf, tick } from './stored.ts';

describe.each(drivers)('gathering on $name', ({ open }) => {
  async function start(now = evening) {
    const store = await open();
    const time = { now };
    const services = await processOn(store, () => time.now);
    return { store, services, time };
  }

  it('makes one communication of each story, and does nothing the second time', async () => {
    const { store, services, time } = await start();
    await deliver(services, [...twoPartyCall, ...threeRecipients, ...smsPair]);
    expect(await tick(services)).toMatchObject({ counts: { stored: 3, failed: 0 } });
    const before = await rowsOf(store);
    expect(before.map(({ communication }) => communication.kind)).toEqual(['call', 'email', 'sms']);
    expect(await tick(services)).toMatchObject({ counts: { stored: 0, duplicate: 3 } });
    time.now += 6 * minute;
    await tick(services);
    expect(await rowsOf(store)).toEqual(before);
    // Their writers are gone by now, and so are the marks.
    expect(await tick(services)).toMatchObject({ counts: { examined: 0 } });
    expect(await brokenPointers(store)).toEqual([]);
    await store.close();
  });

  it('updates a communication under its id when a record comes late, also where that moves its start', async () => {
    const { store, services } = await start();
    await deliver(services, twoPartyCall.slice(0, 2));
    await tick(services);
    const [before] = await rowsOf(store);
    const early = log(
      'CallAutomationOperational',
      '2026-03-03T23:59:58.000Z',
      { operationName: 'CreateCall', correlationId: call, resultType: 'Succeeded' },
      { callConnectionId: 'conn-9' },
    );
    await deliver(services, [early]);
    await tick(services);
    const rows = await rowsOf(store);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.communication).toMatchObject({
      id: before?.communication.id,
      start: '2026-03-03T23:59:58.000Z',
      records: 3,
    });
    expect(rows[0]?.created).toBe(before?.created);
    expect(await brokenPointers(store)).toEqual([]);
    await store.close();
  });

  it('makes one of two when the linking record comes last, and the other id leads there', async () => {
    const { store, services } = await start();
    const [answer, play, media, record, hangUp] = automationCall;
    const alone = { ...media, correlationId: 'seen-alone' };
    await deliver(services, [record ?? {}, alone]);
    await tick(services);
    const apart = await communicationsIn(store);
    expect(apart).toHaveLength(2);
    await deliver(services, [answer ?? {}, play ?? {}, hangUp ?? {}]);
    await tick(services);
    const [one, ...more] = await communicationsIn(store);
    expect(more).toEqual([]);
    expect(one).toMatchObject({ kind: 'call', records: 5 });
    for (const { id } of apart) expect(await ledTo(store, id)).toBe(one?.id);
    expect(await brokenPointers(store)).toEqual([]);
    await store.close();
  });

  it('finds the mail of a click that comes four months later', async () => {
    const { store, services } = await start(Date.parse('2026-07-20T00:00:00Z'));
    await deliver(services, threeRecipients);
    await tick(services);
    const click = {
      ...log(
        'EmailUserEngagementOperational',
        '2026-07-18T08:00:00.000Z',
        { operationName: 'UserEngagementUpdate', correlationId: mail },
        {
          RecipientId: 'lena@example.com',
          EngagementType: 'Click',
          EngagementContext: 'https://example.org/offer',
        },
      ),
    };
    await deliver(services, [click]);
    await tick(services);
    const [one, ...more] = await communicationsIn(store);
    expect(more).toEqual([]);
    expect(one?.engagement).toMatchObject({ opens: 1, clicks: 1 });
    // A status that comes then does not lose the click again.
    await deliver(services, [status('lena@example.com', 'Quarantined', at(0, 59))]);
    await tick(services);
    expect((await communicationsIn(store)).map(({ engagement }) => engagement?.clicks)).toEqual([1]);
    await store.close();
  });

  it('keeps meetings apart that use one server call id day after day', async () => {
    const { store, services } = await start();
    const on = (hour: string, name: string) =>
      log(
        'CallRecordingOperational',
        `2026-03-${hour}:00:00.000Z`,
        { operationName: 'StartRecording', resultType: 'Succeeded' },
        { serverCallId: 'meeting/1', callConnectionId: name },
      );
    const times = ['02T10', '02T13', '02T20', '03T10', '03T19', '04T10'];
    await deliver(
      services,
      times.map((time, index) => on(time, `c-${index}`)),
    );
    await tick(services);
    expect((await communicationsIn(store)).map(({ records }) => records).sort()).toEqual([1, 1, 1, 1, 2]);
    expect(await brokenPointers(store)).toEqual([]);
    await store.close();
  });

  it('gathers a record that carries no id by itself', async () => {
    const { store, services } = await start();
    const lone = log(
      'AuthOperational',
      at(0),
      { operationName: 'CreateToken', resultType: 'Succeeded', correlationId: '' },
      {},
    );
    await deliver(services, [lone]);
    await tick(services);
    expect(await communicationsIn(store)).toMatchObject([{ kind: 'operation', records: 1 }]);
    await store.close();
  });
});
