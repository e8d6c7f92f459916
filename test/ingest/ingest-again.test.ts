import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '../../shared/services.ts';
import type { TableStore } from '../../shared/storage/table-store.ts';
import { drivers } from '../storage/drivers.ts';
import { answerOf, countsOf, dump, openServices } from './delivering.ts';
import { afterNoon, sms, usage } from './events.ts';

/** Two categories and days, in several hours. */
const batch = Array.from({ length: 80 }, (_, index) => {
  const time = afterNoon((index % 2) * 3_700_000 - (index % 2) * 86_400_000 + index);
  return index % 4 === 0 ? usage(`r-${index}`, { time }) : sms(`m-${index}`, { time });
});

describe.each(drivers)('one batch on $name', ({ open }) => {
  let store: TableStore;
  beforeAll(async () => {
    store = await open();
  });
  afterAll(() => store.close());

  it('delivered 20 times at once is stored once, and each record is counted as stored once', async () => {
    const instances = await Promise.all(Array.from({ length: 4 }, () => openServices({ store })));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => answerOf(instances[index % 4] as Services, rotated(index * 4))),
    );
    const sum = (count: 'received' | 'stored' | 'duplicate') =>
      answers.reduce((total, answer) => total + answer[count], 0);
    expect([sum('received'), sum('stored'), sum('duplicate')]).toEqual([20 * 80, 80, 19 * 80]);
    for (const answer of answers) expect(answer).not.toHaveProperty('differing');
    const tables = await dump(store);
    const records = Object.entries(tables).filter(([table]) => table.startsWith('Records'));
    expect(records.flatMap(([, rows]) => rows)).toHaveLength(80);
  });

  it('delivered again later changes no row', async () => {
    const before = await dump(store);
    expect(countsOf(await answerOf(await openServices({ store }), batch))).toMatchObject({ stored: 0, duplicate: 80 });
    expect(await dump(store)).toEqual(before);
  });
});

/** The batch from another place on, so that its transactions are made up otherwise. */
function rotated(by: number) {
  return [...batch.slice(by), ...batch.slice(0, by)];
}
