/** A process that ends, or a storage call that goes wrong, at each place of a purge. */
import { describe, expect, it } from 'vitest';
import { changeKept } from '../../shared/kept-settings/change-kept.ts';
import { advancePurge } from '../../shared/purge/by-hand/advance-purge.ts';
import { type PurgeRequest, startPurge } from '../../shared/purge/by-hand/start-purge.ts';
import { retentionSetting } from '../../shared/retention/retention-of.ts';
import { advanceRuns } from '../../shared/runs/advance-runs.ts';
import { getRun } from '../../shared/runs/get-run.ts';
import { localAdministrator, type Services } from '../../shared/services.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { brokenPointers, communicationsIn } from '../communications/gather/stored.ts';
import { threeRecipients } from '../communications/message-stories.ts';
import { maria, twoPartyCall } from '../communications/stories.ts';
import { type Fault, faults, faultyStore } from '../crash/faulty-store.ts';
import { triedPlaces } from '../crash/tried-places.ts';
import { answerOf, openServices } from '../ingest/delivering.ts';
import { drivers } from '../storage/drivers.ts';
import { listedCommunications, listedRecords } from './listed.ts';
import { sms } from './messages.ts';
import { day, gatherAll, type Moved, minute, movedClock, purgeNow, rowsSaying } from './purging.ts';

const noon = Date.parse('2026-03-05T12:00:00.000Z');

async function filled(store: TableStore): Promise<Moved> {
  const moved = await movedClock(store, noon);
  await answerOf(moved.services, [
    ...twoPartyCall,
    ...threeRecipients,
    ...sms(noon - 30 * day, 'old'),
    ...sms(noon, 'new'),
  ]);
  await gatherAll(moved.services);
  moved.wait(10 * minute);
  await gatherAll(moved.services);
  return moved;
}

/** Everything that lists show, and what is left where nothing should be. */
async function endOf(services: Services, store: TableStore) {
  const records = (await listedRecords(services)).map(({ delivered }) => delivered);
  const communications = (await listedCommunications(services)).map(({ id, parties }) => ({ id, parties }));
  const tables = (await store.listTables('')).filter((name) => /^(?:Records|Communications|Lookups)/.test(name));
  const said = await rowsSaying(store, maria.slice('acs:'.length));
  return { records, communications, tables, said, broken: await brokenPointers(store) };
}

const requests: Readonly<Record<string, (store: TableStore) => Promise<PurgeRequest>>> = {
  'that erases a value': async () => ({ value: maria }),
  'of one communication': async (store) => ({
    id: (await communicationsIn(store)).find(({ kind }) => kind === 'call')?.id,
  }),
  'of what is of before an instant': async () => ({ before: '2026-03-04T09:00:30.000Z' }),
};

describe.each(drivers)('a purge on $name', ({ name, open }) => {
  describe.each(Object.entries(requests))('%s', (_what, requestFor) => {
    async function disturbed(at: number, fault: Fault) {
      const store = await open();
      const moved = await filled(store);
      const start = await startPurge(moved.services, await requestFor(store), localAdministrator);
      if (start.outcome !== 'opened') throw new Error(start.outcome);
      const faulty = faultyStore(store, at, fault);
      let working = await openServices({ store: faulty.store, clock: moved.services.clock });
      for (let tick = 0; tick < 20; tick += 1) {
        const until = moved.services.clock().getTime() + 50_000;
        await advanceRuns(working, { 'purge-by-hand': advancePurge }, until).catch((error: unknown) => {
          if (!(error instanceof StorageUnavailable)) throw error;
        });
        // Whoever comes next is another process.
        if (at >= 0 && faulty.calls.length > at && !faults[fault].afterwards) working = moved.services;
        if ((await getRun(moved.services, start.run.id))?.state === 'done') break;
        moved.wait(minute);
      }
      const run = await getRun(moved.services, start.run.id);
      moved.wait(10 * minute);
      await gatherAll(moved.services);
      const end = await endOf(moved.services, store);
      await store.close();
      return { end, state: run?.state, calls: faulty.calls };
    }

    it.each(Object.keys(faults) as Fault[])(
      'ends as ever after a storage call %s',
      async (fault) => {
        const plain = await disturbed(-1, fault);
        expect(plain.state).toBe('done');
        expect(plain.end.broken).toEqual([]);
        expect(plain.calls.filter((call) => call.startsWith('transact')).length).toBeGreaterThan(5);
        for (const at of triedPlaces(name, plain.calls)) {
          const where = `call ${at}, ${plain.calls[at]}`;
          const { end, state } = await disturbed(at, fault);
          expect(state, where).toBe('done');
          expect(end, where).toEqual(plain.end);
        }
      },
      240_000,
    );
  });

  it('of what is due, interrupted anywhere, ends as ever the next day', async () => {
    async function disturbed(at: number) {
      const store = await open();
      const moved = await filled(store);
      const value = { days: 20, categories: { sms: 5 } };
      const request = { name: retentionSetting, value, tag: '*', actor: localAdministrator, operation: 'put-setting' };
      await changeKept(moved.services, request);
      await purgeNow(moved.services);
      moved.wait(25 * day);
      const faulty = faultyStore(store, at, 'is the last one before the process ends');
      await purgeNow(await openServices({ store: faulty.store, clock: moved.services.clock })).catch(
        (error: unknown) => {
          if (!(error instanceof StorageUnavailable)) throw error;
        },
      );
      await purgeNow(moved.services);
      const hours = (await store.query('Hours', {})).entities.map(({ rowKey }) => rowKey);
      const end = { hours, all: await store.listTables(''), ...(await endOf(moved.services, store)) };
      await store.close();
      return { end, calls: faulty.calls };
    }
    const plain = await disturbed(-1);
    expect(plain.calls.filter((call) => call.startsWith('drop')).length).toBeGreaterThan(3);
    const places = [...plain.calls.keys()].filter((at) => name === 'SQLite' || at % 7 === 0);
    for (const at of places) expect((await disturbed(at)).end, `${plain.calls[at]}`).toEqual(plain.end);
  }, 120_000);
});
