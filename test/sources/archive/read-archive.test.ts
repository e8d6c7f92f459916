import { describe, expect, it } from 'vitest';
import { readLatest } from '../../../shared/arrivals/latest.ts';
import type { Report } from '../../../shared/runs/run.ts';
import type { Services, ServicesOptions } from '../../../shared/services.ts';
import { readCheckpoints } from '../../../shared/sources/archive/checkpoints.ts';
import { readArchive } from '../../../shared/sources/archive/read-archive.ts';
import { memoryServices } from '../../functions/app.ts';
import { archiveUnderTest } from './archive-account.ts';
import { container, dayMs, hourMs, linesOf, nameAt, storedIds } from './archive-blobs.ts';
import { tickingClock } from './history-runs.ts';

const archive = archiveUnderTest();
const now = () => Date.now();

const servicesOf = (options: ServicesOptions = {}) =>
  memoryServices({ env: { ARCHIVE_STORAGE: archive.connectionString }, ...options });

function tick(services: Services, seconds = 240): Promise<Report> {
  const until = services.clock().getTime() + seconds * 1000;
  return readArchive(services, { until, signal: new AbortController().signal });
}

const looksOf = async (services: Services) =>
  (await readLatest(services)).looks.map((look) => (look.ended === 'failed' ? look.class : look.ended));

describe('a tick', () => {
  it('finds what was appended, and then reads the new bytes only', async () => {
    const services = await servicesOf();
    const first = linesOf(now(), 'm-1', 'm-2');
    await archive.append(container, nameAt(now()), first);
    expect(await tick(services)).toMatchObject({ counts: { examined: 2, stored: 2 }, progress: { read: 1 } });

    const second = linesOf(now(), 'm-3');
    await archive.append(container, nameAt(now()), second);
    archive.asked.length = 0;
    expect(await tick(services)).toMatchObject({ counts: { examined: 1, stored: 1, duplicate: 0 } });
    expect(await storedIds(services)).toEqual(['m-1', 'm-2', 'm-3']);
    // The last line is asked for with them: by it the blob is known to be the same.
    const [download, ...more] = archive.asked.filter(({ kind }) => kind === 'download');
    expect(more).toEqual([]);
    const start = Number(/bytes=(\d+)-/.exec(download?.range ?? '')?.[1]);
    expect(start).toBeGreaterThan(0);
    expect(start).toBeLessThanOrEqual(Buffer.byteLength(first));
    expect(await looksOf(services)).toEqual(['succeeded']);
  });

  it('says where the first line stands that cannot be read, and nothing of what it says', async () => {
    const services = await servicesOf();
    const first = linesOf(now(), 'm-1');
    await archive.append(container, nameAt(now()), `${first}{"secret\n${linesOf(now(), 'm-2')}`);
    const { counts, reason } = await tick(services);
    expect(counts).toMatchObject({ stored: 2, rejected: 1 });
    const place = `${container}/${nameAt(now())}@${Buffer.byteLength(first)}`;
    expect(reason).toEqual({ class: 'note', words: `${place}: 1 could not be read; the text is kept.` });
  });

  it('downloads nothing and counts nothing when nothing is new', async () => {
    const services = await servicesOf();
    await archive.append(container, nameAt(now()), linesOf(now(), 'm-1'));
    await archive.append(container, nameAt(now() - hourMs), linesOf(now(), 'm-2'));
    await tick(services);
    archive.asked.length = 0;
    const { counts, reason, failed } = await tick(services);
    expect(counts).toEqual({ examined: 0, stored: 0, duplicate: 0, skipped: 0, rejected: 0, failed: 0 });
    expect({ reason, failed }).toEqual({});
    expect(archive.asked.map(({ kind }) => kind)).toEqual(['containers', 'list']);
  });

  it('reads the newest hour first', async () => {
    const services = await servicesOf();
    for (const hour of [30, 2, 47, 0, 12]) {
      await archive.append(container, nameAt(now() - hour * hourMs), linesOf(now(), `m-${hour}`));
    }
    await tick(services);
    const downloads = archive.asked.filter(({ kind }) => kind === 'download').map(({ name }) => name);
    // Four are read at once; the oldest waits for one of them.
    expect(downloads.at(-1)).toBe(nameAt(now() - 47 * hourMs));
    expect(downloads).toHaveLength(5);
  });

  it('stops when its time is over, and the next one goes on', async () => {
    const services = await servicesOf({ clock: tickingClock(now()) });
    for (let hour = 0; hour < 12; hour += 1) {
      await archive.append(container, nameAt(now() - hour * hourMs), linesOf(now(), `m-${hour}`));
    }
    const { progress } = await tick(services, 0.05);
    expect(progress?.['read']).toBeLessThan(12);
    const before = (await storedIds(services)).length;
    expect(await tick(services)).toMatchObject({ counts: { stored: 12 - before, duplicate: 0 } });
    expect(await storedIds(services)).toHaveLength(12);
  });

  it('passes blobs of other resource providers over and counts them', async () => {
    const services = await servicesOf();
    const vault = '/SUBSCRIPTIONS/S/RESOURCEGROUPS/R/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/V';
    await archive.append('insights-logs-auditevent', nameAt(now(), vault), linesOf(now(), 'm-9'));
    await archive.append(container, nameAt(now()), linesOf(now(), 'm-1'));
    const { progress } = await tick(services);
    expect(progress).toMatchObject({ containers: 2, blobs: 2, passedOver: 1, unread: 1, read: 1 });
    expect(await storedIds(services)).toEqual(['m-1']);
  });

  it('removes the checkpoint of a blob that is gone, and reads one that comes back', async () => {
    const services = await servicesOf();
    await archive.append(container, nameAt(now()), linesOf(now(), 'm-1'));
    await archive.append(container, nameAt(now() - hourMs), linesOf(now(), 'm-2'));
    await tick(services);
    await archive.remove(container, nameAt(now() - hourMs));
    expect(await tick(services)).toMatchObject({ progress: { checkpointsRemoved: 1 } });
    expect([...(await readCheckpoints(services.store, container)).keys()]).toEqual([nameAt(now())]);
    await archive.append(container, nameAt(now() - hourMs), linesOf(now(), 'm-3'));
    expect(await tick(services)).toMatchObject({ counts: { stored: 1 } });
  });

  it('of two at once stores nothing twice', async () => {
    const services = await servicesOf();
    const other = await servicesOf({ store: services.store });
    for (let hour = 0; hour < 6; hour += 1) {
      await archive.append(container, nameAt(now() - hour * hourMs), linesOf(now(), `m-${hour}`));
    }
    const [one, two] = await Promise.all([tick(services), tick(other)]);
    expect((one.counts?.stored ?? 0) + (two.counts?.stored ?? 0)).toBe(6);
    expect(await storedIds(services)).toHaveLength(6);
    expect((await tick(other)).counts?.examined).toBe(0);
  });
});

