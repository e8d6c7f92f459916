/** Clicks of one recipient on one link, as an archive has them and as Log Analytics has those that came late. */
import type { IngestAnswer } from '../../shared/ingest/answer.ts';
import { ingest } from '../../shared/ingest/ingest.ts';
import { ingestServices } from '../../shared/ingest/ingest-services.ts';
import type { Candidate } from '../../shared/ingest/unfold.ts';
import { listRecords } from '../../shared/query/list-records.ts';
import { readingOf } from '../../shared/query/reading.ts';
import { readRecordQuery } from '../../shared/query/record-query.ts';
import { drainReplaced } from '../../shared/replaced/drain-replaced.ts';
import type { Slice } from '../../shared/runs/run.ts';
import type { Services } from '../../shared/services.ts';
import { afterNoon, resource } from '../ingest/events.ts';

export const minute = 60_000;
export const day = 86_400_000;
export const correlation = '5d1f8f0a-7c3e-4f0b-9d55-0a6f0f2f8e21';

export interface Click {
  /** When it happened, or when Log Analytics received it: ms after noon. */
  readonly at: number;
  readonly link?: string;
  readonly userAgent?: string;
}

const said = ({ link = 'https://example.com/offer', userAgent = 'Reader/7.1' }: Click) => ({
  RecipientId: 'vera@example.com',
  EngagementType: 'Click',
  EngagementContext: link,
  UserAgent: userAgent,
});

/** As a diagnostic setting writes it. */
export const archived = (click: Click) => ({
  time: afterNoon(click.at),
  resourceId: resource,
  category: 'EmailUserEngagementOperational',
  operationName: 'UserEngagementUpdate',
  operationVersion: '2023-03-31',
  correlationId: correlation,
  location: 'West Europe',
  properties: said(click),
});

/** As Log Analytics answers it, its time replaced. */
export const late = (click: Click) => ({
  TenantId: '0c0ffee0-1111-4222-8333-944445555666',
  TimeGenerated: afterNoon(click.at),
  _TimeReceived: afterNoon(click.at + 400),
  OperationName: 'UserEngagementUpdate',
  OperationVersion: '2023-03-31',
  Category: 'EmailUserEngagementOperational',
  CorrelationId: correlation,
  Location: 'West Europe',
  ...said(click),
  _ResourceId: resource.toLowerCase(),
  Type: 'ACSEmailUserEngagementOperational',
});

/** Clicks four days ago, a minute apart. */
export const clicksOf = (count: number): Click[] =>
  Array.from({ length: count }, (_, index) => ({ at: -4 * day + index * minute }));

/** Delivers values; those that say nothing else by the archive. `occurrence` of each may be told. */
export async function take(
  services: Services,
  values: readonly object[],
  { source = 'archive', occurrence }: { source?: string; occurrence?: (index: number) => number } = {},
): Promise<IngestAnswer> {
  const candidates: Candidate[] = values.map((value, index) => ({
    place: `[${index}]`,
    text: JSON.stringify(value),
    value,
    ...(occurrence ? { occurrence: occurrence(index) } : {}),
  }));
  const ingested = await ingest(await ingestServices(services), { candidates, fallback: undefined, source });
  if (ingested.ended !== 'done') throw new Error(ingested.ended, 'error' in ingested ? { cause: ingested.error } : {});
  return ingested.answer;
}

export const takeArchived = (services: Services, count: number) => take(services, clicksOf(count).map(archived));

/** `count` equal rows that Log Analytics received at once, so that only their number tells them apart. */
export const takeLate = (services: Services, count: number, at = 0) =>
  take(
    services,
    Array.from({ length: count }, () => late({ at })),
    {
      source: 'log-analytics',
      occurrence: (index) => index,
    },
  );

/** Drains to its end; the last slice. */
export async function drain(services: Services): Promise<Slice> {
  const limits = { until: Number.POSITIVE_INFINITY, signal: new AbortController().signal };
  return drainReplaced(services, {}, limits);
}

/** The sources of what is listed. */
export async function shownSources(services: Services): Promise<string[]> {
  const read = readRecordQuery(new URLSearchParams('from=2015-01-01&limit=1000'));
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read.issues));
  const list = await listRecords(await readingOf(services), read.query);
  if (list.outcome !== 'listed') throw new Error(list.outcome);
  return list.records.map(({ source }) => source).sort();
}

/** How many records are listed. */
export const shown = async (services: Services) => (await shownSources(services)).length;
