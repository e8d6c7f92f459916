/** The feed of changed communications: `Changes{yyyymmdd}`, written before each change, so that none can be missed. */
import type { Services } from '../../services.ts';
import { dayOf } from '../../storage/keys.ts';
import { transactIn } from '../../storage/transact-in.ts';
import { type Location, locationText } from './location.ts';

/** Whoever writes gives up after so long, in ms: what is older than twice that can be read in order. */
export const writerMs = 30_000;

export const changesPartition = 'changes';

export function changesTable(time: number): string {
  return `Changes${dayOf(time)}`;
}

export function changeKey(stamp: number, id: string): string {
  return `${String(stamp).padStart(14, '0')}-${id}`;
}

/** Notes that a communication is about to be changed; gives the stamp (ms) that its row must carry. */
export async function noteChange(services: Services, id: string, location: Location): Promise<number> {
  const { store, clock } = services;
  for (;;) {
    const stamp = clock().getTime();
    const entity = { partitionKey: changesPartition, rowKey: changeKey(stamp, id), v: 1, at: locationText(location) };
    await transactIn(store, changesTable(stamp), [{ kind: 'upsert', entity }]);
    if (clock().getTime() - stamp < writerMs / 2) return stamp;
  }
}
