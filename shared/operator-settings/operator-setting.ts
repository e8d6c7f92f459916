/** What a setting is that operators change while Commlog runs. */
import type { z } from 'zod';
import type { Principal } from '../access/principal.ts';
import type { Issue } from '../issue.ts';
import type { Services } from '../services.ts';

/** A setting as it stands. */
export interface OperatorValue {
  readonly value: unknown;
  /** What whoever changes it must know: it differs after every change. */
  readonly tag: string;
  /** When (ISO) and by whom it was changed last, where that is known. */
  readonly changed?: { readonly at: string; readonly by: string } | undefined;
  /** What follows from it, and where each part comes from. */
  readonly effective?: unknown;
}

export type OperatorChange =
  | { readonly outcome: 'changed' | 'unchanged' }
  | { readonly outcome: 'invalid'; readonly issues: readonly Issue[] }
  /** It was changed since it was read; nothing was written. */
  | { readonly outcome: 'stale' };

export interface OperatorChangeRequest {
  /** What the schema gave. */
  readonly value: unknown;
  /** The tag that was read, or `*`. */
  readonly tag: string;
  readonly actor: Principal;
}

export interface OperatorSetting {
  readonly help: string;
  readonly schema: z.ZodObject;
  /** Throws StorageUnavailable. */
  read(services: Services): Promise<OperatorValue>;
  /** Throws StorageUnavailable; asking again is harmless. */
  change(services: Services, request: OperatorChangeRequest): Promise<OperatorChange>;
}
