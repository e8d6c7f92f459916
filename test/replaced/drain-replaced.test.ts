import { afterEach, describe, expect, it } from 'vitest';
import type { Services } from '../../shared/services.ts';
import { everyRow, type TableStore } from '../../shared/storage/table-store.ts';
import { openServices } from '../ingest/delivering.ts';
import { noon } from '../ingest/events.ts';
import { drivers } from '../storage/drivers.ts';
import {
  archived,
  clicksOf,
  day,
  drain,
  late,
  minute,
  shown,
  shownSources,
  take,
  takeArchived,
  takeLate,
} from './clicks.ts';

interface Desk {
  readonly store: TableStore;
  readonly services: Services;
  /** Lets time go by. */
  pass(ms: number): void;
  rows(table: string): Promise<Record<string, unknown>[]>;
}

const desks: Desk[] = [];
afterEach(async () => {
  for (const { store } of desks.splice(0)) await store.close();
});

async function deskOn(store: TableStore): Promise<Desk> {
  let now = Date.parse(noon) + minute;
  const services = await openServices({ store, clock: () => new Date(now), env: { RETENTION_DAYS: 'never' } });
  const pass = (ms: number) => {
    now += ms;
  };
  const desk = { store, services, pass, rows: (table: string) => Array.fromAsync(everyRow(store, table, {})) };
  desks.push(desk);
  return desk;
}

describe.each(drivers)('records of Log Analytics whose time was replaced, on $name', ({ open }) => {
  const start = async () => deskOn(await open());

  describe.each([
    [5, 5],
    [5, 6],
    [6, 5],
    [0, 3],
    [3, 0],
  ])('with %i clicks by the archive and %i late ones', (byArchive, byLate) => {
    it.each([true, false])('show as many as the larger number (the archive is first: %s)', async (archiveFirst) => {
      const { services } = await start();
      const roads = [() => takeArchived(services, byArchive), () => takeLate(services, byLate)];
      for (const road of archiveFirst ? roads : roads.toReversed()) await road();
      expect(await shown(services)).toBe(byArchive + byLate);
      const paired = Math.min(byArchive, byLate);
      expect((await drain(services)).progress).toEqual({ replaced: paired, waiting: byLate - paired, failed: 0 });
      const sources = await shownSources(services);
      expect(sources.length).toBe(Math.max(byArchive, byLate));
      // Those with their true time stay.
      expect(sources.filter((source) => source === 'archive').length).toBe(byArchive);
      expect((await drain(services)).progress).toEqual({ replaced: 0, waiting: 0, failed: 0 });
      expect(await shownSources(services)).toEqual(sources);
    });
  });

  it('pair with an archive that comes after the first look, at a later one', async () => {
    const { services, pass } = await start();
    await takeLate(services, 6);
    expect((await drain(services)).progress).toMatchObject({ replaced: 0, waiting: 6 });
    await takeArchived(services, 5);
    expect((await drain(services)).progress).toMatchObject({ replaced: 0, waiting: 0 });
    pass(day);
    expect((await drain(services)).progress).toMatchObject({ replaced: 5, waiting: 1 });
    expect(await shown(services)).toBe(6);
  });

  it('pair one by one as they come, and never with one that has a pair', async () => {
    const { services, pass } = await start();
    const clicks = clicksOf(4).map(archived);
    for (const [step, { archive, number, expected }] of [
      { archive: 2, number: 0, expected: 2 },
      { archive: 2, number: 3, expected: 3 },
      { archive: 4, number: 3, expected: 4 },
      { archive: 4, number: 5, expected: 5 },
    ].entries()) {
      await take(services, clicks.slice(0, archive));
      await takeLate(services, number);
      pass(2 * day);
      await drain(services);
      expect(await shown(services), `step ${step}`).toBe(expected);
    }
  });

  it('are stored no more when they are delivered again after the pairing, by any road', async () => {
    const { services, rows } = await start();
    await takeArchived(services, 5);
    await takeLate(services, 5);
    await drain(services);
    const lookups = (await rows('Lookups202603')).length;
    const replaced = async () => (await rows('Pending')).filter(({ rowKey }) => String(rowKey).startsWith('replaced-'));
    const marks = await replaced();
    expect(await takeLate(services, 5)).toMatchObject({ stored: 0, duplicate: 5 });
    expect(await takeArchived(services, 5)).toMatchObject({ stored: 0, duplicate: 5 });
    expect(await replaced()).toEqual(marks);
    // Somebody exports the row and leaves the time of receiving out.
    const { _TimeReceived: _, ...exported } = late({ at: 0 });
    expect(await take(services, [exported], { source: 'push' })).toMatchObject({ duplicate: 1 });
    expect((await rows('Lookups202603')).length).toBe(lookups);
    expect(await takeLate(services, 6)).toMatchObject({ stored: 1, duplicate: 5 });
    await drain(services);
    expect(await shown(services)).toBe(6);
  });

  it('pair right when three drain at once, while both roads deliver', async () => {
    const { services, store, pass } = await start();
    await takeArchived(services, 3);
    await takeLate(services, 4);
    const others = await Promise.all([deskOn(store), deskOn(store)]);
    desks.splice(-2);
    await Promise.all([
      ...[services, ...others.map((desk) => desk.services)].map(drain),
      takeArchived(services, 5),
      takeLate(services, 6),
    ]);
    expect(await shown(services)).toBeGreaterThanOrEqual(6);
    pass(40 * day);
    await drain(services);
    expect(await shown(services)).toBe(6);
  });
});
