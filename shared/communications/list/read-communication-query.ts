/** Reads the query string of `GET /communications`: which are asked for, and in what form. */
import { Unreadable } from '../../categories/read-value.ts';
import type { Issue } from '../../issue.ts';
import { markOf } from '../../query/cursor.ts';
import { nearestName } from '../../query/nearest-name.ts';
import { type Output, type OutputDefaults, outputParameters, readOutput } from '../../query/output-parameters.ts';
import { type ParameterReader, parameterReader } from '../../query/parameters.ts';
import { msFrom, type Range, readLimit, readRange } from '../../query/range-parameters.ts';
import { readPlace } from '../../query/read-place.ts';
import { wordsOf } from '../../query/word-list.ts';
import type { Filter } from '../../storage/table-store.ts';
import { type Communication, type CommunicationState, states } from '../communication.ts';
import { kindNames } from '../kinds.ts';
import { communicationFilter, communicationFilterNames, type ReadFilter } from './communication-filters.ts';
import { communicationColumnNames, orderValue } from './communication-item.ts';
import type { CommunicationOrder, CommunicationQuery } from './communication-query.ts';

export const communicationParameters: readonly string[] = [
  ...['from', 'until', 'limit', 'cursor', 'since', 'order', 'kind', 'state'],
  ...communicationFilterNames,
  ...outputParameters,
];

/** What decides neither which are listed nor in what order. */
const aside = ['limit', 'cursor', 'since', 'order', ...outputParameters];

export interface CommunicationRequest extends Range, Output {
  readonly query: CommunicationQuery;
  /** What is new is asked for, from this change on: the stamp (ms) and id of the last that was given. */
  readonly since: readonly [stamp: number, id: string] | undefined;
}

export type CommunicationRequestRead =
  | { readonly outcome: 'read'; readonly request: CommunicationRequest }
  /** `invalid-cursor`: nothing but the cursor is wrong. */
  | { readonly outcome: 'invalid-parameters' | 'invalid-cursor'; readonly issues: readonly Issue[] };

export function readCommunicationQuery(
  params: URLSearchParams,
  defaults: OutputDefaults = {},
): CommunicationRequestRead {
  const reader = parameterReader(params);
  const { issues } = reader;
  const range = readRange(reader);
  const kinds = reader.one('kind', wordsOf(kindNames)) ?? kindNames;
  const chosen = reader.one('state', wordsOf(states));
  const filters = communicationFilterNames.flatMap((name) => reader.one(name, communicationFilter(name).read) ?? []);
  const order = reader.one('order', readOrder) ?? 'newest';
  const limit = readLimit(reader);
  const output = readOutput(reader, params, defaults, 'communications');
  const isFeed = params.has('since');
  if (isFeed) refuseWithSince(params, output, issues);
  nameUnknown(params, issues);
  const mark = markOf([
    isFeed ? 'changes' : 'communications',
    order === 'newest' ? order : [order.name, order.descending],
    [...params].filter(([name]) => !aside.includes(name)).sort(),
  ]);
  const read = readPlace(startOfFeed(params) ? withoutSince(reader) : reader, mark, isFeed ? 'since' : 'cursor');
  if (read.outcome !== 'read') return read;
  const query = {
    ...range,
    // Starts have milliseconds.
    from: range.fromText === undefined ? Number.NEGATIVE_INFINITY : msFrom(range.fromText),
    ...{ kinds, order, limit, mark, place: isFeed ? undefined : read.place },
    ...decided(filters, chosen),
  };
  const [stamp = 0, id = ''] = read.place ?? [];
  const since = isFeed ? ([Number(stamp), String(id)] as const) : undefined;
  return { outcome: 'read', request: { ...range, ...output, query, since } };
}

function decided(
  filters: readonly ReadFilter[],
  chosen: readonly CommunicationState[] | undefined,
): Pick<CommunicationQuery, 'pushed' | 'matches' | 'byState'> {
  const pushed: Filter = filters.flatMap((filter) => filter.pushed ?? []);
  const rest = (communication: Communication) => filters.every(({ matches }) => matches(communication));
  const byState = { chosen, pushed, matches: filters.length === 0 ? undefined : rest };
  if (!chosen) return { pushed, matches: rest, byState };
  const stateIs = chosen.map((value) => ({ property: 'state', operator: 'eq', value }) as const);
  return {
    pushed: [...pushed, stateIs],
    matches: (communication) => chosen.includes(communication.state) && rest(communication),
    byState,
  };
}

/** `-start`, `start`, or any column of the list, with a hyphen before it for the largest first. */
export function readOrder(text: string): CommunicationOrder | Unreadable {
  const descending = text.startsWith('-');
  const given = text.slice(descending ? 1 : 0);
  const name = communicationColumnNames.find((one) => one.toLowerCase() === given.toLowerCase());
  if (name === 'start' && descending) return 'newest';
  if (name) return { name, value: orderValue(name), descending };
  const nearest = nearestName(given, communicationColumnNames);
  const guess = nearest ? `; did you mean ${descending ? '-' : ''}${nearest}?` : '';
  return new Unreadable(
    `must be one of ${communicationColumnNames.join(', ')}, with a hyphen before it for the largest first${guess}`,
  );
}

function nameUnknown(params: URLSearchParams, issues: Issue[]): void {
  for (const path of new Set(params.keys())) {
    if (communicationParameters.includes(path)) continue;
    const nearest = nearestName(path, communicationParameters);
    const guess = nearest ? `did you mean ${nearest}?` : `there are ${communicationParameters.join(', ')}`;
    issues.push({ path, message: `is no parameter here; ${guess}` });
  }
}

function refuseWithSince(params: URLSearchParams, { format }: Output, issues: Issue[]): void {
  for (const path of ['cursor', 'order', 'count'])
    if (params.has(path)) issues.push({ path, message: 'does not go with since, which brings changes in their order' });
  if (format !== 'json' && params.has('format'))
    issues.push({ path: 'format', message: 'must be json with since, which is asked again and again' });
}

const startOfFeed = (params: URLSearchParams): boolean => /^(beginning)?$/i.test(params.get('since') ?? '-');

function withoutSince(reader: ParameterReader): ParameterReader {
  return { ...reader, one: (name, read) => (name === 'since' ? undefined : reader.one(name, read)) };
}
