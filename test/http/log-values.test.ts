/** Nothing of a record is written anywhere while records are stored, found, exported and switched off, or fail half-way. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Principal } from '../../shared/access/principal.ts';
import { createServices, type Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { everyRow, StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { idOfSms, mark, now, type Step, steps, take } from './marked-work.ts';
import { keepOutput, type WrittenOutput } from './written-output.ts';

const localPrincipal: Principal = { kind: 'local', id: mark, name: mark, roles: ['Administrator'] };
const openOn = (store: TableStore): Promise<Services> =>
  createServices({
    env: { HASH_KEY: mark.repeat(4) },
    store,
    clock: () => now,
    localPrincipal,
    background: (work) => void works.push(work()),
  });

/** What goes on behind the answers, which must write nothing either. */
const works: Promise<void>[] = [];
const invocations = async () => {
  await Promise.all(works);
  return written.logLines().filter((line) => line.includes('"function":'));
};

/** The id that the marked SMS has in every store. */
const smsId = await (async () => {
  const kept = keepOutput();
  const services = await openOn(sqliteTables({ path: ':memory:' }));
  await take(services, steps('')[0] as Step);
  const id = await idOfSms(services);
  kept.restore();
  return id;
})();

let written: WrittenOutput;
beforeEach(() => {
  written = keepOutput();
});
afterEach(() => written.restore());

/** What was written that betrays a value, in any letter case. */
function betrayals(): readonly string[] {
  written.restore();
  return written.texts.filter((text) => text.toLowerCase().includes(mark.toLowerCase()));
}

/** What goes wrong, with marks wherever an error can carry them. */
const errors: readonly [string, () => Error][] = [
  ['is unavailable', () => new StorageUnavailable(`Table ${mark}`, { cause: new Error(`AccountKey=${mark}`) })],
  [
    'fails otherwise',
    () => Object.assign(new Error(`${mark}\n    at ${mark} (file:///${mark}.ts:1:2)`), { code: `to ${mark}` }),
  ],
];

/** A store all of whose calls fail after the next so many. */
function failingAfter(inner: TableStore, error: () => Error) {
  let left = Number.POSITIVE_INFINITY;
  let failed = 0;
  const count =
    <Args extends unknown[], Result>(call: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      left -= 1;
      if (left >= 0) return call(...args);
      failed += 1;
      throw error();
    };
  const store: TableStore = {
    ...inner,
    createTable: count(inner.createTable),
    listTables: count(inner.listTables),
    transact: count(inner.transact),
    get: count(inner.get),
    query: count(inner.query),
  };
  const failAfter = (calls: number) => {
    left = calls;
  };
  return { store, failAfter, failures: () => failed };
}

describe('nothing of a record is written', () => {
  it('while it is stored, delivered again, listed, found, read, exported, switched off and rejected', async () => {
    const store = sqliteTables({ path: ':memory:' });
    const services = await openOn(store);
    const missed: string[] = [];
    for (const [index, step] of steps(smsId).entries()) {
      const asked = await take(services, step);
      if (!step.took(asked)) missed.push(`${index} ${step.name} ${step.path}: ${asked.status}`);
    }
    const lines = await invocations();
    expect(betrayals()).toEqual([]);
    expect(missed).toEqual([]);
    expect(lines).toHaveLength(steps(smsId).length);
    // The audit was reached; both files have the row of the one invocation that tests have.
    const audit = await Array.fromAsync(everyRow(store, 'Audit202603', {}), ({ event }) => event);
    expect(audit.toSorted()).toEqual(['category-switched', 'category-switched', 'records-exported']);
  });

  it.each(errors)('while storage %s half-way', async (_, error) => {
    let broken = 0;
    for (const calls of [0, 1, 2, 3, 5, 8, 13]) {
      const failing = failingAfter(sqliteTables({ path: ':memory:' }), error);
      for (const step of steps(smsId)) {
        // A new process each time, which remembers nothing; then the same to its end, for the steps that follow.
        const services = await openOn(failing.store);
        failing.failAfter(calls);
        if ((await take(services, step)).status >= 500) broken += 1;
        failing.failAfter(Number.POSITIVE_INFINITY);
        await take(services, step);
      }
      expect(failing.failures()).toBeGreaterThan(0);
    }
    const lines = await invocations();
    expect(betrayals()).toEqual([]);
    expect(lines).toHaveLength(2 * 7 * steps(smsId).length);
    expect(broken).toBeGreaterThan(20);
  });
});
