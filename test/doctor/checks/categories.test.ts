import { describe, expect, it } from 'vitest';
import { noteArrivals } from '../../../shared/arrivals/arrivals.ts';
import { categories } from '../../../shared/categories/index.ts';
import type { LogRecord } from '../../../shared/categories/record.ts';
import type { Services } from '../../../shared/services.ts';
import { transactIn } from '../../../shared/storage/transact-in.ts';
import { switchesPlace } from '../../../shared/switches/switches.ts';
import { memoryServices } from '../../functions/app.ts';
import { checkUnderTest } from '../check-under-test.ts';

const { examine, meetsEveryFault } = checkUnderTest('categories');
const current = categories.filter(({ retired }) => !retired);

async function arrived(services: Services, slugs: readonly string[]): Promise<void> {
  const records = categories
    .filter(({ slug }) => slugs.includes(slug))
    .map((category) => ({ category, columns: {} }) as unknown as LogRecord);
  await noteArrivals(services, records, 'push', services.clock());
}

describe('categories', () => {
  it('of which no record has ever come say what to set up', async () => {
    expect(await examine(await memoryServices())).toMatchObject({ fault: 'nothing', state: 'warning' });
  });

  it('that are switched on and never came are named, and what to do about them', async () => {
    const services = await memoryServices();
    await arrived(
      services,
      current.map(({ slug }) => slug).filter((slug) => slug !== 'sms' && slug !== 'chat'),
    );
    const found = await examine(services);
    expect(found).toMatchObject({ fault: 'missing', state: 'warning' });
    expect(found.finding).toMatch(/never ChatOperational and SMSOperational\.$/);
    expect(found.remedy).toContain('diagnostic setting');
  });

  it('that are switched off are not missed', async () => {
    const services = await memoryServices();
    await arrived(
      services,
      current.map(({ slug }) => slug).filter((slug) => slug !== 'sms'),
    );
    const entity = { partitionKey: switchesPlace.partition, rowKey: 'sms', enabled: false };
    await transactIn(services.store, switchesPlace.table, [{ kind: 'upsert', entity }]);
    expect(await examine(services)).toMatchObject({ state: 'ok' });
  });

  it('that are retired are not missed', async () => {
    const services = await memoryServices();
    await arrived(
      services,
      current.map(({ slug }) => slug),
    );
    expect(current.length).toBeLessThan(categories.length);
    expect(await examine(services)).toMatchObject({ state: 'ok' });
  });

  meetsEveryFault();
});
