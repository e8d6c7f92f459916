/** Ends a deletion: its row goes into the audit log, and what is left of the person goes. */
import { appendAudit } from '../audit/append-audit.ts';
import type { Services } from '../services.ts';
import type { Stored } from '../storage/table-store.ts';
import { contentOf } from './content-of.ts';
import type { Deletion } from './deletion.ts';
import { directoryPlace, fromPersonRow } from './person-row.ts';

/** Harmless to repeat: it is audited once, and a person who was put again meanwhile stays. Throws StorageUnavailable. */
export async function settleDeletion(services: Services, row: Stored & Deletion): Promise<void> {
  await appendAudit(services, {
    event: 'person-deleted',
    operation: 'delete-person',
    actor: { kind: row.actorKind, id: row.actor, name: row.actorName },
    at: new Date(row.deletedAt),
    id: row.deletion,
    target: 'directory',
    filter: { id: row.rowKey },
    old: contentOf(fromPersonRow(row)),
  });
  const { partitionKey, rowKey, etag } = row;
  await services.store.transact(directoryPlace.table, [{ kind: 'delete', partitionKey, rowKey, etag }]);
}
