/** Reads the query string of `GET /call-logs`: which calls are asked for, and in what form. */
import type { Issue } from '../../issue.ts';
import { markOf } from '../../query/cursor.ts';
import { nearestName } from '../../query/nearest-name.ts';
import { type Output, type OutputDefaults, outputParameters, readOutput } from '../../query/output-parameters.ts';
import { parameterReader, wholeNumber } from '../../query/parameters.ts';
import { msFrom, type Range, readLimit, readRange } from '../../query/range-parameters.ts';
import { readPlace } from '../../query/read-place.ts';
import { wordOf } from '../../query/word-list.ts';
import type { CommunicationQuery } from '../list/communication-query.ts';
import { callLogOf } from './call-log.ts';
import { callLogFilter, callLogFilterNames, type ReadCallLogFilter } from './call-log-filters.ts';
import { readCallLogOrder } from './call-log-order.ts';

export const callLogProfiles = ['calls', 'full'] as const;

/** What decides neither which are listed nor in what order. */
const aside = ['limit', 'offset', 'cursor', 'profile', ...outputParameters];

export const callLogParameters: readonly string[] = [
  ...['from', 'until', 'order', 'direction', ...callLogFilterNames],
  ...aside,
];

/** Parameters of Wazo that have no counterpart, and what does what they did. */
export const replacedParameters: Readonly<Record<string, string>> = {
  from_id: 'ids have no order here; ask /communications with since for what is new or changed',
  recurse: 'there are no sub-tenants here; choose a resource with resource',
  distinct: 'calls are not left out by contact; use order=-start with number, and limit=1 for the latest of a contact',
  requested_internal_context: 'there are no contexts here; use number, and see the fields requested of each call',
  requested_internal_extension: 'extensions are numbers here; use number, and see the fields requested of each call',
};

export interface CallLogRequest extends Range, Output {
  readonly query: CommunicationQuery;
  readonly profile: (typeof callLogProfiles)[number];
}

export type CallLogRequestRead =
  | { readonly outcome: 'read'; readonly request: CallLogRequest }
  /** `invalid-cursor`: nothing but the cursor is wrong. */
  | { readonly outcome: 'invalid-parameters' | 'invalid-cursor'; readonly issues: readonly Issue[] };

export function readCallLogQuery(params: URLSearchParams, defaults: OutputDefaults = {}): CallLogRequestRead {
  const reader = parameterReader(params);
  const { issues } = reader;
  const range = readRange(reader);
  const filters = callLogFilterNames.flatMap((name) => reader.one(name, callLogFilter(name).read) ?? []);
  const order = readCallLogOrder(reader);
  const limit = readLimit(reader);
  const offset = reader.one('offset', wholeNumber(0, 20_000));
  const output = readOutput(reader, params, defaults, 'call logs');
  const profile = reader.one('profile', wordOf(callLogProfiles)) ?? 'full';
  refuseMixtures(params, output, issues);
  nameUnknown(params, issues);
  const mark = markOf([
    'call-logs',
    order === 'newest' ? order : [order.name, order.descending],
    [...params].filter(([name]) => ![...aside, 'order', 'direction'].includes(name)).sort(),
  ]);
  const read = readPlace(reader, mark);
  if (read.outcome !== 'read') return read;
  const query: CommunicationQuery = {
    // Starts have milliseconds: one that lies in the same as a finer bound is before it.
    from: range.fromText === undefined ? Number.NEGATIVE_INFINITY : Math.max(range.from, msFrom(range.fromText)),
    until: range.until,
    kinds: ['call'],
    ...decided(filters),
    ...{ order, limit, mark, place: read.place },
    ...(offset === undefined ? {} : { offset }),
  };
  const count = params.has('count') ? output.count : output.format === 'json';
  return { outcome: 'read', request: { ...range, ...output, count, profile, query } };
}

function decided(filters: readonly ReadCallLogFilter[]): Pick<CommunicationQuery, 'pushed' | 'matches'> {
  return {
    pushed: filters.flatMap(({ pushed }) => pushed ?? []),
    matches: (communication) => {
      if (filters.length === 0) return true;
      const log = callLogOf(communication);
      return filters.every(({ matches }) => matches(log, communication));
    },
  };
}

function refuseMixtures(params: URLSearchParams, { format }: Output, issues: Issue[]): void {
  const refuse = (path: string, message: string) => {
    if (params.has(path)) issues.push({ path, message });
  };
  if (params.has('cursor'))
    refuse('offset', 'does not go with cursor, which says where to go on; leave one of them out');
  if (format !== 'json') refuse('offset', `goes with pages of JSON only; ${format} brings all call logs`);
  if (format !== 'csv') refuse('profile', 'goes with format=csv only');
}

function nameUnknown(params: URLSearchParams, issues: Issue[]): void {
  for (const path of new Set(params.keys())) {
    if (callLogParameters.includes(path)) continue;
    issues.push({
      path,
      message: Object.hasOwn(replacedParameters, path) ? `is not known: ${replacedParameters[path]}` : unknown(path),
    });
  }
}

function unknown(path: string): string {
  const nearest = nearestName(path, callLogParameters);
  return `is no parameter here; ${nearest ? `did you mean ${nearest}?` : `there are ${callLogParameters.join(', ')}`}`;
}
