/** What lists show of a store. */

import type { StoredRecord } from '../../shared/categories/record.ts';
import type { Communication } from '../../shared/communications/communication.ts';
import { countCommunications } from '../../shared/communications/list/count-communications.ts';
import { listRecords } from '../../shared/query/list-records.ts';
import { readingOf } from '../../shared/query/reading.ts';
import type { Services } from '../../shared/services.ts';
import { pageOf, requestOf } from '../communications/list/communications.ts';
import { queryOf } from '../query/records.ts';

export async function listedRecords(services: Services): Promise<readonly StoredRecord[]> {
  const list = await listRecords(await readingOf(services), queryOf('limit=1000'));
  if (list.outcome !== 'listed') throw new Error(list.outcome);
  return list.records;
}

/** Also counted: a count that disagrees fails. */
export async function listedCommunications(services: Services): Promise<readonly Communication[]> {
  const reading = await readingOf(services);
  const { items } = await pageOf(reading, 'limit=1000');
  const { total } = await countCommunications(reading, requestOf('').query, () => false);
  if (total !== items.length) throw new Error(`${total} are counted, ${items.length} are listed`);
  return items.map(({ communication }) => communication);
}
