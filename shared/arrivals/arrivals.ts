/** When records of a category last arrived, by resource and road: table `Latest`. */
import { createHash } from 'node:crypto';
import type { LogRecord } from '../categories/record.ts';
import { perServices } from '../per-services.ts';
import type { Services } from '../services.ts';
import { everyRow } from '../storage/table-store.ts';
import { transactIn } from '../storage/transact-in.ts';
import { type ArrivalRow, looksFrom, latestPlace as place } from './latest.ts';

/** Each process writes a row at most once in this time, in ms. */
const quietMs = 60_000;
const mostRemembered = 50_000;
const rowsPerTransaction = 100;

/** When each row was last written by this process: ms by row key. */
const notedOf = perServices(() => new Map<string, number>());

type Arrival = Pick<ArrivalRow, 'slug' | 'resource'>;

/**
 * Notes that records arrived by a road (`source`: lower case, digits and hyphens); what was noted within the last minute
 * costs nothing. Throws StorageUnavailable when it could not.
 */
export async function noteArrivals(
  services: Services,
  records: readonly LogRecord[],
  source: string,
  at: Date,
): Promise<void> {
  const noted = notedOf(services);
  if (noted.size > mostRemembered) noted.clear();
  const time = at.getTime();
  const isDue = (rowKey: string) => time - (noted.get(rowKey) ?? Number.NEGATIVE_INFINITY) >= quietMs;
  const due = arrivalsIn(records)
    .map((arrival) => ({ ...arrival, rowKey: rowKeyOf(arrival, source) }))
    .filter(({ rowKey }) => isDue(rowKey));
  for (let start = 0; start < due.length; start += rowsPerTransaction) {
    const rows = due.slice(start, start + rowsPerTransaction);
    await transactIn(
      services.store,
      place.table,
      rows.map((row) => ({
        kind: 'upsert',
        entity: { partitionKey: place.partition, ...row, v: 1, source, at: at.toISOString() },
      })),
    );
    for (const { rowKey } of rows) noted.set(rowKey, time);
  }
}

/** The categories and resources of records, each pair once. */
function arrivalsIn(records: readonly LogRecord[]): Arrival[] {
  const arrivals = new Map<string, Arrival>();
  for (const { category, columns } of records) {
    const resource = String(columns.ResourceId ?? '');
    arrivals.set(`${category.slug}\n${resource}`, { slug: category.slug, resource });
  }
  return [...arrivals.values()];
}

function rowKeyOf({ slug, resource }: Arrival, source: string): string {
  const hash = createHash('sha256').update(resource).digest('hex').slice(0, 32);
  return `${slug}-${hash}-${source}`;
}

/** Of a category. */
export type NewestArrival = Pick<ArrivalRow, 'resource' | 'source' | 'at'>;

/** The newest arrival by resource and road: by slug, newest first. One query. */
export async function readArrivals(services: Services): Promise<ReadonlyMap<string, readonly NewestArrival[]>> {
  const bySlug = new Map<string, NewestArrival[]>();
  const query = { partition: place.partition, rows: { until: looksFrom } };
  for await (const row of everyRow(services.store, place.table, query)) {
    const { slug, resource, source, at } = row as unknown as ArrivalRow;
    const known = bySlug.get(slug);
    if (known) known.push({ resource, source, at });
    else bySlug.set(slug, [{ resource, source, at }]);
  }
  for (const newest of bySlug.values()) newest.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
  return bySlug;
}
