import { beforeEach, describe, expect, it } from 'vitest';
import { categoryNamed } from '../shared/categories/index.ts';
import { noteErased } from '../shared/erasure/erased-values.ts';
import { changeKept } from '../shared/kept-settings/change-kept.ts';
import { retentionOf, retentionSetting } from '../shared/retention/retention-of.ts';
import { localAdministrator, type Services } from '../shared/services.ts';
import { forgetSettingsRows, settingsRows } from '../shared/settings-rows.ts';
import { sqliteTables } from '../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../shared/storage/table-store.ts';
import { switchCategory } from '../shared/switches/switch-category.ts';
import { answerOf, openServices } from './ingest/delivering.ts';
import { listedCommunications, listedRecords } from './purge/listed.ts';
import { sms } from './purge/messages.ts';
import { day, gatherAll } from './purge/purging.ts';

const noon = Date.parse('2026-03-04T12:00:00.000Z');
const category = categoryNamed('sms') ?? expect.fail('there is no category sms');
let time: number;
let queries: number;
let isAway: boolean;
/** Two processes on one store. */
let one: Services;
let other: Services;

beforeEach(async () => {
  time = noon;
  queries = 0;
  isAway = false;
  const inner = sqliteTables({ path: ':memory:' });
  const store: TableStore = {
    ...inner,
    query: async (table, query) => {
      if (table === 'Settings') queries += 1;
      if (table === 'Settings' && isAway) throw new StorageUnavailable('away');
      return inner.query(table, query);
    },
  };
  const clock = () => new Date(time);
  one = await openServices({ store, clock });
  other = await openServices({ store, clock });
});

const keep = (days: number) =>
  changeKept(one, {
    ...{ name: retentionSetting, value: { days }, tag: '*' },
    ...{ actor: localAdministrator, operation: 'put-setting' },
  });

let sent = 0;

/** What becomes of a new message that was sent five days ago, delivered to the other process. */
async function outcomes(): Promise<readonly string[]> {
  sent += 1;
  const answer = await answerOf(other, sms(noon - 5 * day, `new${sent}`));
  return [...new Set(answer.outcomes.map(({ outcome }) => outcome))];
}

describe('what another process sets is followed after a minute', () => {
  it.each([
    ['a shorter retention', () => keep(3), ['NOLOG_EXPIRED']],
    [
      'a category that is switched off',
      () => switchCategory(one, category, false, localAdministrator),
      ['NOLOG_CATEGORY_OFF'],
    ],
    ['an erased value', async () => noteErased(one, [(await one.hash())('+18335550100')], noon), ['NOLOG_ERASED']],
  ])('by those who take records: %s', async (_, change, expected) => {
    expect(await outcomes()).toEqual(['LOG_OK']);
    await change();
    time = noon + 60_000;
    expect(await outcomes()).toEqual(expected);
  });

  it('by those who list records and communications: a shorter retention', async () => {
    await outcomes();
    await gatherAll(other);
    const shown = async () => [(await listedRecords(other)).length, (await listedCommunications(other)).length];
    expect(await shown()).toEqual([2, 1]);
    await keep(3);
    time = noon + 60_000;
    expect(await shown()).toEqual([0, 0]);
    await keep(30);
    time = noon + 120_000;
    expect(await shown()).toEqual([2, 1]);
  });

  it('and at once by the process that set it', async () => {
    const cut = async () => (await retentionOf(one)).notBefore();
    expect(await cut()).toBe(Number.NEGATIVE_INFINITY);
    await keep(3);
    expect(await cut()).toBe(noon - 3 * day);
  });
});

describe('rows of settings', () => {
  it('are asked for once a minute, for all partitions and however many want to know at once', async () => {
    await Promise.all(['categories', 'erased', 'kept'].map((partition) => settingsRows(other, partition)));
    time += 59_999;
    await settingsRows(other, 'kept');
    expect(queries).toBe(1);
    time += 1;
    await settingsRows(other, 'kept');
    expect(queries).toBe(2);
  });

  it('count their minute from when they were asked for, not from when the answer came', async () => {
    const slow: TableStore = {
      ...one.store,
      query: async (table, query) => {
        const page = await one.store.query(table, query);
        time += 30_000;
        return page;
      },
    };
    const services = await openServices({ store: slow, clock: () => new Date(time) });
    await settingsRows(services, 'kept');
    queries = 0;
    time += 29_999;
    await settingsRows(services, 'kept');
    expect(queries).toBe(0);
    time += 1;
    await settingsRows(services, 'kept');
    expect(queries).toBe(1);
  });

  it('are those of the partition that is asked for', async () => {
    await keep(3);
    await switchCategory(one, category, false, localAdministrator);
    expect((await settingsRows(other, 'kept')).map(({ rowKey }) => rowKey)).toEqual([retentionSetting]);
    expect((await settingsRows(other, 'categories')).map(({ rowKey }) => rowKey)).toEqual(['sms']);
    expect(await settingsRows(other, 'erased')).toEqual([]);
  });

  it('are asked for again when they were forgotten, or when the clock was set back', async () => {
    await settingsRows(other, 'kept');
    forgetSettingsRows(other);
    await settingsRows(other, 'kept');
    time -= 3_600_000;
    await settingsRows(other, 'kept');
    expect(queries).toBe(3);
  });

  it('are never guessed: when a minute is over and the store is away, that is said, and they are asked for again', async () => {
    await keep(3);
    await settingsRows(other, 'kept');
    isAway = true;
    time += 59_999;
    expect(await settingsRows(other, 'kept')).toHaveLength(1);
    time += 1;
    await expect(settingsRows(other, 'kept')).rejects.toThrow(StorageUnavailable);
    await expect(outcomes()).rejects.toThrow();
    isAway = false;
    expect(await settingsRows(other, 'kept')).toHaveLength(1);
  });
});
