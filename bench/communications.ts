/** A million communications: what a page, a filtered page and counts ask of storage, and how long that takes beside ten thousand. */
import { join } from 'node:path';
import type { Communication } from '../shared/communications/communication.ts';
import { toRow } from '../shared/communications/gather/communication-row.ts';
import { locationOf } from '../shared/communications/gather/location.ts';
import { countCommunications } from '../shared/communications/list/count-communications.ts';
import { listCommunications } from '../shared/communications/list/list-communications.ts';
import { readCommunicationQuery } from '../shared/communications/list/read-communication-query.ts';
import { batchesOf, partitionsOf } from '../shared/storage/batches.ts';
import { sqliteTables } from '../shared/storage/sqlite.ts';
import type { Entity, TableStore } from '../shared/storage/table-store.ts';
import { transactIn } from '../shared/storage/transact-in.ts';
import { type Bench, type Measure, median, times } from './measure.ts';
import { countingStore } from './support-counting-store.ts';
import { tempFolder } from './support-temp-folder.ts';

const dayMs = 86_400_000;
const sizes = [10_000, 1_000_000] as const;
const days = 27;
const kinds = ['call', 'email', 'sms', 'chat', 'operation'] as const;
const repeats = 9;

/** One of them; every fiftieth failed. */
function made(number: number, start: number): Communication {
  const kind = kinds[number % kinds.length] ?? 'call';
  const id = `request-${String(number).padStart(32, '0')}`;
  const from = new Date(start).toISOString();
  return {
    ...{ id, kind, state: number % 50 === 0 ? 'Failed' : 'Successful', outcome: 'LOG_OK', start: from, end: from },
    ...{ seconds: number % 600, direction: 'outbound', account: 'example.org', priority: 'Info', tags: ['sales'] },
    resource: '/subscriptions/s/resourcegroups/g/providers/microsoft.communication/communicationservices/bench',
    parties: ['from', 'to'].map((role, place) => ({
      ...{ value: `+1833555${String((number + place) % 10_000).padStart(4, '0')}`, type: 'phone' },
      role: role as 'from' | 'to',
    })),
    ...{ usage: [], facts: {}, objects: [], ids: [{ kind: 'request', value: id }] },
    ...{ records: 3, categories: ['sms'], newest: from },
  };
}

async function fill(store: TableStore, count: number, newest: number): Promise<void> {
  const step = Math.floor((days * dayMs) / count);
  let rows: { table: string; entity: Entity }[] = [];
  const write = async () => {
    const batches = partitionsOf(rows).flatMap(({ table, rows: group }) =>
      batchesOf(group.map(({ entity }) => entity)).map((entities) =>
        transactIn(
          store,
          table,
          entities.map((entity) => ({ kind: 'insert', entity })),
        ),
      ),
    );
    await Promise.all(batches);
    rows = [];
  };
  for (let number = 0; number < count; number += 1) {
    const communication = made(number, newest - number * step);
    const location = locationOf(communication);
    const entity = toRow(location, { communication, spans: [], created: newest, changed: newest });
    rows.push({ table: location.table, entity });
    if (rows.length === 5000) await write();
  }
  await write();
}

interface Question {
  readonly what: string;
  readonly search: string;
  readonly most: number;
}

const questions: readonly Question[] = [
  { what: 'first page of all kinds', search: '', most: 5 },
  { what: 'first page of one kind', search: 'kind=call', most: 5 },
  { what: 'first page of what failed (one in fifty)', search: 'state=Failed', most: 5 },
  { what: 'first page of one number', search: 'kind=sms&number=%2B18335550042', most: 60 },
];

export const bench: Bench = async () => {
  using folder = tempFolder();
  const measures: Measure[] = [];
  const asked = new Map<string, { seconds: number; requests: number }[]>();
  const newest = Date.now() - dayMs;
  for (const size of sizes) {
    const { store, take } = countingStore(sqliteTables({ path: join(folder.path, `${size}.db`) }));
    await fill(store, size, newest);
    const reading = { store, notBefore: () => 0, successfulNotBefore: 0, now: () => Date.now() };
    for (const { what, search } of questions) {
      const read = readCommunicationQuery(new URLSearchParams(search));
      if (read.outcome !== 'read') throw new Error(JSON.stringify(read.issues));
      const seconds: number[] = [];
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        take();
        const start = performance.now();
        const list = await listCommunications(reading, read.request.query);
        if (list.outcome !== 'listed' || list.items.length === 0) throw new Error(`${what}: nothing is listed`);
        seconds.push((performance.now() - start) / 1000);
      }
      asked.set(what, [...(asked.get(what) ?? []), { seconds: median(seconds), requests: take().total }]);
    }
    const read = readCommunicationQuery(new URLSearchParams('state=Failed'));
    if (read.outcome !== 'read') throw new Error('the question is wrong');
    const exact = async (what: string, mostAsks: number) => {
      take();
      const start = performance.now();
      for (let asks = 1; ; asks += 1) {
        const counts = await countCommunications(reading, read.request.query, () => false);
        if (!counts.totalIsLowerBound && counts.total !== size) throw new Error(`${what}: ${counts.total} of ${size}`);
        if (!counts.totalIsLowerBound) break;
        if (asks === mostAsks) throw new Error(`${what}: not exact after being asked ${asks} times`);
      }
      const seconds = (performance.now() - start) / 1000;
      asked.set(what, [...(asked.get(what) ?? []), { seconds, requests: take().total }]);
    };
    // One count looks at 200 pages at most; days that were counted stay counted.
    await exact('counts per state, asked until all days are tallied', 10);
    await exact('counts per state, once the days are tallied', 1);
    await store.close();
  }
  for (const [what, [few, many]] of asked) {
    if (!few || !many) continue;
    const most =
      questions.find((one) => one.what === what)?.most ?? (what.includes('once') ? 5 : sizes[1] / 1000 + 500);
    measures.push({
      what: `${what}, at 1 M communications`,
      measured: `${many.requests} requests, ${times(many.seconds / few.seconds)} the time at 10 thousand (${(many.seconds * 1000).toFixed(1)} ms)`,
      budget: `at most ${most} requests`,
      met: many.requests <= most,
    });
  }
  return measures;
};
