import { describe, expect, it } from 'vitest';
import {
  readCheckpoints,
  type StoredCheckpoint,
  saveCheckpoint,
  unreadCheckpoint,
} from '../../../shared/sources/archive/checkpoints.ts';
import { removeGone } from '../../../shared/sources/archive/remove-gone.ts';
import { saveCheckpoints } from '../../../shared/sources/archive/save-checkpoints.ts';
import { memoryServices } from '../../functions/app.ts';
import { container, fakeAccount } from './fake-account.ts';

const now = new Date('2026-03-04T12:00:00.000Z');
const nameOf = (hour: number) => `resourceId=/A/y=2026/m=03/d=04/h=0${hour}/m=00/PT1H.json`;

/** An account with three blobs of one day, and what is not written yet about them. */
async function threeBlobs() {
  const account = fakeAccount(now.getTime());
  for (const hour of [1, 2, 3]) account.append(nameOf(hour), '{}\n');
  const services = await memoryServices({ clock: () => now });
  const unread = [1, 2, 3].map((hour) => unreadCheckpoint(account.listed(nameOf(hour)), now));
  return { account, services, unread };
}

describe('checkpoints written together', () => {
  it('are all written though somebody wrote one of them meanwhile, and that one stays as it is', async () => {
    const { services, unread } = await threeBlobs();
    const [, second] = unread;
    if (!second) throw new Error('There are three.');
    await saveCheckpoint(services.store, { ...second, offset: 3, left: 0 }, undefined);
    await saveCheckpoints(
      services.store,
      unread.map((checkpoint) => ({ checkpoint, tag: undefined })),
    );
    const known = await readCheckpoints(services.store, container);
    expect([1, 2, 3].map((hour) => known.get(nameOf(hour))?.left)).toEqual([3, 0, 3]);
  });
});

describe('a checkpoint of a blob that no listing showed', () => {
  it('goes only when the account does not know the blob by its name either', async () => {
    const { account, services, unread } = await threeBlobs();
    const saved = await Promise.all(unread.map((one) => saveCheckpoint(services.store, one, undefined)));
    account.remove(nameOf(2));
    expect(await removeGone(services, account, saved as StoredCheckpoint[])).toBe(1);
    expect([...(await readCheckpoints(services.store, container)).keys()].sort()).toEqual([nameOf(1), nameOf(3)]);
  });
});
