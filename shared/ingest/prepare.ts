/** One candidate → a record ready to be written, or the outcome that it already has. */
import { composedValues } from '../categories/composed.ts';
import type { Category } from '../categories/define.ts';
import type { StoredRecord } from '../categories/record.ts';
import type { Issue } from '../issue.ts';
import { recordId } from '../storage/keys.ts';
import type { CandidateOutcome } from './answer.ts';
import { contentOf, identityOf } from './identity.ts';
import { type Normalized, normalize } from './normalize.ts';
import { parseExact } from './parse-json.ts';
import type { Candidate } from './unfold.ts';

/** What holds for all candidates of a chunk. */
export interface Conditions {
  readonly fallback: Category | undefined;
  /** How values are read; as records of logs where nothing else is said. */
  readonly read?: ReadValue | undefined;
  readonly source: string;
  readonly at: Date;
  /** Records of a category before this instant (ms) are past their retention. */
  readonly notBefore: (category: Category) => number;
  readonly maxRecordBytes: number;
  /** Slugs of the categories that are switched off. */
  readonly off: ReadonlySet<string>;
  /** Until when (ms) what is in texts is not taken, because a value in them was erased; undefined: it is. */
  readonly erasedIn?: (texts: readonly string[]) => number | undefined;
}

/** A row has room for so much beside the record itself, in characters. */
const longestOrigin = 1024;

/** A record to be written; `content` is the hash of all it says. */
export interface Ready {
  readonly record: StoredRecord;
  readonly content: string;
  readonly id: string;
}

/** An outcome without its index; `slug` is the category's, where it is known. */
export type Settled = Omit<CandidateOutcome, 'index'> & { readonly slug?: string; readonly differs?: boolean };

/**
 * Reads a parsed value: a record, the reasons why it is none, or what else becomes of it. `now` is in ms; `exact` parses
 * again so that whole numbers beyond ±2^53 are bigint.
 */
export type ReadValue = (value: unknown, now: number, exact: () => unknown) => Normalized | Settled;

export function prepare(candidate: Candidate, conditions: Conditions): Ready | Settled {
  const { text, place } = candidate;
  const max = conditions.maxRecordBytes;
  // Counting bytes costs a pass over the text; most are far from the limit.
  if (text.length * 3 > max && Buffer.byteLength(text) > max) {
    const message = `larger than ${max / 1024 / 1024} MiB`;
    return { outcome: 'NOLOG_TOO_LARGE', issues: [{ path: place, message }] };
  }
  if (candidate.fault !== undefined) return invalid(place, [{ path: '', message: `not JSON: ${candidate.fault}` }]);
  const now = conditions.at.getTime();
  const exact = () => exactly(candidate.value, text);
  const normalized = conditions.read
    ? conditions.read(candidate.value, now, exact)
    : normalize(candidate.value, logOnly(conditions.fallback), now, exact);
  if ('outcome' in normalized) return normalized;
  if ('issues' in normalized) return invalid(place, normalized.issues);
  const { record } = normalized;
  const { category, label, time } = record;
  const facts = { category: label, slug: category.slug };
  if (conditions.off.has(category.slug)) return { outcome: 'NOLOG_CATEGORY_OFF', ...facts };
  if (time < conditions.notBefore(category)) return { outcome: 'NOLOG_EXPIRED', ...facts };
  const erasedUntil = conditions.erasedIn?.([text, ...composedValues(record)]);
  // A time that was replaced says nothing of when it happened.
  if (erasedUntil !== undefined && (time < erasedUntil || record.timeReplaced))
    return { outcome: 'NOLOG_ERASED', ...facts };
  // Only where the time says nothing any more are equal ones several events.
  const identity = identityOf(record, record.timeReplaced ? candidate.occurrence : 0);
  const { source, at } = conditions;
  const origin = (candidate.origin?.length ?? 0) > longestOrigin ? undefined : candidate.origin;
  return {
    record: { ...record, identity, delivered: text, receivedAt: at.toISOString(), source, origin },
    content: contentOf(record),
    id: recordId(category, time, identity),
  };
}

/** A place may be named like a category of events; what is there are logs all the same. */
function logOnly(fallback: Category | undefined): Category | undefined {
  return fallback?.kind === 'log' ? fallback : undefined;
}

/**
 * The value of a text with whole numbers beyond ±2^53 as bigint. What is nested so deep that it cannot be read so stays as it
 * is; it will be refused for its depth.
 */
export function exactly(value: unknown, text: string): unknown {
  try {
    return parseExact(text);
  } catch (error) {
    if (error instanceof RangeError) return value;
    throw error;
  }
}

/** More issues, and longer ones, come only from senders who seek them; answers and rows must hold them. */
const mostIssues = 50;
const longestIssue = 500;

function invalid(place: string, issues: readonly Issue[]): Settled {
  return {
    outcome: 'NOLOG_INVALID',
    issues: issues.slice(0, mostIssues).map(({ path, message }) => ({
      path: (place === '' || path === '' ? place + path : `${place}.${path}`).slice(0, longestIssue),
      message: message.slice(0, longestIssue),
    })),
  };
}
