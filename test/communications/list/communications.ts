/** Communications for tests, and stores that hold them as gathering writes them. */
import { createHash } from 'node:crypto';
import type { Communication } from '../../../shared/communications/communication.ts';
import { toRow } from '../../../shared/communications/gather/communication-row.ts';
import { locationOf } from '../../../shared/communications/gather/location.ts';
import { type CommunicationPage, listCommunications } from '../../../shared/communications/list/list-communications.ts';
import {
  type CommunicationRequest,
  readCommunicationQuery,
} from '../../../shared/communications/list/read-communication-query.ts';
import type { Reading } from '../../../shared/query/reading.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import type { Entity, TableStore } from '../../../shared/storage/table-store.ts';
import { transactIn } from '../../../shared/storage/transact-in.ts';

export function idOf(name: string | number): string {
  return `call-${createHash('sha256').update(`${name}`).digest('hex').slice(0, 32)}`;
}

/** A communication that began at a time (UTC text or ms); `name` makes its id. */
export function communicationAt(
  time: string | number,
  { name, ...facts }: Partial<Communication> & { readonly name?: string | number } = {},
): Communication {
  const start = new Date(time).toISOString();
  return {
    id: idOf(name ?? start),
    ...{ kind: 'call', state: 'Successful', outcome: 'LOG_OK', start, priority: 'Info', newest: start },
    ...{ parties: [], tags: [], usage: [], facts: {}, objects: [], ids: [], records: 1, categories: ['call-summary'] },
    ...facts,
  };
}

export async function put(store: TableStore, communications: readonly Communication[], changed = 0): Promise<void> {
  const groups = Map.groupBy(communications, (one) => {
    const { table, partitionKey } = locationOf(one);
    return `${table}/${partitionKey}`;
  });
  for (const group of groups.values()) {
    const rows: readonly Entity[] = group.map((communication) =>
      toRow(locationOf(communication), { communication, spans: [], created: changed, changed }),
    );
    const { table } = locationOf(group[0] as Communication);
    for (let first = 0; first < rows.length; first += 100)
      await transactIn(
        store,
        table,
        rows.slice(first, first + 100).map((entity) => ({ kind: 'upsert', entity })),
      );
  }
}

export async function storeOf(communications: readonly Communication[]): Promise<TableStore> {
  const store = sqliteTables({ path: ':memory:' });
  await put(store, communications);
  return store;
}

/** The request of a query string that is right. */
export function requestOf(search: string): CommunicationRequest {
  const read = readCommunicationQuery(new URLSearchParams(search));
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read.issues));
  return read.request;
}

/** The mistakes of a query string, by parameter. */
export function issuesOf(search: string): Record<string, string> {
  const read = readCommunicationQuery(new URLSearchParams(search));
  if (read.outcome === 'read') throw new Error(`is right: ${search}`);
  return Object.fromEntries(read.issues.map(({ path, message }) => [path, message]));
}

export async function pageOf(reading: Reading, search: string): Promise<CommunicationPage> {
  const list = await listCommunications(reading, requestOf(search).query);
  if (list.outcome !== 'listed') throw new Error(JSON.stringify(list));
  return list;
}

export const idsIn = ({ items }: CommunicationPage): string[] => items.map(({ communication }) => communication.id);

/** The ids of all pages, one after the other. */
export async function allPages(
  reading: Reading,
  search: string,
  between: () => Promise<void> = async () => {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: CommunicationPage = await pageOf(reading, `${search}${cursor === '' ? '' : `&cursor=${cursor}`}`);
    ids.push(...idsIn(page));
    cursor = page.next;
    await between();
  }
  return ids;
}

/** Ids newest first, as lists give them. */
export function newestFirst(communications: readonly Communication[]): string[] {
  return communications
    .toSorted((a, b) => Date.parse(b.start) - Date.parse(a.start) || (a.id < b.id ? -1 : 1))
    .map(({ id }) => id);
}
