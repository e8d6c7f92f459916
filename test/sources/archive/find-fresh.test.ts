import { beforeEach, describe, expect, it } from 'vitest';
import type { Services } from '../../../shared/services.ts';
import { blobAccount } from '../../../shared/sources/archive/blob-account.ts';
import { findFresh } from '../../../shared/sources/archive/find-fresh.ts';
import { markSurveyed } from '../../../shared/sources/archive/survey-marks.ts';
import { memoryServices } from '../../functions/app.ts';
import { resource } from '../../ingest/events.ts';
import { archiveUnderTest } from './archive-account.ts';
import { container, dayMs, hourMs, linesOf, nameAt } from './archive-blobs.ts';

const archive = archiveUnderTest();
/** Past midnight, so that two days back are three dates and not four. */
const now = Math.floor(Date.now() / dayMs) * dayMs + hourMs;
const unbounded = { until: Number.POSITIVE_INFINITY, signal: new AbortController().signal };
const vault = '/SUBSCRIPTIONS/S/RESOURCEGROUPS/R/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/V';
const second = resource.replace('DESK', 'FRONT');

describe('a container of more blobs than a page', () => {
  let services: Services;
  const look = () =>
    findFresh(services, blobAccount({ connectionString: archive.connectionString }), container, unbounded, { few: 5 });

  beforeEach(async () => {
    services = await memoryServices({ clock: () => new Date(now) });
    await archive.append(container, nameAt(now, vault), linesOf(now, 'm-3'));
    for (let back = 10; back < 16; back += 1)
      await archive.put(container, nameAt(now - back * dayMs), linesOf(now, 'm-0'));
    archive.asked.length = 0;
  });

  it('is listed by the prefixes of the last two days only', async () => {
    await archive.append(container, nameAt(now), linesOf(now, 'm-1'));
    await archive.append(container, nameAt(now - 47 * hourMs, second), linesOf(now, 'm-2'));
    const { unread, passedOver } = await look();
    const names = [nameAt(now), nameAt(now - 47 * hourMs, second)];
    expect(unread.map(({ blob }) => blob.name).toSorted()).toEqual(names.toSorted());
    expect(passedOver).toBe(1);
    const [first, hierarchy, ...days] = archive.asked.filter(({ kind }) => kind !== 'other');
    expect(first).toMatchObject({ kind: 'list', name: '', delimiter: '' });
    expect(hierarchy).toMatchObject({ kind: 'list', name: '', delimiter: 'y=' });
    const paths = [0, 1, 2].map((back) => /\/y=.*\/(?=h=)/.exec(nameAt(now - back * dayMs))?.[0]);
    const expected = paths.flatMap((path) => [`resourceId=${resource}${path}`, `resourceId=${second}${path}`]);
    expect(days.map(({ name }) => name).toSorted()).toEqual(expected.toSorted());
    expect(days.every(({ kind, delimiter }) => kind === 'list' && delimiter === '')).toBe(true);
  });

  it('gets a history run until it was listed whole, and after that none from a tick', async () => {
    expect(await look()).toMatchObject({ older: true, unread: [], passedOver: 1 });
    await markSurveyed(services.store, container, { at: new Date(now).toISOString(), unreadable: 0 });
    expect(await look()).toMatchObject({ older: false });
  });
});

describe('a container of one page', () => {
  it('asks for no history run over blobs that the last one was refused, and for one over others', async () => {
    const services = await memoryServices({ clock: () => new Date(now) });
    const look = () =>
      findFresh(services, blobAccount({ connectionString: archive.connectionString }), container, unbounded);
    await archive.append(container, nameAt(now - 9 * dayMs), linesOf(now, 'm-1'));
    expect(await look()).toMatchObject({ older: true, unread: [], listed: 1 });
    await markSurveyed(services.store, container, { at: new Date(now).toISOString(), unreadable: 1 });
    expect(await look()).toMatchObject({ older: false });
    await archive.append(container, nameAt(now - 8 * dayMs), linesOf(now, 'm-2'));
    expect(await look()).toMatchObject({ older: true });
  });
});
