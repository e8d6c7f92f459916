/** A process that ends, or a storage call that goes wrong, at each place while communications are gathered. */
import { describe, expect, it } from 'vitest';
import { StorageUnavailable } from '../../../shared/storage/table-store.ts';
import { type Fault, faults, faultyStore } from '../../crash/faulty-store.ts';
import { triedPlaces } from '../../crash/tried-places.ts';
import { deliver } from '../../ingest/delivering.ts';
import { drivers } from '../../storage/drivers.ts';
import { automationCall, call, log, twoPartyCall } from '../stories.ts';
import { brokenPointers, communicationsIn, evening, minute, processOn, tick } from './stored.ts';

const [answer, play, media, record, hangUp] = automationCall.map((one) => one);
const early = log(
  'CallAutomationOperational',
  '2026-03-03T23:59:58.000Z',
  { operationName: 'CreateCall', correlationId: call, resultType: 'Succeeded' },
  { callConnectionId: 'conn-9' },
);

/** What is gathered before, and what then changes it. */
const changes = {
  'that is made': [[], [...twoPartyCall.slice(0, 2), answer]],
  'whose start moves to the day before': [twoPartyCall.slice(0, 2), [early]],
  'of which two become one': [
    [record, { ...media, correlationId: 'seen-alone' }],
    [answer, play, hangUp],
  ],
} as const;

describe.each(drivers)('a communication on $name', ({ name, open }) => {
  describe.each(Object.entries(changes))('%s', (_, [before, then]) => {
    async function disturbed(at: number, fault: Fault) {
      const store = await open();
      await deliver(await processOn(store), [...before]);
      await tick(await processOn(store));
      await deliver(await processOn(store), [...then]);
      const faulty = faultyStore(store, at, fault);
      await tick(await processOn(faulty.store)).catch((error: unknown) => {
        if (!(error instanceof StorageUnavailable)) throw error;
      });
      // A new process, a minute later, and once more when all writers are gone.
      await tick(await processOn(store, evening + minute));
      const told = await communicationsIn(store);
      await tick(await processOn(store, evening + 7 * minute));
      const at7 = await communicationsIn(store);
      const broken = await brokenPointers(store);
      await store.close();
      return { told, at7, broken, calls: faulty.calls };
    }

    it.each(Object.keys(faults) as Fault[])(
      'is one, whole, after a storage call %s',
      async (fault) => {
        const plain = await disturbed(-1, fault);
        expect(plain.told).toHaveLength(1);
        expect(plain.broken).toEqual([]);
        expect(plain.calls.filter((name) => name.startsWith('transact')).length).toBeGreaterThan(3);
        for (const at of triedPlaces(name, plain.calls)) {
          const where = `call ${at}, ${plain.calls[at]}`;
          const { told, at7, broken } = await disturbed(at, fault);
          expect(told, where).toEqual(plain.told);
          expect(at7, where).toEqual(plain.told);
          expect(broken, where).toEqual([]);
        }
      },
      180_000,
    );
  });
});