describe('a tick that cannot read', () => {
  it('says so where no archive is set, and asks nobody', async () => {
    const services = await memoryServices();
    const report = await tick(services);
    expect(report).toMatchObject({ reason: { class: 'note', words: expect.stringContaining('ARCHIVE_STORAGE') } });
    expect(report.failed).toBeUndefined();
    expect(await looksOf(services)).toEqual([]);
  });

  it('says that there is nothing to read where no diagnostic setting archives', async () => {
    const services = await servicesOf();
    await archive.append('somebody-elses', 'a.json', linesOf(now(), 'm-1'));
    const report = await tick(services);
    expect(report).toMatchObject({ reason: { class: 'nothing' }, progress: { containers: 0 } });
    expect(report.failed).toBeUndefined();
    expect(await looksOf(services)).toEqual(['nothing']);
  });

  it('fails as refused when the account refuses, keeps its checkpoints, and goes on when it is let in', async () => {
    const services = await servicesOf();
    await archive.append(container, nameAt(now()), linesOf(now(), 'm-1'));
    await tick(services);
    const before = await readCheckpoints(services.store, container);
    archive.refuse(() => ({ status: 403, code: 'AuthorizationFailure' }));
    expect(await tick(services)).toMatchObject({ failed: true, reason: { class: 'refused' } });
    expect(await readCheckpoints(services.store, container)).toEqual(before);
    expect(await looksOf(services)).toEqual(['refused', 'succeeded']);

    archive.refuse(() => undefined);
    await archive.append(container, nameAt(now()), linesOf(now(), 'm-2'));
    expect(await tick(services)).toMatchObject({ counts: { examined: 1, stored: 1 } });
  });

  it('fails as refused when one blob is refused, and reads the others all the same', async () => {
    const services = await servicesOf();
    for (const hour of [0, 1, 2])
      await archive.append(container, nameAt(now() - hour * hourMs), linesOf(now(), `m-${hour}`));
    archive.refuse(({ kind, name }) =>
      kind === 'download' && name === nameAt(now()) ? { status: 403, code: 'AuthorizationFailure' } : undefined,
    );
    expect(await tick(services)).toMatchObject({ failed: true, reason: { class: 'refused' }, counts: { stored: 2 } });
    expect(await storedIds(services)).toEqual(['m-1', 'm-2']);
  });

  it('fails as unreachable when nobody answers', async () => {
    const nobody = archive.connectionString.replace(
      /BlobEndpoint=http:\/\/127\.0\.0\.1:\d+/,
      'BlobEndpoint=http://127.0.0.1:9',
    );
    const services = await memoryServices({ env: { ARCHIVE_STORAGE: nobody } });
    expect(await tick(services)).toMatchObject({ failed: true, reason: { class: 'unreachable' } });
    expect(await looksOf(services)).toEqual(['unreachable']);
  });
});

describe('a blob of a former day', () => {
  it('is left to a history run, which the tick opens once', async () => {
    const services = await servicesOf();
    await archive.append(container, nameAt(now() - 30 * dayMs), linesOf(now() - 30 * dayMs, 'm-old'));
    await archive.append(container, nameAt(now()), linesOf(now(), 'm-new'));
    expect(await tick(services)).toMatchObject({ reason: { words: expect.stringContaining('archive-history') } });
    expect(await storedIds(services)).toEqual(['m-new']);
    expect((await tick(services)).reason).toBeUndefined();
    const { entities } = await services.store.query('Runs', {});
    expect(
      entities.filter(({ rowKey }) => rowKey.includes('archive-history')).map(({ rowKey }) => rowKey),
    ).toHaveLength(2);
  });
});
