/** Reads, puts and deletes one person of the directory; every change has its row in the audit log. */
import { randomUUID } from 'node:crypto';
import type { Principal } from '../access/principal.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Services } from '../services.ts';
import { type Entity, StorageUnavailable } from '../storage/table-store.ts';
import { transactIn } from '../storage/transact-in.ts';
import { contentOf } from './content-of.ts';
import { type Deletion, isDeleted } from './deletion.ts';
import { forgetDirectory } from './directory.ts';
import { idMistake, type Person } from './person.ts';
import { directoryPlace, fromPersonRow, personRow, toPersonRow } from './person-row.ts';
import { settleDeletion } from './settle-deletion.ts';

/** The person as stored, whoever asked last; undefined when nobody has this id. Throws StorageUnavailable. */
export async function getPerson(services: Services, id: string): Promise<Person | undefined> {
  if (idMistake(id) !== undefined) return undefined;
  const row = await personRow(services, id);
  return row && !isDeleted(row) ? fromPersonRow(row) : undefined;
}

/**
 * Makes the entry of `person.id` say this, whatever it said before. Throws StorageUnavailable when the entry or its audit
 * row could not be written; putting it again then writes both. The id has no {@link idMistake}.
 */
export async function putPerson(services: Services, person: Person, actor: Principal): Promise<void> {
  const found = await personRow(services, person.id);
  if (found && isDeleted(found)) await settleDeletion(services, found);
  await writePeople(services, [toPersonRow(person)]);
  await appendAudit(services, {
    ...{ event: 'person-put', operation: 'put-person', actor, at: services.clock(), id: randomUUID() },
    // An id may be an address; as a value of the filter it is hashed.
    ...{ target: 'directory', filter: { id: person.id } },
    ...(found && !isDeleted(found) ? { old: contentOf(fromPersonRow(found)) } : {}),
    new: contentOf(person),
  });
}

/**
 * The row says first that it is deleted, and by whom, then goes with its audit row written: after a crash in between,
 * asking again ends it. `missing`: nobody has this id. Throws StorageUnavailable.
 */
export async function deletePerson(services: Services, id: string, actor: Principal): Promise<'deleted' | 'missing'> {
  if (idMistake(id) !== undefined) return 'missing';
  const found = await personRow(services, id);
  if (!found) return 'missing';
  if (isDeleted(found)) {
    await settleDeletion(services, found);
    return 'deleted';
  }
  const deletion: Deletion = {
    ...{ deletion: randomUUID(), deletedAt: services.clock().toISOString() },
    ...{ actorKind: actor.kind, actor: actor.id, actorName: actor.name },
  };
  const entity = { ...toPersonRow(fromPersonRow(found)), ...deletion };
  const [etag = ''] = await writePeople(services, [entity]);
  await settleDeletion(services, { ...entity, etag });
  return 'deleted';
}

/** Writes up to 100 rows in one transaction, whatever stands there; gives their tags. Throws StorageUnavailable. */
export async function writePeople(services: Services, rows: readonly Entity[]): Promise<readonly string[]> {
  try {
    const operations = rows.map((entity) => ({ kind: 'upsert', entity }) as const);
    const result = await transactIn(services.store, directoryPlace.table, operations);
    if (result.outcome !== 'done') throw new StorageUnavailable(`Table ${directoryPlace.table}: ${result.outcome}.`);
    return result.etags;
  } finally {
    // Also when it failed: it may have happened all the same.
    forgetDirectory(services);
  }
}
