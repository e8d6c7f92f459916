/** What an operation by hand goes on from, and that it was begun, for the audit log. */
import { z } from 'zod';
import type { Principal } from '../../access/principal.ts';
import { appendAudit } from '../../audit/append-audit.ts';
import type { Services } from '../../services.ts';
import { deletingSchema } from './deleting.ts';
import { generatingSchema } from './generating.ts';
import { regeneratingSchema } from './regenerating.ts';

const actor = z.object({ kind: z.enum(['api-key', 'entra', 'local']), id: z.string(), name: z.string() });

const beginning = {
  /** What was asked for: `count=20000`. */
  asked: z.string(),
  /** Who began it, until the audit log surely has it. */
  begun: z.object({ actor, at: z.iso.datetime(), id: z.string() }).optional(),
};

export const byHandSchema = z.discriminatedUnion('operation', [
  z.object({ operation: z.literal('generate'), ...beginning, work: generatingSchema }),
  z.object({ operation: z.literal('delete'), ...beginning, work: deletingSchema }),
  z.object({ operation: z.literal('regenerate'), ...beginning, work: regeneratingSchema }),
]);
export type ByHandState = z.infer<typeof byHandSchema>;
export type ByHandOperation = ByHandState['operation'];

/** Whoever began one, as its state keeps it. */
export function begunBy({ kind, id, name }: Principal, at: Date, event: string): NonNullable<ByHandState['begun']> {
  return { actor: { kind, id, name }, at: at.toISOString(), id: event };
}

const events = {
  generate: { event: 'communications-generated', operation: 'generate' },
  delete: { event: 'communications-deleted', operation: 'delete-communications' },
  regenerate: { event: 'communications-regenerated', operation: 'regenerate' },
} as const;

/** Writes that it was begun into the audit log, once however often it is called. Throws StorageUnavailable. */
export async function auditBegin(services: Services, { operation, asked, begun }: ByHandState): Promise<void> {
  if (!begun) return;
  const { actor, at, id } = begun;
  await appendAudit(services, { ...events[operation], id, actor, at: new Date(at), target: asked });
}
