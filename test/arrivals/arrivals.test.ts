import { beforeEach, describe, expect, it } from 'vitest';
import { noteArrivals, readArrivals } from '../../shared/arrivals/arrivals.ts';
import { categoryNamed } from '../../shared/categories/index.ts';
import type { LogRecord } from '../../shared/categories/record.ts';
import { createServices, type Services } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';

const noon = Date.parse('2026-03-04T12:00:00.000Z');
const at = (ms: number) => new Date(noon + ms);
let writes: number;
let failing: boolean;
let services: Services;

beforeEach(async () => {
  writes = 0;
  failing = false;
  const inner = sqliteTables({ path: ':memory:' });
  await inner.createTable('Latest');
  const transact: TableStore['transact'] = async (...args) => {
    writes += 1;
    if (failing) throw new StorageUnavailable('away');
    return inner.transact(...args);
  };
  services = await createServices({ env: {}, store: { ...inner, transact } });
});

function record(slug: string, resource?: string): LogRecord {
  const category = categoryNamed(slug) ?? expect.fail(`there is no category ${slug}`);
  const columns = resource === undefined ? {} : { ResourceId: resource };
  return { category, label: category.name, time: noon, columns, additional: undefined };
}

describe('arrivals', () => {
  it('are kept by category, resource and road, shown newest first', async () => {
    await noteArrivals(services, [record('sms', '/a'), record('sms', '/b/é'), record('chat')], 'push', at(0));
    await noteArrivals(services, [record('sms', '/a')], 'archive', at(9));
    expect(await readArrivals(services)).toEqual(
      new Map([
        ['chat', [{ resource: '', source: 'push', at: at(0).toISOString() }]],
        [
          'sms',
          [
            { resource: '/a', source: 'archive', at: at(9).toISOString() },
            { resource: expect.stringMatching(/^\/(a|b\/é)$/), source: 'push', at: at(0).toISOString() },
            { resource: expect.stringMatching(/^\/(a|b\/é)$/), source: 'push', at: at(0).toISOString() },
          ],
        ],
      ]),
    );
  });

  it('cost a process one write a minute, however many records come', async () => {
    const thousands = Array.from({ length: 5000 }, () => record('sms', '/a'));
    await noteArrivals(services, thousands, 'push', at(0));
    await noteArrivals(services, thousands, 'push', at(59_999));
    expect(writes).toBe(1);
    await noteArrivals(services, thousands, 'push', at(60_000));
    expect(writes).toBe(2);
    expect((await readArrivals(services)).get('sms')?.[0]?.at).toBe(at(60_000).toISOString());
  });

  it('of many resources are written a hundred at a time', async () => {
    await noteArrivals(
      services,
      Array.from({ length: 250 }, (_, index) => record('sms', `/${index}`)),
      'push',
      at(0),
    );
    expect(writes).toBe(3);
    expect((await readArrivals(services)).get('sms')).toHaveLength(250);
  });

  it('that could not be noted are noted with the next', async () => {
    failing = true;
    await expect(noteArrivals(services, [record('sms')], 'push', at(0))).rejects.toThrow(StorageUnavailable);
    failing = false;
    await noteArrivals(services, [record('sms')], 'push', at(1));
    expect((await readArrivals(services)).get('sms')).toHaveLength(1);
  });
});
