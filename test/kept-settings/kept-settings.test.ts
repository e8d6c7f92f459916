import { beforeEach, describe, expect, it } from 'vitest';
import { changeKept } from '../../shared/kept-settings/change-kept.ts';
import { keptSettings, readKeptSettings } from '../../shared/kept-settings/kept-settings.ts';
import { localAdministrator, type Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { openServices } from '../ingest/delivering.ts';

const noon = Date.parse('2026-03-04T12:00:00.000Z');
let time: number;
let isAway: boolean;
let one: Services;
let other: Services;

beforeEach(async () => {
  time = noon;
  isAway = false;
  const inner = sqliteTables({ path: ':memory:' });
  const store: TableStore = {
    ...inner,
    query: async (...asked) => {
      if (isAway) throw new StorageUnavailable('away');
      return inner.query(...asked);
    },
  };
  const clock = () => new Date(time);
  one = await openServices({ store, clock });
  other = await openServices({ store, clock });
});

const set = (value: unknown, name = 'greeting') =>
  changeKept(one, { name, value, tag: '*', actor: localAdministrator, operation: 'put-setting' });
const greeting = async (settings: ReturnType<typeof keptSettings>) => (await settings).get('greeting')?.value;

describe('kept settings', () => {
  it('are none before any was changed', async () => {
    expect([...(await keptSettings(one))]).toEqual([]);
    expect([...(await readKeptSettings(one))]).toEqual([]);
  });

  it('say what was set last, by which change, when and by whom', async () => {
    await set('hello');
    time += 1000;
    const changed = await set({ words: ['good', 'day'] });
    const change = 'kept' in changed ? changed.kept.change : expect.fail(changed.outcome);
    expect((await keptSettings(one)).get('greeting')).toEqual({
      ...{ value: { words: ['good', 'day'] }, change },
      ...{ at: '2026-03-04T12:00:01.000Z', by: localAdministrator.name },
    });
  });

  it('are followed by another process after a minute, and at once where they are read from the store', async () => {
    expect(await greeting(keptSettings(other))).toBeUndefined();
    await set('hello');
    expect(await greeting(readKeptSettings(other))).toBe('hello');
    time += 60_000;
    expect(await greeting(keptSettings(other))).toBe('hello');
  });

  it('are never guessed: a store that does not answer is not one without settings', async () => {
    await set('hello');
    isAway = true;
    await expect(readKeptSettings(other)).rejects.toThrow(StorageUnavailable);
    await expect(keptSettings(other)).rejects.toThrow(StorageUnavailable);
    isAway = false;
    expect(await greeting(keptSettings(other))).toBe('hello');
  });
});
