import { beforeEach, describe, expect, it } from 'vitest';
import { categoryNamed } from '../../shared/categories/index.ts';
import { createServices, localAdministrator, type Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';
import { switchCategory } from '../../shared/switches/switch-category.ts';
import { switchedOff } from '../../shared/switches/switches.ts';

const sms = categoryNamed('sms') ?? expect.fail('there is no category sms');
let time: number;
let queries: number;
let failing: boolean;
let one: Services;
let other: Services;

beforeEach(async () => {
  time = Date.parse('2026-03-04T12:00:00Z');
  queries = 0;
  failing = false;
  const inner = sqliteTables({ path: ':memory:' });
  const store: TableStore = {
    ...inner,
    query: async (...args) => {
      queries += 1;
      if (failing) throw new StorageUnavailable('away');
      return inner.query(...args);
    },
  };
  const options = { env: {}, store, clock: () => new Date(time) };
  one = await createServices(options);
  other = await createServices(options);
});
const slugs = async (services: Services) => [...(await switchedOff(services))];

describe('switches', () => {
  it('are effective on every instance within a minute', async () => {
    expect(await slugs(other)).toEqual([]);
    await switchCategory(one, sms, false, localAdministrator);
    expect(await slugs(one)).toEqual(['sms']);
    time += 59_999;
    expect(await slugs(other)).toEqual([]);
    time += 1;
    expect(await slugs(other)).toEqual(['sms']);
    await switchCategory(other, sms, true, localAdministrator);
    expect(await slugs(one)).toEqual([]);
  });

  it('are asked for once a minute, however many want to know', async () => {
    await Promise.all(Array.from({ length: 50 }, () => switchedOff(one)));
    time += 59_999;
    await switchedOff(one);
    expect(queries).toBe(1);
    time += 1;
    await switchedOff(one);
    expect(queries).toBe(2);
  });

  it('are asked for again when the clock was set back', async () => {
    await switchedOff(one);
    time -= 3_600_000;
    await switchedOff(one);
    expect(queries).toBe(2);
  });

  it('are never guessed: a store that does not answer is said to be away, and asked again', async () => {
    await switchCategory(one, sms, false, localAdministrator);
    failing = true;
    await expect(switchedOff(one)).rejects.toThrow(StorageUnavailable);
    failing = false;
    expect(await slugs(one)).toEqual(['sms']);
  });
});
