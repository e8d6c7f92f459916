import { describe, expect, it } from 'vitest';
import type { Services } from '../../../shared/services.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { everyRow, type TableStore } from '../../../shared/storage/table-store.ts';
import { faultyStore } from '../../crash/faulty-store.ts';
import { deliver, openServices } from '../../ingest/delivering.ts';
import { sendMail, smsPair, status, threeRecipients } from '../message-stories.ts';
import { at, log, twoPartyCall } from '../stories.ts';
import { communicationsIn, minute, tick, without } from './stored.ts';

const morning = Date.parse(at(90));
const hour = 60 * minute;

/** A store, a clock, and what goes on in the background, to be waited for. */
async function start(now = morning) {
  const store = sqliteTables({ path: ':memory:' });
  const time = { now };
  const works: Promise<void>[] = [];
  const background: Services['background'] = (work) => void works.push(work());
  const process = (on: TableStore = store) => openServices({ store: on, clock: () => new Date(time.now), background });
  const pending = () => Array.fromAsync(everyRow(store, 'Pending', {}), ({ rowKey }) => rowKey);
  return { store, time, process, pending, settled: () => Promise.all(works) };
}

describe('a communication', () => {
  it('is there when the attempt after its delivery is done, with no mark left', async () => {
    const { store, process, pending, settled } = await start();
    await deliver(await process(), twoPartyCall);
    await settled();
    expect(await communicationsIn(store)).toMatchObject([{ kind: 'call', state: 'Successful', records: 4 }]);
    expect(await pending()).toEqual([]);
  });

  it('is there within a minute where the attempt had no time, and within two where it was cut', async () => {
    const { store, time, process, settled } = await start();
    await deliver(await openServices({ store, clock: () => new Date(time.now) }), twoPartyCall);
    // The clock of the timer: each minute.
    time.now += minute;
    await tick(await process());
    expect(await communicationsIn(store)).toHaveLength(1);
    await deliver(await openServices({ store, clock: () => new Date(time.now) }), smsPair);
    const cut = faultyStore(store, 3, 'fails, and all that follow').store;
    await expect(tick(await process(cut))).rejects.toThrow();
    time.now += minute;
    await tick(await process());
    expect(await communicationsIn(store)).toHaveLength(2);
    await settled();
  });

  it('is there at once also when its delivery comes while others are gathered', async () => {
    const { store, process, pending, settled } = await start();
    const services = await process();
    await Promise.all([
      deliver(services, twoPartyCall),
      deliver(services, smsPair),
      deliver(services, threeRecipients),
    ]);
    await settled();
    expect(await communicationsIn(store)).toHaveLength(3);
    expect(await pending()).toEqual([]);
  });

  it('has a record that was written under its mark after it was gathered', async () => {
    const { store, time, process, pending } = await start();
    const quiet = () => openServices({ store, clock: () => new Date(time.now) });
    await deliver(await quiet(), twoPartyCall.slice(0, 1));
    await tick(await process());
    // A writer whose mark stands since before writes only now: as if it were slow.
    const marks = await pending();
    expect(marks).toHaveLength(1);
    time.now += 2 * minute;
    await deliver(await quiet(), twoPartyCall.slice(1));
    await tick(await process());
    expect(await communicationsIn(store)).toMatchObject([{ records: 4 }]);
    time.now += 6 * minute;
    await tick(await process());
    expect(await pending()).toEqual([]);
  });

  it('keeps its mark while the attempt failed, and answers all the same', async () => {
    const { store, process, settled, pending } = await start();
    const ingested = await deliver(await process(without(store, 'Keys')), smsPair);
    expect(ingested).toMatchObject({ ended: 'done', answer: { stored: 2 } });
    await settled();
    expect(await pending()).toHaveLength(1);
    await tick(await process());
    expect(await communicationsIn(store)).toHaveLength(1);
  });

  it('becomes stale by itself, a day after its newest record, and whole again when the rest comes', async () => {
    const { store, time, process, settled } = await start(Date.parse(at(5)));
    const state = async () => (await communicationsIn(store)).map((one) => one.state);
    await deliver(await process(), [sendMail, status('lena@example.com', 'Delivered', at(1))]);
    await settled();
    expect(await state()).toEqual(['Processing']);
    time.now = Date.parse(at(1)) + 24 * hour;
    await tick(await process());
    expect(await state()).toEqual(['Processing']);
    time.now += 2000;
    await tick(await process());
    expect(await state()).toEqual(['Stale']);
    await deliver(await process(), threeRecipients);
    await settled();
    expect(await state()).toEqual(['Warning']);
  });

  it('waits as long as the setting says for its kind', async () => {
    const { store, time } = await start(Date.parse(at(5)));
    const services = () => openServices({ store, clock: () => new Date(time.now), env: { STALE_HOURS: '24,email=1' } });
    await deliver(await services(), [sendMail, ...smsPair.slice(0, 1)]);
    await tick(await services());
    time.now = Date.parse(at(0)) + 2 * hour;
    await tick(await services());
    expect((await communicationsIn(store)).map(({ kind, state }) => `${kind} ${state}`)).toEqual([
      'email Stale',
      'sms Processing',
    ]);
  });

  it('that cannot be gathered keeps no other one waiting, and is tried again later', async () => {
    const { store, time, process, pending } = await start();
    const quiet = await openServices({ store, clock: () => new Date(time.now) });
    await deliver(quiet, twoPartyCall.slice(0, 2));
    await tick(await process());
    const [table = ''] = await store.listTables('Communications');
    const [{ etag = '', ...row } = { partitionKey: '', rowKey: '' }] = (await store.query(table, {})).entities;
    const write = (communication: unknown, tag: unknown) =>
      store.transact(table, [
        { kind: 'replace', entity: { ...row, communication: String(communication) }, etag: String(tag) },
      ]);
    await write('no JSON', etag);
    await deliver(quiet, [...twoPartyCall.slice(2), ...smsPair]);
    expect((await tick(await process())).counts).toMatchObject({ failed: 1, stored: 1 });
    // Until its time comes, it is not tried again.
    expect((await tick(await process())).counts).toMatchObject({ failed: 0 });
    const stands = await store.get(table, row.partitionKey, row.rowKey);
    await write('communication' in row ? row.communication : '', stands?.etag);
    time.now += 7 * minute;
    await tick(await process());
    expect(await communicationsIn(store)).toHaveLength(2);
    expect(await pending()).toEqual([]);
  });

  it('is completed under the same id when the directory can be read again', async () => {
    const { store, time, process } = await start();
    const away = without(store, 'Directory');
    await deliver(await openServices({ store, clock: () => new Date(time.now) }), twoPartyCall);
    await tick(await process(away));
    const [before] = await communicationsIn(store);
    expect(before).toMatchObject({ outcome: 'WAIT_LOOKUP', state: 'Successful' });
    time.now += 2 * minute;
    await tick(await process(away));
    expect(await communicationsIn(store)).toMatchObject([{ outcome: 'WAIT_LOOKUP' }]);
    time.now += 2 * minute;
    await tick(await process());
    expect(await communicationsIn(store)).toMatchObject([{ id: before?.id, outcome: 'LOG_OK' }]);
  });

  it('whose start is past the retention is not made', async () => {
    const { store, time } = await start(Date.parse('2026-06-01T00:00:00Z'));
    const services = await openServices({ store, clock: () => new Date(time.now), env: { RETENTION_DAYS: '85' } });
    const old = twoPartyCall.map((one) => ({ ...one, time: '2026-05-30T10:00:00.000Z' }));
    await deliver(services, [
      ...old,
      log('RoomsOperational', '2026-05-30T10:00:00.000Z', { operationName: 'CreateRoom', correlationId: 'r' }, {}),
    ]);
    await tick(services);
    expect((await communicationsIn(store)).map(({ kind }) => kind)).toEqual(['operation']);
  });
});
