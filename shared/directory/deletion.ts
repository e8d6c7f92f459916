/** What a row says of itself while its person is being deleted. */
import type { Principal } from '../access/principal.ts';
import type { Entity } from '../storage/table-store.ts';

/** Who deleted the person and when, until the audit log has it and the row goes. */
export interface Deletion {
  /** Id of the change. */
  readonly deletion: string;
  readonly deletedAt: string;
  readonly actorKind: Principal['kind'];
  readonly actor: string;
  readonly actorName: string;
}

/** Whether the row's person is deleted: then it is nobody's any more, whoever reads it. */
export function isDeleted<E extends Entity>(row: E): row is E & Deletion {
  return row['deletion'] !== undefined;
}
