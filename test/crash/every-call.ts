/** The crash suite: one delivery, disturbed at each of its storage calls in turn, against the same delivery undisturbed. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { IngestAnswer } from '../../shared/ingest/answer.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { answerOf, countsOf, deliver, dump, openServices } from '../ingest/delivering.ts';
import { type Fault, faults, faultyStore } from './faulty-store.ts';

export interface Suite {
  open(): Promise<TableStore>;
  /** Values to deliver, one a line. */
  readonly batch: readonly unknown[];
  /** How many of them are of the category `chat`, which is off. */
  readonly off: number;
  /** Storage calls that the undisturbed delivery makes at least, so that the suite cannot shrink unseen. */
  readonly leastCalls: number;
}

interface State {
  readonly counted: number;
  readonly tables: Awaited<ReturnType<typeof dump>>;
}

/** What the store holds; what was dropped apart, for a redelivery is dropped again. */
async function stateOf(store: TableStore): Promise<State> {
  const { Counters = [], ...tables } = await dump(store);
  return { tables, counted: Counters.reduce((sum, { count }) => sum + Number(count), 0) };
}

/** Declares the tests of the suite. */
export function everyCallOf({ open, batch, off, leastCalls }: Suite): void {
  /** A store with the key of the hashes and with one category off. */
  async function openStore(): Promise<TableStore> {
    const store = await open();
    await store.createTable('Settings');
    const insert = (partitionKey: string, rowKey: string, facts: object) =>
      store.transact('Settings', [{ kind: 'insert', entity: { partitionKey, rowKey, ...facts } }]);
    await insert('secrets', 'hash-key', { key: 'made long ago' });
    await insert('categories', 'chat', { enabled: false });
    return store;
  }

  /** The services of a new process; the key of the hashes comes from the store. */
  const startOn = (store: TableStore) => openServices({ store, env: { HASH_KEY: '' } });

  let calls: readonly string[];
  let plain: { readonly answer: IngestAnswer; readonly state: State };
  beforeAll(async () => {
    const store = await openStore();
    const counting = faultyStore(store);
    const answer = await answerOf(await startOn(counting.store), batch);
    calls = [...counting.calls];
    plain = { answer, state: await stateOf(store) };
    await store.close();
  });

  /** Delivers with a fault, and again by a new process unless the answer was given. */
  async function disturbed(at: number, fault: Fault) {
    const store = await openStore();
    const services = await startOn(faultyStore(store, at, fault).store);
    const first = await deliver(services, batch).catch((error: unknown) => {
      if (error instanceof StorageUnavailable) return undefined;
      throw error;
    });
    const answered = first?.ended === 'done' ? first.answer : undefined;
    const before = await stateOf(store);
    const again = await answerOf(await startOn(store), batch);
    const after = await stateOf(store);
    await store.close();
    return { early: first?.answer, answered, before, again, after };
  }

  describe('a delivery whose storage call', () => {
    it(`is one of at least ${leastCalls}, to every table`, () => {
      expect(calls.length).toBeGreaterThanOrEqual(leastCalls);
      expect(plain.answer).toMatchObject({ skipped: off, rejected: 1, differing: 1 });
      expect(plain.state.counted).toBe(off);
    });

    it.each(Object.keys(faults) as Fault[])(
      '%s leaves, after redelivery, what it leaves undisturbed',
      async (fault) => {
        const unanswered: string[] = [];
        for (const [at, call] of calls.entries()) {
          const where = `call ${at}, ${call}`;
          const { early, answered, before, again, after } = await disturbed(at, fault);
          expect(after.tables, where).toEqual(plain.state.tables);
          expect(countsOf(again), where).toMatchObject({ received: batch.length, skipped: off, rejected: 1 });
          expect(again.stored + again.duplicate, where).toBe(plain.answer.stored + plain.answer.duplicate);
          expect(
            again.outcomes.map(({ id }) => id),
            where,
          ).toEqual(plain.answer.outcomes.map(({ id }) => id));
          if (answered) {
            expect(answered, where).toEqual(plain.answer);
            expect(before, where).toEqual(plain.state);
            expect([again.stored, after.counted], where).toEqual([0, 2 * off]);
          } else {
            unanswered.push(call);
            // What ended early counted nothing that is not durable, and drops may be counted a second time, never lost.
            expect(early?.stored ?? 0, where).toBe(0);
            expect(again.stored, where).toBeLessThanOrEqual(plain.answer.stored);
            expect([off, 2 * off], where).toContain(after.counted);
          }
        }
        if (!faults[fault].afterwards) return;
        // One call that goes wrong is not even seen, but for the key of the hashes: it is asked for before anything is taken.
        expect(unanswered.filter((call) => !call.endsWith('Settings'))).toEqual([]);
        expect(unanswered.length).toBeLessThanOrEqual(2);
      },
      120_000,
    );
  });
}
