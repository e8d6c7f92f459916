/** Checks 5, 6 and 8, on blobs of Azurite. */
import { expect, it } from 'vitest';
import type { Services } from '../../shared/services.ts';
import type { BlobAccount } from '../../shared/sources/archive/blob-account.ts';
import { readCheckpoint } from '../../shared/sources/archive/checkpoints.ts';
import { StorageUnavailable } from '../../shared/storage/table-store.ts';
import { openServices } from '../ingest/delivering.ts';
import { sms } from '../ingest/events.ts';
import { type OwnContainer, ownContainer } from '../sources/archive/own-container.ts';
import { contentsOf, poll } from '../sources/archive/polling.ts';

const name = 'resourceId=/A/y=2026/m=03/d=04/h=12/m=00/PT1H.json';
const linesOf = (...ids: readonly string[]) => ids.map((id) => `${JSON.stringify(sms(id))}\n`).join('');
const many = (prefix: string) => linesOf(...Array.from({ length: 8 }, (_, index) => `${prefix}${index}`));

async function offsetOf(services: Services, { container, account }: OwnContainer): Promise<number> {
  const blob = await account.facts(container, name);
  return (blob && (await readCheckpoint(services.store, blob))?.offset) ?? 0;
}

it('check 5: of two pollers on one blob at once one wins each time, and no offset goes backwards', async () => {
  const own = await ownContainer();
  const first = await openServices();
  const second = await openServices({ store: first.store });
  const { container } = own;
  const offsets = [0];
  // Between two ranges of a poller the other one has its turn.
  const watched: BlobAccount = {
    ...own.account,
    async download(...asked) {
      offsets.push(await offsetOf(first, own));
      return own.account.download(...asked);
    },
  };
  for (const round of ['a', 'b', 'c']) {
    await own.append(name, many(round));
    const polls = [first, second].map((services) => poll(services, watched, name, { container, rangeBytes: 900 }));
    const states = (await Promise.all(polls)).map(({ state }) => state);
    expect(states).toContain('complete');
    expect(states.every((state) => state === 'complete' || state === 'lost')).toBe(true);
  }
  // One that was stopped before its first range comes back when the other one has read all.
  await own.append(name, many('d'));
  const isRead = Promise.withResolvers<void>();
  const slow: BlobAccount = {
    ...own.account,
    async download(...asked) {
      await isRead.promise;
      return own.account.download(...asked);
    },
  };
  const late = poll(second, slow, name, { container, rangeBytes: 900 });
  await poll(first, watched, name, { container, rangeBytes: 900 });
  isRead.resolve();
  expect((await late).state).toBe('lost');
  offsets.push(await offsetOf(first, own));
  expect(offsets).toEqual(offsets.toSorted((a, b) => a - b));
  expect(offsets.at(-1)).toBe(many('a').length * 4);
  const { records, kept } = await contentsOf(first.store);
  expect([records.length, kept]).toEqual([32, []]);
});

it('check 6: after a crash between storing and the checkpoint the rerun adds nothing', async () => {
  const own = await ownContainer();
  const { container, account } = own;
  const { store } = await openServices();
  const services = await openServices({ store });
  await own.append(name, many('a'));
  const crashing = await openServices({
    store: {
      ...store,
      async transact(table, operations) {
        if (table === 'Checkpoints') throw new StorageUnavailable('The process ended here.');
        return store.transact(table, operations);
      },
    },
  });
  await expect(poll(crashing, account, name, { container })).rejects.toThrow(StorageUnavailable);
  expect((await contentsOf(store)).records).toHaveLength(8);
  expect(await offsetOf(services, own)).toBe(0);
  const rerun = await poll(services, account, name, { container });
  expect(rerun).toMatchObject({ state: 'complete', counts: { examined: 8, stored: 0, duplicate: 8 } });
  expect((await contentsOf(store)).records).toHaveLength(8);
  expect(await offsetOf(services, own)).toBe(many('a').length);
});

it('check 8: a blob that shrinks is detected, and the reader is not stuck', async () => {
  const own = await ownContainer();
  const { container, account } = own;
  const services = await openServices();
  await own.append(name, many('a'));
  await poll(services, account, name, { container });
  await own.remove(name);
  await own.append(name, linesOf('b'));
  const shrunk = await poll(services, account, name, { container });
  expect(shrunk).toMatchObject({ state: 'complete', rewritten: true, counts: { stored: 1 } });
  expect(shrunk.notes).toEqual([
    `${container}/${name} was rewritten since it was read; it is read again from its beginning.`,
  ]);
  await own.append(name, linesOf('c'));
  expect(await poll(services, account, name, { container })).toMatchObject({ rewritten: false, counts: { stored: 1 } });

  const block = name.replace('PT1H', 'block');
  await own.put(block, linesOf('k', 'l'));
  await poll(services, account, block, { container });
  await own.put(block, linesOf('m', 'l'));
  const replaced = await poll(services, account, block, { container });
  expect(replaced).toMatchObject({ rewritten: true, counts: { stored: 1, duplicate: 1 }, checkpoint: { left: 0 } });
});
