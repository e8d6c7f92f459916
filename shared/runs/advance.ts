/** How a long run goes on: one function for each kind, handed in by whoever owns the timer. */
import type { Services } from '../services.ts';
import type { RunState, Slice, SliceLimits } from './run.ts';
import type { LongKind } from './run-kinds.ts';

/**
 * Does one slice, from where the last one said to go on (`{}` at first, unless the run was opened with something else).
 * A slice may be done again when its end was not stored: doing so must change nothing. StorageUnavailable leaves the run
 * for the next minute; anything else that is thrown counts, and fails the run when it happens five times in a row.
 */
export type Advance = (services: Services, next: RunState, limits: SliceLimits) => Promise<Slice>;

export type Advances = Partial<Readonly<Record<LongKind, Advance>>>;
