import { describe, expect, it } from 'vitest';
import type { BlobFacts } from '../../../shared/sources/archive/blob-facts.ts';
import {
  dayOfBlob,
  readCheckpoint,
  readCheckpoints,
  removeCheckpoint,
  saveCheckpoint,
  unreadCheckpoint,
} from '../../../shared/sources/archive/checkpoints.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import { StorageUnavailable } from '../../../shared/storage/table-store.ts';

const now = new Date('2026-03-04T12:00:00.000Z');
const nameOf = (day: string) => `resourceId=/A/y=2026/m=03/d=${day}/h=12/m=00/PT1H.json`;

function blobNamed(name: string, over: Partial<BlobFacts> = {}): BlobFacts {
  const times = { created: Date.parse('2026-02-01'), modified: now.getTime() };
  return { container: 'insights-logs-usage', name, length: 900, etag: '0x1', type: 'append', ...times, ...over };
}

const openStore = () => sqliteTables({ path: ':memory:' });

describe('a checkpoint', () => {
  it('is read as it was written, all of it', async () => {
    const store = openStore();
    const checkpoint = {
      ...unreadCheckpoint(blobNamed(nameOf('04')), now),
      offset: 300,
      lines: 2,
      lastLine: 'ab',
      left: 600,
    };
    const saved = await saveCheckpoint(store, checkpoint, undefined);
    expect(saved).toMatchObject(checkpoint);
    expect(await readCheckpoint(store, blobNamed(nameOf('04')))).toEqual(saved);
    expect(await readCheckpoint(store, blobNamed(nameOf('05')))).toBeUndefined();
  });

  it('is written by one of two who have the same, new or known', async () => {
    const store = openStore();
    const checkpoint = unreadCheckpoint(blobNamed(nameOf('04')), now);
    const first = await saveCheckpoint(store, checkpoint, undefined);
    if (first === 'lost') throw new Error('lost');
    expect(await saveCheckpoint(store, checkpoint, undefined)).toBe('lost');
    expect(await saveCheckpoint(store, { ...first, offset: 5 }, first.tag)).toMatchObject({ offset: 5 });
    expect(await saveCheckpoint(store, { ...first, offset: 4 }, first.tag)).toBe('lost');
    await removeCheckpoint(store, first);
    const there = await readCheckpoint(store, checkpoint);
    expect(there).toMatchObject({ offset: 5 });
    if (there) await removeCheckpoint(store, there);
    expect(await readCheckpoint(store, checkpoint)).toBeUndefined();
    expect(await saveCheckpoint(store, { ...first, offset: 6 }, there?.tag)).toBe('lost');
  });

  it('is known for one’s own though the answer to its writing was lost', async () => {
    const store = openStore();
    const forgetful: typeof store = {
      ...store,
      async transact(table, operations) {
        await store.transact(table, operations);
        // The driver asks again, and meets what it wrote.
        return store.transact(table, operations);
      },
    };
    await store.createTable('Checkpoints');
    const first = await saveCheckpoint(forgetful, unreadCheckpoint(blobNamed(nameOf('04')), now), undefined);
    if (first === 'lost') throw new Error('lost');
    expect(await saveCheckpoint(forgetful, { ...first, offset: 7 }, first.tag)).toMatchObject({ offset: 7 });
  });

  it('is not taken for absent when the store cannot be asked', async () => {
    const broken = { ...openStore(), get: () => Promise.reject(new StorageUnavailable('down')) };
    await expect(readCheckpoint(broken, blobNamed(nameOf('04')))).rejects.toThrow(StorageUnavailable);
  });
});

describe('the checkpoints of a container', () => {
  it('are read by days, without those of a container whose name begins alike', async () => {
    const store = openStore();
    const blobs = ['03', '04', '05'].map((day) => blobNamed(nameOf(day)));
    const others = [blobNamed(nameOf('04'), { container: 'insights-logs-usage-two' })];
    for (const blob of [...blobs, ...others]) await saveCheckpoint(store, unreadCheckpoint(blob, now), undefined);
    const all = await readCheckpoints(store, 'insights-logs-usage');
    expect([...all.keys()]).toEqual(['03', '04', '05'].map(nameOf));
    const some = await readCheckpoints(store, 'insights-logs-usage', { from: '20260304', until: '20260305' });
    expect([...some.keys()]).toEqual([nameOf('04')]);
    expect(some.get(nameOf('04'))).toMatchObject({ day: '20260304', left: 900 });
  });
});

describe('the day of a blob', () => {
  it('is that of its path, else that of its creation, which appending does not change', () => {
    expect(dayOfBlob(blobNamed(nameOf('04')))).toBe('20260304');
    expect(dayOfBlob(blobNamed('export.json'))).toBe('20260201');
    expect(dayOfBlob(blobNamed('export.json', { modified: 0 }))).toBe('20260201');
  });
});
