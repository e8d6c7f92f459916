/** Switches a category on or off; every real change has its row in the audit log. */
import { randomUUID } from 'node:crypto';
import type { Principal } from '../access/principal.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Category } from '../categories/define.ts';
import type { Services } from '../services.ts';
import { forgetSettingsRows } from '../settings-rows.ts';
import type { Entity, Stored } from '../storage/table-store.ts';
import { transactIn } from '../storage/transact-in.ts';
import { switchesPlace } from './switches.ts';

/** The row of a category that was ever switched: its state and the change that led there. */
interface SwitchRow extends Entity {
  readonly enabled: boolean;
  readonly change: string;
  readonly at: string;
  readonly actorKind: Principal['kind'];
  readonly actor: string;
  readonly actorName: string;
  /** Whether the audit log has the change. */
  readonly audited: boolean;
}

/** Others who change the same switch meanwhile are outlasted so often. */
const attempts = 5;

/**
 * Makes it so. `unchanged`: it was so already. `conflict`: others kept changing it.
 * A change is written before its audit row, and its audit row before the next change: after a crash in between, asking
 * again writes what is missing.
 */
export async function switchCategory(
  services: Services,
  category: Category,
  enabled: boolean,
  actor: Principal,
): Promise<'changed' | 'unchanged' | 'conflict'> {
  const change = randomUUID();
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const found = (await services.store.get(switchesPlace.table, switchesPlace.partition, category.slug)) as
      | Stored<SwitchRow>
      | undefined;
    if (found) await settleAudit(services, found);
    // Its answer may have been lost on the way: then the change that is found is this one.
    if (found?.change === change) return 'changed';
    if ((found?.enabled ?? true) === enabled) return 'unchanged';
    const entity: SwitchRow = {
      partitionKey: switchesPlace.partition,
      rowKey: category.slug,
      v: 1,
      enabled,
      change,
      at: services.clock().toISOString(),
      actorKind: actor.kind,
      actor: actor.id,
      actorName: actor.name,
      audited: false,
    };
    const etag = found?.etag ?? '';
    const result = await transactIn(services.store, switchesPlace.table, [
      found ? { kind: 'replace', entity, etag } : { kind: 'insert', entity },
    ]);
    forgetSettingsRows(services);
    if (result.outcome === 'done') {
      await settleAudit(services, { ...entity, etag: result.etags[0] ?? '' });
      return 'changed';
    }
  }
  return 'conflict';
}

/** Writes the audit row of the last change unless that was done. */
async function settleAudit(services: Services, row: Stored<SwitchRow>): Promise<void> {
  if (row.audited) return;
  const { etag, ...entity } = row;
  await appendAudit(services, {
    event: 'category-switched',
    operation: 'switch-category',
    actor: { kind: row.actorKind, id: row.actor, name: row.actorName },
    at: new Date(row.at),
    id: row.change,
    target: row.rowKey,
    old: !row.enabled,
    new: row.enabled,
  });
  // Whoever changed the row since has settled this change before.
  await services.store.transact(switchesPlace.table, [{ kind: 'replace', entity: { ...entity, audited: true }, etag }]);
}
