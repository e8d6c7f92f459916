/** Notes in the audit log that records left as a file: who took them, by which parameters, how many. */
import type { Principal } from '../access/principal.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Services } from '../services.ts';
import type { ExportEnd } from './export-records.ts';

export interface TakenExport extends ExportEnd {
  readonly actor: Principal;
  /** The invocation. */
  readonly id: string;
  readonly params: URLSearchParams;
}

/** Throws StorageUnavailable when it could not be noted. */
export async function auditExport(services: Services, { actor, id, params, rows }: TakenExport): Promise<void> {
  const filter = Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]));
  const target = 'records';
  await appendAudit(services, {
    ...({
      event: 'records-exported',
      operation: 'list-records',
      actor,
      at: services.clock(),
      id,
      target,
      new: rows,
      filter,
    } as const),
  });
}
