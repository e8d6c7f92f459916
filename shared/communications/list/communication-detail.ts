/** One communication with all that is known of it: its outcome first, the whole of what was gathered, and its time line. */

import { readingOf } from '../../query/reading.ts';
import type { Services } from '../../services.ts';
import type { Communication } from '../communication.ts';
import type { StoredCommunication } from '../gather/communication-row.ts';
import { type Telling, tellingsOf } from '../telling.ts';
import { communicationItem, type ItemValue } from './communication-item.ts';
import { countDetails, type DetailCount } from './count-details.ts';
import { type OutcomeWords, outcomeWords } from './outcome-words.ts';
import { recordsOf } from './records-of.ts';
import { type Entry, type EntryFilter, mostEntries, shownEntries, timeLine } from './time-line.ts';

type Told = Pick<Communication, 'parties' | 'delivery' | 'engagement' | 'call' | 'facts' | 'ids'>;

export interface CommunicationDetail {
  /** First of all, what became of it. */
  readonly outcome: OutcomeWords;
  readonly communication: Readonly<Record<string, unknown>> & Told;
  readonly entries: readonly Entry[];
  readonly entriesShown: number;
  readonly entriesTotal: number;
  readonly records: readonly RecordLine[];
  /** The roads by which its records came first. */
  readonly sources: readonly SourceCount[];
  /** More records belong to it than are listed. */
  readonly truncated?: true;
  /** Categories that are only detail, with how many records there are. */
  readonly details: readonly DetailCount[];
}

export interface SourceCount {
  readonly source: string;
  readonly records: number;
}

export interface RecordLine {
  readonly id: string;
  readonly source: string;
  readonly category: string;
  readonly TimeGenerated: string;
  readonly OperationName?: string;
  readonly ResultType?: string;
  /** Where it is read whole. */
  readonly path: string;
}

/** Times are UTC. Throws StorageUnavailable. */
export async function communicationDetail(
  services: Services,
  stored: StoredCommunication,
  filter: EntryFilter,
): Promise<CommunicationDetail> {
  const { communication } = stored;
  const reading = await readingOf(services);
  const [{ records, truncated }, details] = await Promise.all([
    recordsOf(services, stored),
    countDetails(reading, communication),
  ]);
  const tellings = tellingsOf(records.filter(({ time, category }) => time >= reading.notBefore(category)));
  const entries = timeLine(tellings, communication);
  const shown = shownEntries(entries, filter);
  const lines = tellings.slice(0, mostEntries).map(({ id, record }): RecordLine => {
    const { TimeGenerated, OperationName, ResultType } = record.columns;
    return {
      ...{ id, source: record.source, category: record.category.slug, TimeGenerated: String(TimeGenerated) },
      ...(OperationName === undefined ? {} : { OperationName: String(OperationName) }),
      ...(ResultType === undefined ? {} : { ResultType: String(ResultType) }),
      path: `/api/records/${encodeURIComponent(id)}`,
    };
  });
  return {
    outcome: outcomeWords(communication),
    communication: whole(stored, entries),
    entries: shown,
    entriesShown: shown.length,
    entriesTotal: entries.length,
    records: lines,
    sources: sourcesOf(tellings),
    ...(truncated || communication.truncated || tellings.length > mostEntries ? { truncated: true } : {}),
    details,
  };
}

function sourcesOf(tellings: readonly Telling[]): SourceCount[] {
  return [...Map.groupBy(tellings, ({ record }) => record.source)]
    .map(([source, group]) => ({ source, records: group.length }))
    .sort((a, b) => b.records - a.records || (a.source < b.source ? -1 : 1));
}

function whole({ communication, created, changed }: StoredCommunication, entries: readonly Entry[]) {
  const { parties, partiesOmitted, delivery, engagement, call, usage, facts, ids, objects, resource } = communication;
  const { direction, account } = communication;
  const item: Readonly<Record<string, ItemValue>> = communicationItem(communication, (utc) => utc);
  return {
    // What a list shows as a text is here as what it is.
    ...item,
    ...(resource === undefined ? {} : { resourceId: resource }),
    parties,
    ...(partiesOmitted === undefined ? {} : { partiesOmitted }),
    ...(delivery === undefined ? {} : { delivery }),
    ...(engagement === undefined ? {} : { engagement }),
    ...(call === undefined ? {} : { call }),
    usage,
    facts,
    ids,
    objects: objects.map((one) => ({
      ...one,
      ...(direction === undefined ? {} : { direction }),
      ...(account === undefined ? {} : { account }),
      seconds: Math.round((Date.parse(one.end) - Date.parse(one.start)) / 1000),
      entries: entries.filter(({ object }) => object === one.type).map(({ number }) => number),
    })),
    created: new Date(created).toISOString(),
    changed: new Date(changed).toISOString(),
    links: linksOf(communication),
  };
}

/** Paths of this API that lead on. */
function linksOf({ id, kind, ids, start }: Communication) {
  const related = ids.map((one) => ({ ...one, path: `/api/find?${new URLSearchParams({ value: one.value })}` }));
  return {
    self: `/api/communications/${encodeURIComponent(id)}`,
    ...(kind === 'call' ? { callLogs: callLogsPath(start) } : {}),
    related,
  };
}

/** The call logs of its very millisecond. */
function callLogsPath(start: string): string {
  const until = new Date(Date.parse(start) + 1).toISOString();
  return `/api/call-logs?${new URLSearchParams({ from: start, until })}`;
}
