/** What a purge by hand goes on from, and that it was begun, for the audit log. Values never stand in it in clear. */
import { z } from 'zod';
import type { Principal } from '../access/principal.ts';
import { appendAudit } from '../audit/append-audit.ts';
import type { Services } from '../services.ts';

/** Where a walk through tables goes on. */
export const placeSchema = z.object({ table: z.string(), continuation: z.string().optional() });
export type WalkPlace = z.infer<typeof placeSchema>;

const count = z.int().default(0);

export const beforeSchema = z.object({
  phase: z.enum(['count', 'floor', 'tables', 'rows']),
  place: placeSchema.optional(),
  tables: count,
  records: count,
  communications: count,
  /** Of what leads to records and communications. */
  others: count,
});
export type PurgeBefore = z.infer<typeof beforeSchema>;

/** Where looking for details goes on: in which search, after which place. */
const detailPlaceSchema = z.object({ search: z.int(), time: z.int(), identity: z.string(), slug: z.string() });
export type DetailPlace = z.infer<typeof detailPlaceSchema>;

export const communicationSchema = z.object({
  phase: z.enum(['count', 'announce', 'details', 'records']),
  place: detailPlaceSchema.optional(),
  records: count,
  details: count,
});
export type PurgeCommunication = z.infer<typeof communicationSchema>;

export const eraseSchema = z.object({
  phase: z.enum(['announce', 'found', 'again', 'people', 'walk', 'lookups']),
  /** Where finding by lookups, or the walk, goes on. */
  cursor: z.string().optional(),
  place: placeSchema.optional(),
  /** When (ms) every process knows that the value is erased, and has ended what it wrote before it knew. */
  knownAt: z.int().optional(),
  redacted: count,
  deleted: count,
  communications: count,
  people: count,
  rejected: count,
  lookups: count,
});
export type Erase = z.infer<typeof eraseSchema>;

export const eraseModes = ['redact', 'delete'] as const;

const actor = z.object({ kind: z.enum(['api-key', 'entra', 'local']), id: z.string(), name: z.string() });

const beginning = {
  dryRun: z.boolean(),
  /** What was asked for, without any value: `before=2026-01-01T00:00:00.000Z`. */
  asked: z.string(),
  begun: z.object({ actor, at: z.iso.datetime(), id: z.string() }),
  /** The audit log surely has it. */
  audited: z.boolean().default(false),
};

export const purgeSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('before'), before: z.iso.datetime(), ...beginning, work: beforeSchema }),
  z.object({ by: z.literal('id'), id: z.string(), ...beginning, work: communicationSchema }),
  z.object({
    by: z.literal('value'),
    /** The value, sealed for as long as the run goes on, and its hash, by which it is known afterwards. */
    sealed: z.string(),
    hash: z.string(),
    mode: z.enum(eraseModes).optional(),
    ...beginning,
    work: eraseSchema,
  }),
]);
export type PurgeState = z.infer<typeof purgeSchema>;

/** Who began it, as whom it acts. */
export function actorOf({ begun }: PurgeState): Principal {
  return { ...begun.actor, roles: ['Administrator'] };
}

/** Writes that it was begun into the audit log, once however often it is called; a dry run leaves none. Throws StorageUnavailable. */
export async function auditPurge(services: Services, { asked, begun, dryRun, audited }: PurgeState): Promise<void> {
  if (dryRun || audited) return;
  const { actor, at, id } = begun;
  await appendAudit(services, {
    event: 'purge-started',
    operation: 'purge',
    id,
    actor,
    at: new Date(at),
    target: asked,
  });
}
