/** Notes in the audit log that something left as a file: who took it, by which parameters, how many rows. */
import type { Principal } from '../access/principal.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { AuditEventCode } from '../audit/events.ts';
import type { Services } from '../services.ts';
import type { ExportEnd } from './written-items.ts';

/** Which kind of export, by the operation's name, of what. */
export interface ExportKind {
  readonly event: AuditEventCode;
  readonly operation: string;
  readonly target: string;
}

const ofRecords: ExportKind = { event: 'records-exported', operation: 'list-records', target: 'records' };

export interface TakenExport extends ExportEnd {
  readonly actor: Principal;
  /** The invocation. */
  readonly id: string;
  readonly params: URLSearchParams;
}

/** Throws StorageUnavailable when it could not be noted. */
export async function auditExport(
  services: Services,
  { actor, id, params, rows }: TakenExport,
  kind: ExportKind = ofRecords,
): Promise<void> {
  const filter = Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]));
  await appendAudit(services, { ...kind, actor, at: services.clock(), id, new: rows, filter });
}
