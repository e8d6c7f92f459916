/** Changes a kept setting, if it is still what whoever changes it has read; every change has its row in the audit log. */
import { randomUUID } from 'node:crypto';
import type { Principal } from '../access/principal.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Services } from '../services.ts';
import { forgetSettingsRows } from '../settings-rows.ts';
import type { Stored } from '../storage/table-store.ts';
import { transactIn } from '../storage/transact-in.ts';
import { type Kept, type KeptRow, keptOf, keptPlace } from './kept-settings.ts';

/** What stands for the tag of a setting that was never changed. */
export const neverChanged = 'unset';

export type KeptChange =
  | { readonly outcome: 'changed' | 'unchanged'; readonly kept: Kept }
  /** It is not what was read; `tag`: what it is now. */
  | { readonly outcome: 'stale'; readonly tag: string };

export interface KeptChangeRequest {
  readonly name: string;
  /** Written as JSON. */
  readonly value: unknown;
  /** The change that was read last, {@link neverChanged}, or `*` for whatever stands there. */
  readonly tag: string;
  readonly actor: Principal;
  /** The operation, for the audit log. */
  readonly operation: string;
}

/** Others who change the same setting meanwhile are outlasted so often, where any tag will do. */
const attempts = 5;

/**
 * A change is written before its audit row, and its audit row before the next change: after a crash in between, asking
 * again writes what is missing. Throws StorageUnavailable.
 */
export async function changeKept(services: Services, request: KeptChangeRequest): Promise<KeptChange> {
  const { name, tag, actor, operation } = request;
  const value = JSON.stringify(request.value);
  const change = randomUUID();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const standing = (await services.store.get(keptPlace.table, keptPlace.partition, name)) as
      | Stored<KeptRow>
      | undefined;
    const found = standing && (await settleAudit(services, operation, standing));
    const now = found?.change ?? neverChanged;
    // Its answer may have been lost on the way: then the change that is found is this one.
    if (found && now === change) return { outcome: 'changed', kept: keptOf(found) };
    if (tag !== '*' && tag !== now) return { outcome: 'stale', tag: now };
    if (found && found.value === value) return { outcome: 'unchanged', kept: keptOf(found) };
    const entity: KeptRow = {
      ...{ partitionKey: keptPlace.partition, rowKey: name, v: 1, value, old: found?.value, change },
      at: services.clock().toISOString(),
      ...{ actorKind: actor.kind, actor: actor.id, actorName: actor.name, audited: false },
    };
    const result = await transactIn(services.store, keptPlace.table, [
      found ? { kind: 'replace', entity, etag: found.etag } : { kind: 'insert', entity },
    ]);
    forgetSettingsRows(services);
    if (result.outcome === 'done') {
      await settleAudit(services, operation, { ...entity, etag: result.etags[0] ?? '' });
      return { outcome: 'changed', kept: keptOf(entity) };
    }
  }
  return { outcome: 'stale', tag: '' };
}

/** Writes the audit row of the last change unless that was done; gives the row as it stands then. */
async function settleAudit(services: Services, operation: string, row: Stored<KeptRow>): Promise<Stored<KeptRow>> {
  if (row.audited) return row;
  await appendAudit(services, {
    ...{ event: 'setting-changed', operation, id: row.change, at: new Date(row.at), target: row.rowKey },
    actor: { kind: row.actorKind as Principal['kind'], id: row.actor, name: row.actorName },
    ...(row.old === undefined ? {} : { old: row.old }),
    new: row.value,
  });
  const { etag, ...entity } = { ...row, audited: true };
  const { outcome, ...rest } = await services.store.transact(keptPlace.table, [{ kind: 'replace', entity, etag }]);
  // Whoever changed the row since has settled this change before; the tag that is wrong now makes the next write fail.
  return { ...entity, etag: outcome === 'done' && 'etags' in rest ? (rest.etags[0] ?? '') : etag };
}
