/** Who started a run by hand, as its `by` says it. */
import type { Principal } from '../access/principal.ts';

/** `api-key night-shift`. */
export function startedBy({ kind, name }: Pick<Principal, 'kind' | 'name'>): string {
  return kind === name ? kind : `${kind} ${name}`;
}
