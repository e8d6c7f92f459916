/** Appends to the audit log: insert only, newest first, personal values as keyed hashes. */
import { createHash } from 'node:crypto';
import type { Principal } from '../access/principal.ts';
import type { Services } from '../services.ts';
import { dayOf, invertedTime, monthOf } from '../storage/keys.ts';
import type { Entity } from '../storage/table-store.ts';
import { transactIn } from '../storage/transact-in.ts';
import { type AuditEventCode, auditEventNamed } from './events.ts';

export interface AuditEvent {
  readonly event: AuditEventCode;
  /** The name of the operation, which is its route's. */
  readonly operation: string;
  readonly actor: Pick<Principal, 'kind' | 'id' | 'name'>;
  readonly at: Date;
  /** Tells events of one moment apart; appending the same one again changes nothing. */
  readonly id: string;
  /** What was changed: a slug, a name; never a value of a record. */
  readonly target?: string;
  readonly old?: string | number | boolean;
  readonly new?: string | number | boolean;
  /** The parameters that chose what was disclosed or changed. Names are kept clear, values as hashes. */
  readonly filter?: Readonly<Record<string, string | readonly string[]>>;
}

/** The table of the month of `time` (ms). */
export function auditTable(time: number): string {
  return `Audit${monthOf(time)}`;
}

/** Later days first: `Audit{yyyymm}` has a partition for each day. */
export function auditPartition(time: number): string {
  return String(31 - Number(dayOf(time).slice(6))).padStart(2, '0');
}

/** Appends an event once, however often it is asked to. Throws StorageUnavailable when it could not. */
export async function appendAudit(services: Pick<Services, 'store' | 'hash'>, event: AuditEvent): Promise<void> {
  const time = event.at.getTime();
  const entity = {
    partitionKey: auditPartition(time),
    rowKey: `${invertedTime(time)}-${createHash('sha256').update(event.id).digest('hex').slice(0, 16)}`,
    v: 1,
    at: event.at.toISOString(),
    event: event.event,
    operation: event.operation,
    actorKind: event.actor.kind,
    actor: event.actor.id,
    actorName: event.actor.name,
    target: event.target,
    ...(await valuesOf(services, event)),
    filter: event.filter && JSON.stringify(await hashedFilter(services, event.filter)),
  } satisfies Entity;
  // `exists` is this event, written by an earlier attempt; a month that is being dropped is past the retention.
  await transactIn(services.store, auditTable(time), [{ kind: 'insert', entity }]);
}

async function valuesOf(
  services: Pick<Services, 'hash'>,
  event: AuditEvent,
): Promise<{ readonly old: string | undefined; readonly new: string | undefined }> {
  const hashed = auditEventNamed(event.event).values === 'hashed';
  const hash = hashed ? await services.hash() : String;
  const textOf = (value: AuditEvent['old']) => (value === undefined ? undefined : hash(String(value)));
  return { old: textOf(event.old), new: textOf(event.new) };
}

/** `{ PhoneNumber: '+1 833 555 0142' }` → `{ PhoneNumber: ['9f0c…'] }`, sorted by name. */
async function hashedFilter(
  services: Pick<Services, 'hash'>,
  filter: NonNullable<AuditEvent['filter']>,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const hash = await services.hash();
  const sorted = Object.entries(filter).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([name, values]) => [name, [values].flat().map((value) => hash(value))]));
}
