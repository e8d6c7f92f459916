/** Up to when the nightly run has asked the workspace, for each category. */
import type { Services } from '../../services.ts';
import { transactIn } from '../../storage/transact-in.ts';

/** Table and partition of the watermarks; the row is the category's slug. */
const place = { table: 'Settings', partition: 'watermarks' } as const;

/** Others who write the same row meanwhile are outlasted so often; only a run that lost its lease does. */
const attempts = 5;

/** The watermark of a category in ms; undefined: it was never asked for. */
export async function readWatermark({ store }: Pick<Services, 'store'>, slug: string): Promise<number | undefined> {
  const row = await store.get(place.table, place.partition, slug);
  return row === undefined ? undefined : Date.parse(String(row['until']));
}

/** Moves the watermark of a category to `until` (ms), never back. To be called when all before it is durable. */
export async function saveWatermark({ store }: Pick<Services, 'store'>, slug: string, until: number): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const known = await store.get(place.table, place.partition, slug);
    if (known !== undefined && Date.parse(String(known['until'])) >= until) return;
    const entity = {
      partitionKey: place.partition,
      rowKey: slug,
      v: 1,
      until: new Date(until).toISOString(),
    };
    const result = await transactIn(store, place.table, [
      known === undefined ? { kind: 'insert', entity } : { kind: 'replace', entity, etag: known.etag },
    ]);
    if (result.outcome === 'done') return;
  }
  // The one that outlasted this one has asked too; the next night asks again from where it stands.
}
