/** Begins an operation by hand: checks what is asked for, and opens the run. Only one is under way at a time. */
import { randomUUID } from 'node:crypto';
import type { Principal } from '../../access/principal.ts';
import type { Issue } from '../../issue.ts';
import { openRun } from '../../runs/open-run.ts';
import type { Run } from '../../runs/run.ts';
import { startedBy } from '../../runs/started-by.ts';
import type { Services } from '../../services.ts';
import { auditBegin, type ByHandOperation, begunBy, byHandSchema } from './by-hand-state.ts';
import { operationNames, progressOf } from './by-hand-words.ts';

/** What was asked for; numbers are whole and at least 1. */
export interface ByHandRequest {
  readonly count?: number | undefined;
  readonly days?: number | undefined;
  readonly all?: true | undefined;
  /** Only says what it would do. */
  readonly dryRun?: boolean | undefined;
}

export type ByHandStart =
  | { readonly outcome: 'opened'; readonly run: Run }
  /** One of the three is under way; `what`: which, in words. */
  | { readonly outcome: 'busy'; readonly run: Run; readonly what: string }
  | { readonly outcome: 'invalid'; readonly issues: readonly Issue[] };

/** Wazo's. */
const defaultCount = 20_000;
const dayMs = 86_400_000;

/** Every mistake is named by its path in the request. A dry run leaves no audit row. Throws StorageUnavailable. */
export async function startByHand(
  services: Services,
  operation: ByHandOperation,
  request: ByHandRequest,
  principal: Principal,
): Promise<ByHandStart> {
  const issues = mistakesOf(operation, request);
  if (issues.length > 0) return { outcome: 'invalid', issues };
  const now = services.clock();
  const { dryRun = false } = request;
  const begun = dryRun ? {} : { begun: begunBy(principal, now, randomUUID()) };
  const state = byHandSchema.parse({
    ...{ operation, asked: askedFor(operation, request), ...begun },
    work: workOf(operation, request, now.getTime()),
  });
  const progress = progressOf(state, false);
  const opened = await openRun(services, { kind: 'by-hand', by: startedBy(principal), next: state, progress });
  if (opened.outcome === 'busy') return { outcome: 'busy', run: opened.run, what: nameOf(opened.run) };
  // Should this process end here, the run's first slice does it.
  await auditBegin(services, state);
  return { outcome: 'opened', run: opened.run };
}

function workOf(operation: ByHandOperation, { count, days, dryRun = false }: ByHandRequest, now: number): object {
  const since = days === undefined ? undefined : Math.max(0, now - days * dayMs);
  switch (operation) {
    case 'generate':
      return { since, count: since === undefined ? (count ?? defaultCount) : undefined, dryRun };
    case 'delete':
      return { since, dryRun };
    case 'regenerate':
      return { since, dryRun, generating: { since, dryRun } };
  }
}

function mistakesOf(operation: ByHandOperation, { count, days, all }: ByHandRequest): Issue[] {
  if (operation === 'generate' && count !== undefined && days !== undefined)
    return [{ path: 'days', message: 'is given beside count; give one of them, or neither for 20,000 records' }];
  if (operation === 'delete' && days === undefined && !all)
    return [{ path: 'days', message: 'is required, a whole number of days; or give all: true' }];
  if (operation === 'delete' && days !== undefined && all)
    return [{ path: 'all', message: 'is given beside days; give one of them' }];
  if (operation === 'regenerate' && days === undefined)
    return [
      { path: 'days', message: 'is required, a whole number of days: those that started within the last so many' },
    ];
  return [];
}

/** `count=20000`, `days=30`, `all`: for the audit log. */
function askedFor(operation: ByHandOperation, { count, days }: ByHandRequest): string {
  if (days !== undefined) return `days=${days}`;
  return operation === 'delete' ? 'all' : `count=${count ?? defaultCount}`;
}

function nameOf({ next }: Run): string {
  const state = byHandSchema.safeParse(next);
  return operationNames[state.success ? state.data.operation : 'generate'];
}
