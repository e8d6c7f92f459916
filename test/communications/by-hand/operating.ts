/** Messages to be generated, and operations by hand begun and taken to their end as people and the timer do. */

import { advanceByHand } from '../../../shared/communications/by-hand/advance-by-hand.ts';
import { type ByHandRequest, startByHand } from '../../../shared/communications/by-hand/start-by-hand.ts';
import type { Communication } from '../../../shared/communications/communication.ts';
import { fromRow } from '../../../shared/communications/gather/communication-row.ts';
import { advanceRuns } from '../../../shared/runs/advance-runs.ts';
import { getRun } from '../../../shared/runs/get-run.ts';
import type { RunState } from '../../../shared/runs/run.ts';
import type { ListedRun } from '../../../shared/runs/run-item.ts';
import { localAdministrator, type Services } from '../../../shared/services.ts';
import { everyRow, type TableStore } from '../../../shared/storage/table-store.ts';
import { answerOf } from '../../ingest/delivering.ts';
import { sms } from '../../ingest/events.ts';
import { communicationsIn, processOn, tick } from '../gather/stored.ts';

export const dayMs = 86_400_000;
const minuteMs = 60_000;
/** The evening of the stories: when everything is done by hand. */
export const now = Date.parse('2026-03-10T18:00:00.000Z');

/** So many days and minutes before {@link now}. */
export const ago = (days: number, minutes = 0): string =>
  new Date(now - days * dayMs - minutes * minuteMs).toISOString();

/** A message that was sent, and one minute later its report. */
export const sent = (id: string, time: string) => sms(id, { time, correlationId: `s-${id}` });
export const reported = (id: string, time: string) =>
  sms(id, { time: minutesAfter(time, 1), operationName: 'SMSDeliveryReportsReceived', correlationId: `r-${id}` });
export const message = (id: string, time: string) => [sent(id, time), reported(id, time)];

function minutesAfter(time: string, minutes: number): string {
  return new Date(Date.parse(time) + minutes * minuteMs).toISOString();
}

/** The names (message ids) of the communications that there are, the newest first. */
export async function messagesIn(store: TableStore): Promise<string[]> {
  const all = await communicationsIn(store);
  return all.toSorted((a, b) => (a.start < b.start ? 1 : -1)).map(nameOf);
}

export function nameOf({ ids }: Communication): string {
  return ids.find(({ kind }) => kind === 'sms' || kind === 'call')?.value ?? '';
}

export type Operation = 'generate' | 'delete' | 'regenerate';

/** Begins one; fails where it is refused. */
export async function begin(services: Services, operation: Operation, request: ByHandRequest = {}): Promise<RunState> {
  const start = await startByHand(services, operation, request, localAdministrator);
  if (start.outcome !== 'opened') throw new Error(JSON.stringify(start));
  return { id: start.run.id };
}

/** A tick of the timer `work`. */
export function work(services: Services) {
  return advanceRuns(services, { 'by-hand': advanceByHand }, services.clock().getTime() + 50_000);
}

/** Begins one and takes it to its end. */
export async function done(services: Services, operation: Operation, request: ByHandRequest = {}): Promise<ListedRun> {
  const { id } = await begin(services, operation, request);
  await work(services);
  const run = await getRun(services, String(id));
  if (run?.ended === undefined) throw new Error(`not ended: ${JSON.stringify(run)}`);
  return run;
}

/** Spoils what is stored of a message. */
export async function corrupt(store: TableStore, name: string): Promise<void> {
  for (const table of await store.listTables('Communications')) {
    for await (const { etag, ...row } of everyRow(store, table, {})) {
      const stored = fromRow(row);
      if (!stored || nameOf(stored.communication) !== name) continue;
      await store.transact(table, [{ kind: 'replace', entity: { ...row, communication: 'no JSON' }, etag }]);
    }
  }
}

/** Delivers, gathers, and lets the marks of the writers go. */
export async function gathered(store: TableStore, records: readonly unknown[]): Promise<void> {
  await answerOf(await processOn(store, now - 30 * minuteMs), records);
  await tick(await processOn(store, now - 20 * minuteMs));
}
