/** What a back-fill by hand goes on from. */
import { z } from 'zod';
import type { Principal } from '../../access/principal.ts';
import { appendAudit } from '../../audit/append-audit.ts';
import type { Services } from '../../services.ts';
import { askingSchema } from './asking.ts';

const actor = z.object({ kind: z.enum(['api-key', 'entra', 'local']), id: z.string(), name: z.string() });

export const backfillSchema = z.object({
  /** In ms; `until` is exclusive. */
  from: z.int(),
  until: z.int(),
  asking: askingSchema,
  /** Who began it, until the audit log surely has it. */
  begun: z.object({ actor, at: z.iso.datetime(), id: z.string() }).optional(),
});
export type BackfillState = z.infer<typeof backfillSchema>;

/** One whose beginning is to be put on record. */
type Begun = BackfillState & { readonly begun: NonNullable<BackfillState['begun']> };

/** Whoever began a back-fill, as its state keeps it. */
export function begunBy({ kind, id, name }: Principal, at: Date, event: string): Begun['begun'] {
  return { actor: { kind, id, name }, at: at.toISOString(), id: event };
}

/** Writes that it was begun into the audit log, once however often it is called. Throws StorageUnavailable. */
export async function auditBegin(services: Services, { begun, from, until, asking }: Begun): Promise<void> {
  await appendAudit(services, {
    ...{ event: 'backfill-started', operation: 'backfill', id: begun.id },
    ...{ actor: begun.actor, at: new Date(begun.at) },
    target: `${new Date(from).toISOString()}/${new Date(until).toISOString()}`,
    new: asking.left.join(' '),
  });
}
