/** Begins a back-fill by hand: checks what is asked for, and opens the run. */
import { randomUUID } from 'node:crypto';
import type { Principal } from '../../access/principal.ts';
import type { Category } from '../../categories/define.ts';
import { categories, categoryNamed } from '../../categories/index.ts';
import type { Issue } from '../../issue.ts';
import { openRun } from '../../runs/open-run.ts';
import type { Run } from '../../runs/run.ts';
import { startedBy } from '../../runs/started-by.ts';
import type { Services } from '../../services.ts';
import { readSwitchedOff } from '../../switches/switches.ts';
import type { Range } from '../kql.ts';
import { beginAsking, progressOf } from './asking.ts';
import { auditBegin, begunBy } from './backfill-state.ts';

export interface BackfillRequest {
  /** Dates or instants; `until` is exclusive. */
  readonly from: string;
  readonly until: string;
  /** By any of their names; undefined: all that are switched on. */
  readonly categories?: readonly string[] | undefined;
}

export type BackfillStart =
  | { readonly outcome: 'opened' | 'busy'; readonly run: Run }
  | { readonly outcome: 'invalid'; readonly issues: readonly Issue[] }
  | { readonly outcome: 'no-workspace' };

/** A workspace keeps nothing longer. https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure */
const mostYears = 12;

/** Every mistake is named by its path in the request. Throws StorageUnavailable. */
export async function startBackfill(
  services: Services,
  request: BackfillRequest,
  principal: Principal,
): Promise<BackfillStart> {
  const now = services.clock();
  const range = { from: Date.parse(request.from), until: Date.parse(request.until) };
  const off = await readSwitchedOff(services);
  const chosen = chosenFrom(request.categories, off);
  const issues = [...mistakesOf(range, now), ...chosen.issues];
  if (issues.length > 0) return { outcome: 'invalid', issues };
  if (services.settings.LOG_ANALYTICS_WORKSPACE_ID === undefined) return { outcome: 'no-workspace' };
  const begun = begunBy(principal, now, randomUUID());
  const state = { ...range, asking: beginAsking(chosen.slugs), begun };
  const progress = progressOf(state.asking);
  const opened = await openRun(services, { kind: 'backfill', by: startedBy(principal), next: state, progress });
  // Should this process end here, the run's first slice does it.
  if (opened.outcome === 'opened') await auditBegin(services, state);
  return opened;
}

function mistakesOf({ from, until }: Range, now: Date): Issue[] {
  const oldest = new Date(now);
  oldest.setUTCFullYear(oldest.getUTCFullYear() - mostYears);
  const issues: Issue[] = [];
  if (from < oldest.getTime()) {
    issues.push({ path: 'from', message: `more than ${mostYears} years ago; no workspace keeps logs that long` });
  }
  if (until > now.getTime()) issues.push({ path: 'until', message: `in the future; it is ${now.toISOString()} now` });
  if (from >= until) issues.push({ path: 'until', message: 'must be after from' });
  return issues;
}

function chosenFrom(
  names: readonly string[] | undefined,
  off: ReadonlySet<string>,
): { readonly slugs: readonly string[]; readonly issues: readonly Issue[] } {
  if (names === undefined) return { slugs: askable(off), issues: [] };
  const issues: Issue[] = [];
  const slugs = new Set<string>();
  for (const [index, name] of names.entries()) {
    const category = categoryNamed(name);
    const message = mistakeOf(category, off);
    if (message !== undefined) issues.push({ path: `categories[${index}]`, message });
    else if (category) slugs.add(category.slug);
  }
  return { slugs: [...slugs], issues };
}

function mistakeOf(category: Category | undefined, off: ReadonlySet<string>): string | undefined {
  if (!category) return `no category has this name; there are ${askable(new Set()).join(', ')}`;
  if (category.table === '') return 'this category has no table in Log Analytics';
  if (off.has(category.slug)) return 'this category is switched off: its records would be dropped';
  return undefined;
}

/** Slugs of the categories that a workspace can be asked for: those that have a table there and are switched on. */
export function askable(off: ReadonlySet<string>): string[] {
  return categories.filter(({ slug, table }) => table !== '' && !off.has(slug)).map(({ slug }) => slug);
}
