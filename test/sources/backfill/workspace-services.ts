/** Services whose workspace is a test's own, and long runs taken to their end without waiting. */
import type { Advance } from '../../../shared/runs/advance.ts';
import { noCounts, type RunCounts, type RunState, type Slice } from '../../../shared/runs/run.ts';
import type { ServicesOptions } from '../../../shared/services.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import type { TableStore } from '../../../shared/storage/table-store.ts';
import { everyRow } from '../../../shared/storage/table-store.ts';
import { memoryServices } from '../../functions/app.ts';
import { type QueryApi, queryApi, type Row, type Workspace } from '../query-api.ts';

export const now = new Date('2026-03-04T12:00:00Z');
export const workspaceId = '0f8fad5b-d9cb-469f-a165-70867728950e';

const credential = { getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 }) };

/** Services that ask `api`; others on the same store are another process. */
export function servicesOn(api: Pick<QueryApi, 'http'>, { env, ...options }: ServicesOptions = {}) {
  return memoryServices({
    env: { LOG_ANALYTICS_WORKSPACE_ID: workspaceId, ...env },
    clock: () => now,
    credentialFor: async () => credential,
    workspaceHttp: api.http,
    ...options,
  });
}

export async function asking(workspace: Workspace, options: ServicesOptions = {}) {
  const store = options.store ?? sqliteTables({ path: ':memory:' });
  const api = await queryApi(workspace);
  const services = await servicesOn(api, { store, ...options });
  return { api, services, store, [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
}

type Asking = Awaited<ReturnType<typeof asking>>['services'];

export interface Taken {
  readonly counts: RunCounts;
  readonly last: Slice;
  /** Of every slice, in order. */
  readonly slices: readonly Slice[];
}

/** Bounds what a test waits for; a run that needs more slices never ends. */
const mostSlices = 5_000;

/** Takes a run to its end; `servicesFor` may give another process for each slice. */
export async function takenToEnd(
  servicesFor: Asking | (() => Promise<Asking>),
  advance: Advance,
  begin: RunState,
  signal = new AbortController().signal,
): Promise<Taken> {
  const slices: Slice[] = [];
  let next: RunState | undefined = begin;
  while (next !== undefined) {
    if (slices.length === mostSlices) throw new Error('The run does not end.');
    const services = typeof servicesFor === 'function' ? await servicesFor() : servicesFor;
    // As the table keeps it.
    const state: RunState = JSON.parse(JSON.stringify(next));
    const slice: Slice = await advance(services, state, { until: services.clock().getTime() + 40_000, signal });
    slices.push(slice);
    next = slice.next;
  }
  const counts = { ...noCounts } as { -readonly [Name in keyof RunCounts]: number };
  for (const slice of slices) {
    for (const name of Object.keys(counts) as (keyof RunCounts)[]) counts[name] += slice.counts?.[name] ?? 0;
  }
  const last = slices.at(-1);
  if (!last) throw new Error('There was no slice.');
  return { counts, last, slices };
}

/** How many records the store holds. */
export async function storedIn(store: TableStore): Promise<number> {
  let stored = 0;
  for (const table of await store.listTables('Records')) for await (const _ of everyRow(store, table, {})) stored += 1;
  return stored;
}

/** A row of `ACSEmailStatusUpdateOperational` at an instant; rows of one instant differ by `recipient`. */
export function statusRow(time: number, recipient = 'ada@example.com'): Row {
  return {
    TimeGenerated: new Date(time).toISOString().replace('Z', '4321Z'),
    _TimeReceived: new Date(time + 240_000).toISOString(),
    _ResourceId:
      '/subscriptions/5d1b7e0c-6a0f-4d92-8a57-b3f1f2c0a811/resourcegroups/mail/providers/microsoft.communication/communicationservices/post',
    Type: 'ACSEmailStatusUpdateOperational',
    OperationName: 'DeliveryStatusUpdate',
    CorrelationId: `mail-${time}`,
    RecipientId: recipient,
    DeliveryStatus: 'Delivered',
  };
}
