import { expect, it } from 'vitest';
import { keepExpired } from '../../shared/outcomes/keep-expired.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';

it('keeps one row a place, with the newest count, under the day and hour of the first record', async () => {
  const store = sqliteTables({ path: ':memory:' });
  const expiredAt = Date.parse('2026-03-04T23:59:00Z');
  await keepExpired(store, 'container/a', { expired: 2, expiredAt, source: 'archive' });
  await keepExpired(store, 'container/a', { expired: 5, expiredAt, source: 'archive' });
  await keepExpired(store, 'container/b', { expired: 1, expiredAt, source: 'archive' });
  const { entities } = await store.query('Outcomes20260304', { partition: 'NOLOG_EXPIRED' });
  expect(entities.map(({ place, count }) => [place, count]).sort()).toEqual([
    ['container/a', 5],
    ['container/b', 1],
  ]);
  expect(entities[0]).toMatchObject({ source: 'archive', arrived: '2026-03-04T23:59:00.000Z', text: '', v: 1 });
  expect(await store.listTables('Outcomes')).toEqual(['Outcomes20260304']);
});
