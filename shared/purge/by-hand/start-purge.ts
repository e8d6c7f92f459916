/** Begins a purge by hand: checks what is asked for, and opens the run. Only one is under way at a time. */
import { randomUUID } from 'node:crypto';
import type { Principal } from '../../access/principal.ts';
import { standingById } from '../../communications/list/load-communication.ts';
import { seal } from '../../erasure/sealed.ts';
import { valueMistake } from '../../erasure/value-pattern.ts';
import type { Issue } from '../../issue.ts';
import { openRun } from '../../runs/open-run.ts';
import type { Run } from '../../runs/run.ts';
import { startedBy } from '../../runs/started-by.ts';
import type { Services } from '../../services.ts';
import { auditPurge, type PurgeState, purgeSchema } from '../purge-state.ts';
import { progressOf } from './purge-words.ts';

/** What was asked for: exactly one of the first four. */
export interface PurgeRequest {
  /** ISO instant, or a date. */
  readonly before?: string | undefined;
  readonly days?: number | undefined;
  readonly id?: string | undefined;
  readonly value?: string | undefined;
  readonly purgeAll?: boolean | undefined;
  readonly mode?: 'redact' | 'delete' | undefined;
  /** Only counts what it would do. */
  readonly dryRun?: boolean | undefined;
}

export type PurgeStart =
  | { readonly outcome: 'opened'; readonly run: Run }
  | { readonly outcome: 'busy'; readonly run: Run; readonly what: string }
  | { readonly outcome: 'invalid'; readonly issues: readonly Issue[] }
  /** No communication has this id. */
  | { readonly outcome: 'no-communication' };

type Chosen = { readonly by: 'before'; readonly before: string } | { readonly by: 'id' | 'value' };

const dayMs = 86_400_000;
/** Whoever means some of it names an instant that is longer ago. */
const justNowMs = 60_000;
const everything = 'would delete everything; give "purgeAll": true as well if you mean it';

/** Every mistake is named by its path in the request. A dry run leaves no audit row. Throws StorageUnavailable. */
export async function startPurge(services: Services, request: PurgeRequest, principal: Principal): Promise<PurgeStart> {
  const now = services.clock();
  const chosen = chosenIn(request, now.getTime());
  if ('issues' in chosen) return { outcome: 'invalid', issues: chosen.issues };
  const { id, dryRun = false } = request;
  if (chosen.by === 'id' && !(await standingById(services, id ?? ''))) return { outcome: 'no-communication' };
  const { kind, name } = principal;
  const begun = { actor: { kind, id: principal.id, name }, at: now.toISOString(), id: randomUUID() };
  const state = purgeSchema.parse({ ...(await selectorOf(services, request, chosen)), dryRun, begun });
  const opened = await openRun(services, {
    ...{ kind: 'purge-by-hand', by: startedBy(principal), next: state, progress: progressOf(state) },
  });
  if (opened.outcome === 'busy') return { outcome: 'busy', run: opened.run, what: 'purge by hand' };
  // Should this process end here, the run's first slice does it.
  await auditPurge(services, state);
  return { outcome: 'opened', run: opened.run };
}

async function selectorOf(services: Services, { id, value = '', mode, dryRun }: PurgeRequest, chosen: Chosen) {
  switch (chosen.by) {
    case 'before':
      return { ...chosen, asked: `before=${chosen.before}`, work: { phase: dryRun ? 'count' : 'floor' } };
    case 'id':
      return { by: 'id', id, asked: `id=${id}`, work: { phase: dryRun ? 'count' : 'announce' } };
    case 'value': {
      const hashOf = await services.hash();
      const hash = hashOf(value);
      const asked = `value=${hash}, mode=${mode ?? 'by communication'}`;
      const work = { phase: dryRun ? 'people' : 'announce' };
      return { by: 'value', sealed: seal(value, hashOf), hash, mode, asked, work } satisfies
        | Partial<PurgeState>
        | object;
    }
  }
}

function chosenIn(request: PurgeRequest, now: number): Chosen | { readonly issues: readonly Issue[] } {
  const { before, days, id, value, purgeAll, mode } = request;
  const given = Object.entries({ before, days, id, value }).filter(([, one]) => one !== undefined);
  const issues: Issue[] = [];
  if (given.length !== 1) {
    const names = given.map(([name]) => name).join(' and ');
    const what = given.length === 0 ? 'nothing says what to purge' : `${names} are given`;
    return { issues: [{ path: '', message: `${what}; give exactly one of before, days, id and value` }] };
  }
  if (mode !== undefined && value === undefined) issues.push({ path: 'mode', message: 'is only for value' });
  const instant = before === undefined ? now - (days ?? 0) * dayMs : Date.parse(before);
  if (days === 0 && !purgeAll) issues.push({ path: 'days', message: `0 ${everything}` });
  if (instant > now)
    issues.push({ path: 'before', message: 'lies in the future; what is not here yet cannot be purged' });
  else if (before !== undefined && instant > now - justNowMs && !purgeAll)
    issues.push({ path: 'before', message: `is this very minute, which ${everything}` });
  const mistake = value === undefined ? undefined : valueMistake(value);
  if (mistake !== undefined) issues.push({ path: 'value', message: mistake });
  if (issues.length > 0) return { issues };
  if (id !== undefined) return { by: 'id' };
  return value === undefined ? { by: 'before', before: new Date(instant).toISOString() } : { by: 'value' };
}
