import { beforeEach, describe, expect, it } from 'vitest';
import { changeKept, neverChanged } from '../../shared/kept-settings/change-kept.ts';
import { readKeptSettings } from '../../shared/kept-settings/kept-settings.ts';
import { localAdministrator } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { everyRow, type TableStore } from '../../shared/storage/table-store.ts';
import { type Fault, faults, faultyStore } from '../crash/faulty-store.ts';
import { openServices } from '../ingest/delivering.ts';

const noon = Date.parse('2026-03-04T12:00:00.000Z');
let store: TableStore;

beforeEach(() => {
  store = sqliteTables({ path: ':memory:' });
});

/** A change by a new process, seconds after noon. */
async function change(value: unknown, { tag = '*', seconds = 0, through = store } = {}) {
  const services = await openServices({ store: through, clock: () => new Date(noon + seconds * 1000) });
  return changeKept(services, {
    ...{ name: 'greeting', value, tag },
    ...{ actor: localAdministrator, operation: 'put-setting' },
  });
}

const tagOf = (changed: Awaited<ReturnType<typeof change>>) =>
  'kept' in changed ? changed.kept.change : expect.fail(changed.outcome);
const standing = async () => (await readKeptSettings({ store })).get('greeting')?.value;

/** What the audit log says, the oldest first. */
async function audited(): Promise<readonly string[]> {
  const rows = await Array.fromAsync(everyRow(store, 'Audit202603', {}));
  return rows
    .toSorted((a, b) => (String(a['at']) < String(b['at']) ? -1 : 1))
    .map((row) => `${row['target']}: ${row['old']} → ${row['new']}`);
}

describe('changing a kept setting', () => {
  it('leaves a row in the audit log for each change, with what was there before', async () => {
    await change('a');
    await change('b', { seconds: 1 });
    expect(await audited()).toEqual(['greeting: undefined → "a"', 'greeting: "a" → "b"']);
    expect(await standing()).toBe('b');
  });

  it('changes nothing where it is so already, and leaves no row', async () => {
    const first = await change('a');
    const second = await change('a', { seconds: 1 });
    expect([first.outcome, second.outcome]).toEqual(['changed', 'unchanged']);
    expect(tagOf(second)).toBe(tagOf(first));
    expect(await audited()).toHaveLength(1);
  });

  it('is refused to who has read something else, and says what the tag is now', async () => {
    const first = await change('a', { tag: neverChanged });
    expect(first.outcome).toBe('changed');
    expect(await change('b', { tag: neverChanged })).toEqual({ outcome: 'stale', tag: tagOf(first) });
    expect(await standing()).toBe('a');
    const second = await change('b', { tag: tagOf(first), seconds: 1 });
    expect(second.outcome).toBe('changed');
    expect(await change('c', { tag: tagOf(first), seconds: 2 })).toEqual({ outcome: 'stale', tag: tagOf(second) });
    expect(await audited()).toHaveLength(2);
  });

  it('is refused with the tag of a change to the same value, which was another change', async () => {
    const first = await change('a');
    await change('b', { seconds: 1 });
    await change('a', { seconds: 2 });
    expect((await change('c', { tag: tagOf(first), seconds: 3 })).outcome).toBe('stale');
  });

  it('done by many at once with one tag is done by one of them', async () => {
    const tag = tagOf(await change('a'));
    const all = await Promise.all(['b', 'c', 'd', 'e'].map((value) => change(value, { tag, seconds: 1 })));
    expect(all.map(({ outcome }) => outcome).sort()).toEqual(['changed', 'stale', 'stale', 'stale']);
    const winner = all.find(({ outcome }) => outcome === 'changed');
    expect(winner && 'kept' in winner && winner.kept.value).toBe(await standing());
    expect(await audited()).toHaveLength(2);
  });

  it('done by two at once whatever stands there is done by both, one after the other, each with its row', async () => {
    await change('a');
    const all = await Promise.all([change('b', { seconds: 1 }), change('c', { seconds: 2 })]);
    expect(all.map(({ outcome }) => outcome)).toEqual(['changed', 'changed']);
    const rows = await audited();
    const last = await standing();
    const before = last === 'b' ? 'c' : 'b';
    expect(rows).toHaveLength(3);
    expect(rows).toContain(`greeting: "a" → "${before}"`);
    expect(rows).toContain(`greeting: "${before}" → "${last}"`);
  });

  it.each([
    ['first', neverChanged],
    ['next', '*'],
  ])('whose answer got lost, so that it was written twice, is known as its own: the %s one', async (which, tag) => {
    if (which === 'next') await change('a');
    let lost = false;
    const twice: TableStore = {
      ...store,
      transact: async (table, operations) => {
        const result = await store.transact(table, operations);
        if (table !== 'Settings' || result.outcome !== 'done' || lost) return result;
        lost = true;
        return store.transact(table, operations);
      },
    };
    expect(await change('b', { tag, seconds: 1, through: twice })).toMatchObject({ outcome: 'changed' });
    expect((await audited()).at(-1)).toBe(`greeting: ${which === 'next' ? '"a"' : 'undefined'} → "b"`);
    expect(await audited()).toHaveLength(which === 'next' ? 2 : 1);
  });

  const all = (Object.keys(faults) as Fault[]).flatMap((fault) => [0, 1, 2, 3, 4, 5].map((at) => [at, fault] as const));

  it.each(all)(
    'interrupted at call %i which %s, has each change in the audit log once it is changed again',
    async (at, fault) => {
      await change('a');
      const faulty = faultyStore(store, at, fault);
      const interrupted = await change('b', { seconds: 1, through: faulty.store }).catch(() => undefined);
      const then = await standing();
      if (interrupted) expect([interrupted.outcome, then]).toEqual(['changed', 'b']);
      await change('c', { seconds: 2 });
      const chain = then === 'b' ? ['"a" → "b"', '"b" → "c"'] : ['"a" → "c"'];
      expect(await audited()).toEqual(['undefined → "a"', ...chain].map((words) => `greeting: ${words}`));
      expect(await standing()).toBe('c');
    },
  );
});
