/** Blobs as a diagnostic setting writes them, and what became of their records. */

import type { Services } from '../../../shared/services.ts';
import { everyRow } from '../../../shared/storage/table-store.ts';
import { resource, sms } from '../../ingest/events.ts';

export const container = 'insights-logs-smsoperational';
export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** The blob of the hour of an instant (ms). */
export function nameAt(time: number, of: string = resource): string {
  const at = new Date(time).toISOString();
  const [year, month, day, hour] = [at.slice(0, 4), at.slice(5, 7), at.slice(8, 10), at.slice(11, 13)];
  return `resourceId=${of}/y=${year}/m=${month}/d=${day}/h=${hour}/m=00/PT1H.json`;
}

/** A line for each id: an SMS of the instant. */
export function linesOf(time: number, ...ids: readonly string[]): string {
  return ids.map((id) => `${JSON.stringify(sms(id, { time: new Date(time).toISOString() }))}\r\n`).join('');
}

/** The message ids of all stored SMS, in order; what is stored twice stands twice. */
export async function storedIds({ store }: Pick<Services, 'store'>): Promise<string[]> {
  const ids: string[] = [];
  for (const table of await store.listTables('Records')) {
    for await (const row of everyRow(store, table, {})) ids.push(String(row['MessageId']));
  }
  return ids.toSorted();
}
