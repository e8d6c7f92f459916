import { describe, expect, it } from 'vitest';
import { readCheckpoint, saveCheckpoint } from '../../../shared/sources/archive/checkpoints.ts';
import { readBlob } from '../../../shared/sources/archive/read-blob.ts';
import { openServices } from '../../ingest/delivering.ts';
import { noon, sms } from '../../ingest/events.ts';
import { container, fakeAccount } from './fake-account.ts';
import { contentsOf, endless, filled, poll } from './polling.ts';

const name = 'resourceId=/A/y=2026/m=03/d=04/h=12/m=00/PT1H.json';
const line = (id: string) => `${JSON.stringify(sms(id))}\n`;
const linesOf = (...ids: readonly string[]) => ids.map(line).join('');
const note = `${container}/${name} was rewritten since it was read; it is read again from its beginning.`;

/** An account whose blob was read to its end. */
async function readOnce(content: string, write: 'append' | 'put') {
  const account = fakeAccount(Date.parse(noon));
  const services = await openServices();
  account[write](name, content);
  await poll(services, account, name);
  return { account, services };
}

describe('a blob that was rewritten is read from its beginning, and it is said', () => {
  it('when it was deleted and created again', async () => {
    const { account, services } = await readOnce(linesOf('a', 'b'), 'append');
    account.remove(name);
    account.now += 1000;
    account.append(name, linesOf('c', 'd', 'e'));
    const read = await poll(services, account, name);
    expect(read).toMatchObject({
      state: 'complete',
      rewritten: true,
      notes: [note],
      checkpoint: { lines: 3, left: 0 },
    });
    expect(filled(read.counts)).toEqual({ examined: 3, stored: 3 });
  });

  it('when it was created again with the same line before the offset', async () => {
    const { account, services } = await readOnce(linesOf('a', 'z'), 'append');
    account.remove(name);
    account.now += 1000;
    account.append(name, linesOf('b', 'z', 'c'));
    const read = await poll(services, account, name);
    expect(read).toMatchObject({ rewritten: true, counts: { stored: 2, duplicate: 1 } });
  });

  it('when it is shorter than before', async () => {
    const { account, services } = await readOnce(linesOf('a', 'b', 'c'), 'append');
    account.remove(name);
    account.append(name, linesOf('a'));
    const read = await poll(services, account, name);
    expect(read).toMatchObject({
      state: 'complete',
      rewritten: true,
      checkpoint: { offset: line('a').length, left: 0 },
    });
    expect(filled(read.counts)).toEqual({ examined: 1, duplicate: 1 });
    account.append(name, linesOf('d'));
    expect(filled((await poll(services, account, name)).counts)).toEqual({ examined: 1, stored: 1 });
  });

  it('when a block blob of the same length took its place, though its last line is the same', async () => {
    const { account, services } = await readOnce(linesOf('a', 'z'), 'put');
    account.put(name, linesOf('b', 'z'));
    const read = await poll(services, account, name);
    expect(read).toMatchObject({ rewritten: true, counts: { stored: 1, duplicate: 1 } });
  });

  it('when it is longer, and the line before the offset is another', async () => {
    const { account, services } = await readOnce(linesOf('a', 'b'), 'put');
    account.put(name, linesOf('c', 'd', 'e'));
    const read = await poll(services, account, name);
    expect(read).toMatchObject({ rewritten: true, counts: { stored: 3, duplicate: 0 } });
  });

  it('when it is empty now', async () => {
    const { account, services } = await readOnce(linesOf('a'), 'append');
    account.remove(name);
    account.append(name, '');
    expect(await poll(services, account, name)).toMatchObject({
      ...{ state: 'complete', rewritten: true, bytes: 0 },
      checkpoint: { offset: 0, length: 0, left: 0 },
    });
    expect(await poll(services, account, name)).toMatchObject({ state: 'complete', rewritten: false });
  });

  it('when that happens between two of its ranges', async () => {
    const account = fakeAccount(Date.parse(noon));
    const services = await openServices();
    account.append(name, linesOf('a', 'b', 'c', 'd'));
    account.onDownload = () => {
      if (account.downloads.length === 2 && account.listed(name).etag === '0x1') {
        account.remove(name);
        account.append(name, linesOf('v', 'w', 'x', 'y', 'z'));
      }
    };
    const read = await poll(services, account, name, { rangeBytes: 700 });
    expect(read).toMatchObject({ state: 'complete', rewritten: true, checkpoint: { lines: 5 } });
    expect((await contentsOf(services.store)).records.length).toBeGreaterThan(5);
  });
});

describe('a blob that is as it was', () => {
  it('is not read again when only its tag has changed', async () => {
    const { account, services } = await readOnce(linesOf('a', 'b'), 'append');
    account.append(name, '');
    const read = await poll(services, account, name);
    expect(read).toMatchObject({ state: 'complete', rewritten: false, counts: { examined: 0 } });
    expect(read.bytes).toBe(line('b').length);
    expect(await poll(services, account, name)).toMatchObject({ bytes: 0 });
  });

  it('is not taken for a shorter one because the listing is older than the checkpoint', async () => {
    const account = fakeAccount(Date.parse(noon));
    const services = await openServices();
    account.append(name, linesOf('a'));
    const listed = account.listed(name);
    account.append(name, linesOf('b'));
    const { checkpoint } = await poll(services, account, name);
    const read = await readBlob(services, account, listed, checkpoint, endless);
    expect(read).toMatchObject({ state: 'complete', rewritten: false, bytes: 0, checkpoint: { tag: checkpoint?.tag } });
  });
});

describe('two readers of a blob', () => {
  it('are told apart by the checkpoint: one wins, the other one stops, and nothing is stored twice', async () => {
    const account = fakeAccount(Date.parse(noon));
    const services = await openServices();
    account.append(name, linesOf('a', 'b', 'c', 'd'));
    const blob = account.listed(name);
    const both = await Promise.all([1, 2].map(() => readBlob(services, account, blob, undefined, endless)));
    expect(both.map(({ state }) => state).sort()).toEqual(['complete', 'lost']);
    expect(both.find(({ state }) => state === 'lost')?.checkpoint).toBeUndefined();
    expect((await contentsOf(services.store)).records).toHaveLength(4);
  });

  it('never move the offset back: who comes with an old checkpoint changes nothing', async () => {
    const { account, services } = await readOnce(linesOf('a'), 'append');
    const old = await readCheckpoint(services.store, account.listed(name));
    account.append(name, linesOf('b', 'c'));
    const { checkpoint } = await poll(services, account, name);
    const late = await readBlob(services, account, account.listed(name), old, endless, { rangeBytes: 700 });
    expect(late.state).toBe('lost');
    expect(await readCheckpoint(services.store, account.listed(name))).toEqual(checkpoint);
    if (!old) throw new Error('no checkpoint');
    expect(await saveCheckpoint(services.store, old, old.tag)).toBe('lost');
  });
});
