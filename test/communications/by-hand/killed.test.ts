/** A process that ends, or a storage call that goes wrong, at each place of an operation by hand. */
import { describe, expect, it } from 'vitest';
import { putPerson } from '../../../shared/directory/write-person.ts';
import { getRun } from '../../../shared/runs/get-run.ts';
import { localAdministrator } from '../../../shared/services.ts';
import { StorageUnavailable, type TableStore } from '../../../shared/storage/table-store.ts';
import { type Fault, faults, faultyStore } from '../../crash/faulty-store.ts';
import { triedPlaces } from '../../crash/tried-places.ts';
import { answerOf } from '../../ingest/delivering.ts';
import { drivers } from '../../storage/drivers.ts';
import { brokenPointers, communicationsIn, minute, processOn, tick } from '../gather/stored.ts';
import { automationCall } from '../stories.ts';
import { ago, begin, done, gathered, message, now, type Operation, sent, work } from './operating.ts';

const records = [...message('a', ago(1)), sent('b', ago(0, 30)), ...automationCall.slice(0, 2)];
const ann = {
  ...{ id: 'ann', name: 'Ann', numbers: ['+18335550100'], addresses: [], identities: [] },
  ...{ userField: 'sales', active: true, ignores: [] },
};

/** What is there before, and what the operation is asked. */
const operations: Readonly<Record<Operation, { prepare(store: TableStore): Promise<unknown>; request: object }>> = {
  generate: {
    async prepare(store) {
      await answerOf(await processOn(store, now - 30 * minute), records);
      // As they were stored before there were communications.
      await store.dropTable('Pending');
    },
    request: { count: 4 },
  },
  delete: { prepare: (store) => gathered(store, records), request: { days: 3 } },
  regenerate: {
    async prepare(store) {
      await gathered(store, records);
      await putPerson(await processOn(store, now), ann, localAdministrator);
    },
    request: { days: 30 },
  },
};

describe.each(drivers)('an operation by hand on $name', ({ name, open }) => {
  async function disturbed(operation: Operation, at: number, fault: Fault) {
    const { prepare, request } = operations[operation];
    const store = await open();
    await prepare(store);
    const { id } = await begin(await processOn(store, now), operation, request);
    const faulty = faultyStore(store, at, fault);
    await work(await processOn(faulty.store, now)).catch((error: unknown) => {
      if (!(error instanceof StorageUnavailable)) throw error;
    });
    // A new process, when the lease is over.
    await work(await processOn(store, now + minute));
    const run = await getRun(await processOn(store, now + minute), String(id));
    const made = (await communicationsIn(store)).map(({ id }) => id);
    await tick(await processOn(store, now + 3 * minute));
    const after = await communicationsIn(store);
    const broken = await brokenPointers(store);
    await done(await processOn(store, now + 4 * minute), 'generate');
    const whole = await communicationsIn(store);
    await store.close();
    return { run, made, after, broken, whole, calls: faulty.calls };
  }

  describe.each(Object.keys(operations) as Operation[])('%s', (operation) => {
    it.each(Object.keys(faults) as Fault[])(
      'killed between any two writes and run again gives exactly one communication per real one with the same ids: %s',
      async (fault) => {
        const plain = await disturbed(operation, -1, fault);
        expect(plain.whole).toHaveLength(3);
        expect(plain.after).toHaveLength(operation === 'delete' ? 1 : 3);
        expect(plain.calls.length).toBeGreaterThan(20);
        for (const at of triedPlaces(name, plain.calls)) {
          const where = `call ${at}, ${plain.calls[at]}`;
          const { run, made, after, broken, whole } = await disturbed(operation, at, fault);
          expect(run?.state, where).toBe('done');
          expect(made, where).toEqual(plain.made);
          // What the timer adds: names, where it was the directory that did not answer.
          expect(after, where).toEqual(plain.after);
          expect(broken, where).toEqual([]);
          expect(whole, where).toEqual(plain.whole);
        }
      },
      240_000,
    );
  });
});
