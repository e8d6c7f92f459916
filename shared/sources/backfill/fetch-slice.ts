/** Takes one slice of a category's table: counted, fetched, ingested; nothing of it is ever silently cut. */
import type { Category } from '../../categories/define.ts';
import type { IngestAnswer } from '../../ingest/answer.ts';
import { ingest } from '../../ingest/ingest.ts';
import { ingestServices } from '../../ingest/ingest-services.ts';
import type { Candidate } from '../../ingest/unfold.ts';
import type { SliceLimits } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import type { FailureClass } from '../../source-failure.ts';
import { countColumns, countQuery, type Range, rowsQuery } from '../kql.ts';
import type { AskWorkspace } from '../log-analytics.ts';
import type { QueryOutcome } from '../query-outcome.ts';
import { candidatesOf, type FetchedRows } from './candidates.ts';
import { shortest } from './slices.ts';

/** What came of a slice. `answer`: what of it is durable now; a slice that is not `taken` is to be taken again. */
export type SliceTaken =
  | { readonly outcome: 'taken'; readonly answer?: IngestAnswer }
  | {
      readonly outcome: 'too-much';
      readonly class: FailureClass;
      readonly words: string;
      readonly answer?: IngestAnswer;
    }
  | { readonly outcome: 'aborted'; readonly answer?: IngestAnswer }
  | Exclude<QueryOutcome, { outcome: 'rows' | 'too-much' | 'aborted' }>;

/** Far below the service's 500,000 rows and 100 MB, so that memory stays flat: the client holds an answer three times. */
const usualMost = { rows: 20_000, bytes: 10 * 1024 * 1024 };
/** For a slice that cannot be cut: as much as the service gives in one answer. */
const utterMost = { rows: 450_000, bytes: 90 * 1024 * 1024 };

/** Rows of a slice must be stored so soon after the end of the run's time, in ms. */
const ingestGrace = 30_000;

/** Takes a slice with at most two queries. Throws StorageUnavailable when Commlog's own store does not take it. */
export async function fetchSlice(
  services: Services,
  ask: AskWorkspace,
  category: Category,
  range: Range,
  limits: SliceLimits,
): Promise<SliceTaken> {
  const counted = await ask(countQuery(category, range), limits.signal);
  if (counted.outcome !== 'rows') return counted;
  const size = sizeIn(counted);
  if (size === undefined) {
    const words = 'The workspace does not say how many rows there are.';
    return { outcome: 'failed', of: 'category', failure: { class: 'malformed', words } };
  }
  if (size.rows === 0) return { outcome: 'taken' };
  const most = range.until - range.from > shortest ? usualMost : utterMost;
  if (size.rows > most.rows || size.bytes > most.bytes) return tooMuch(`it has ${size.rows} rows`);
  const fetched = await ask(rowsQuery(category, range), limits.signal);
  if (fetched.outcome !== 'rows') return fetched;
  if (fetched.rows.length < size.rows) return tooMuch(`of ${size.rows} rows only ${fetched.rows.length} came`);
  return store(services, category, fetched, limits);
}

const tooMuch = (words: string): SliceTaken => ({ outcome: 'too-much', class: 'malformed', words });

function sizeIn({ columns, rows }: FetchedRows): { readonly rows: number; readonly bytes: number } | undefined {
  const count = rows[0]?.[columns.indexOf(countColumns.rows)];
  const bytes = rows[0]?.[columns.indexOf(countColumns.bytes)];
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) return undefined;
  // The size is an estimate; of no rows, or of rows that are not billed, there may be none.
  return { rows: count, bytes: typeof bytes === 'number' && bytes > 0 ? bytes : 0 };
}

async function store(
  services: Services,
  category: Category,
  fetched: FetchedRows,
  { until, signal }: SliceLimits,
): Promise<SliceTaken> {
  const now = services.clock().getTime();
  const ended = await ingest(await ingestServices(services), {
    candidates: whileWanted(candidatesOf(fetched, category, now), signal),
    fallback: category,
    source: 'log-analytics',
    expectStored: true,
    deadline: Math.max(until, now) + ingestGrace,
  });
  if (ended.ended === 'unavailable' || ended.ended === 'unreadable') throw ended.error;
  const { answer } = ended;
  if (ended.ended === 'done') return { outcome: 'taken', answer };
  if (signal.aborted) return { outcome: 'aborted', answer };
  return { outcome: 'too-much', class: 'unreachable', words: 'storing it took too long', answer };
}

/** Ends as {@link ingest} ends when time is over. */
function* whileWanted(candidates: Iterable<Candidate>, signal: AbortSignal): Generator<Candidate> {
  for (const candidate of candidates) {
    if (signal.aborted) throw new DOMException('The run is to end.', 'TimeoutError');
    yield candidate;
  }
}
