import { beforeEach, describe, expect, it } from 'vitest';
import { noteArrivals, readArrivals } from '../../shared/arrivals/arrivals.ts';
import { readLatest } from '../../shared/arrivals/latest.ts';
import { noteLooked } from '../../shared/arrivals/looked.ts';
import { categoryNamed } from '../../shared/categories/index.ts';
import { createServices, type Services } from '../../shared/services.ts';
import type { SourceFailure } from '../../shared/source-failure.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { StorageUnavailable, type TableStore } from '../../shared/storage/table-store.ts';

const at = (minutes: number) => new Date(Date.parse('2026-03-04T12:00:00.000Z') + minutes * 60_000);
const iso = (minutes: number) => at(minutes).toISOString();
const refused: SourceFailure = {
  class: 'refused',
  words: 'The account refuses the identity: give it the reader role.',
};
const throttled: SourceFailure = { class: 'throttled', words: 'The account is busy.' };
let writes: number;
let failing: boolean;
let store: TableStore;
let services: Services;

beforeEach(async () => {
  writes = 0;
  failing = false;
  const inner = sqliteTables({ path: ':memory:' });
  const transact: TableStore['transact'] = async (...args) => {
    writes += 1;
    if (failing) throw new StorageUnavailable('away');
    return inner.transact(...args);
  };
  store = { ...inner, transact };
  services = await createServices({ env: {}, store });
});

const looks = async () => (await readLatest(services)).looks;

describe('a look at a road', () => {
  it('that failed keeps class, words and time', async () => {
    await noteLooked(services, { source: 'archive' }, at(0), refused);
    const failed = { source: 'archive', slug: '', ended: 'failed', ...refused, at: iso(0), since: iso(0) };
    expect(await looks()).toEqual([expect.objectContaining(failed)]);
  });

  it('that succeeded says when, and leaves the last failure to be seen', async () => {
    await noteLooked(services, { source: 'archive' }, at(0), refused);
    await noteLooked(services, { source: 'archive' }, at(0.1));
    expect(await looks()).toEqual([
      expect.objectContaining({ ended: 'failed', at: iso(0) }),
      expect.objectContaining({ ended: 'succeeded', at: iso(0.1) }),
    ]);
  });

  it('of one category stands beside that of the road', async () => {
    await noteLooked(services, { source: 'log-analytics' }, at(0));
    await noteLooked(services, { source: 'log-analytics', slug: 'sms' }, at(0), throttled);
    expect((await looks()).map(({ slug, ended }) => ({ slug, ended }))).toEqual([
      { slug: 'sms', ended: 'failed' },
      { slug: '', ended: 'succeeded' },
    ]);
  });

  it('is noted once a minute, at once when it ends otherwise', async () => {
    const look = (minutes: number, failure?: SourceFailure) =>
      noteLooked(services, { source: 'archive' }, at(minutes), failure);
    await look(0);
    const before = writes;
    await look(0.5);
    expect(writes).toBe(before);
    await look(0.6, refused);
    await look(0.7);
    await look(1.7);
    expect(writes).toBe(before + 3);
  });

  it('that could not be noted is noted with the next', async () => {
    await noteLooked(services, { source: 'import' }, at(-9));
    failing = true;
    await expect(noteLooked(services, { source: 'archive' }, at(0), refused)).rejects.toThrow(StorageUnavailable);
    failing = false;
    await noteLooked(services, { source: 'archive' }, at(0), refused);
    expect(await looks()).toContainEqual(expect.objectContaining({ source: 'archive' }));
  });

  it('is no arrival', async () => {
    const category = categoryNamed('sms') ?? expect.fail('there is no category sms');
    const record = { category, label: category.name, time: 0, columns: {}, additional: undefined };
    await noteArrivals(services, [record], 'archive', at(0));
    await noteLooked(services, { source: 'archive' }, at(0), refused);
    expect([...(await readArrivals(services)).keys()]).toEqual(['sms']);
    expect((await readLatest(services)).arrivals).toHaveLength(1);
  });
});

describe('a failure', () => {
  const failAt = (minutes: number, failure: SourceFailure) =>
    noteLooked(services, { source: 'archive' }, at(minutes), failure);
  const since = async () => (await looks()).flatMap((look) => (look.ended === 'failed' ? [look.since] : []))[0];

  it('says since when it lasts, whichever instance saw its beginning', async () => {
    await failAt(0, refused);
    services = await createServices({ env: {}, store });
    await failAt(5, { ...refused, words: 'Refused again.' });
    expect(await since()).toBe(iso(0));
    expect(await looks()).toEqual([expect.objectContaining({ at: iso(5), words: 'Refused again.' })]);
  });

  it.each([
    ['another failure', () => failAt(3, throttled)],
    ['a success', () => noteLooked(services, { source: 'archive' }, at(3))],
  ])('begins anew after %s', async (_, between) => {
    await failAt(0, refused);
    await between();
    await failAt(5, refused);
    expect(await since()).toBe(iso(5));
  });
});
