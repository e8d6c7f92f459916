/**
 * Asks a Log Analytics workspace. The only file that knows Azure's query client, so that it can be exchanged for its
 * successor, `@azure/monitor-query-logs`.
 */
import { LogsQueryClient, LogsQueryResultStatus } from '@azure/monitor-query';
import type { Workspace } from '../accounts.ts';
import type { Query } from './kql.ts';
import { outcomeOfError, type QueryOutcome } from './query-outcome.ts';

/** Asks one query, once; ends as `aborted` when `signal` says so. Never throws. */
export type AskWorkspace = (query: Query, signal: AbortSignal) => Promise<QueryOutcome>;

/** How long an answer may take in ms, far below the service's ten minutes: an instance may end soon. */
const usualTimeLimit = 60_000;
const dayMs = 86_400_000;

/** How a workspace is asked. What is tried again, when, and how often is for the caller to say. */
export function logAnalytics(workspace: Workspace, { timeLimit = usualTimeLimit } = {}): AskWorkspace {
  const { id, endpoint, credential, http } = workspace;
  const client = new LogsQueryClient(credential, {
    endpoint,
    // Each cloud's tokens are for its own query service.
    audience: new URL(endpoint).origin,
    retryOptions: { maxRetries: 0 },
    ...(http ? { httpClient: http } : {}),
  });
  return async (query, signal) => {
    const limit = AbortSignal.timeout(timeLimit);
    try {
      const answer = await client.queryWorkspace(id, query.text, timespanOf(query), {
        // The service gives up first, and says so.
        serverTimeoutInSeconds: Math.max(1, Math.floor(timeLimit / 1000) - 5),
        abortSignal: AbortSignal.any([signal, limit]),
      });
      if (answer.status !== LogsQueryResultStatus.Success) {
        return { outcome: 'too-much', class: 'malformed', words: 'the workspace gave only a part of the answer' };
      }
      return rowsOf(answer.tables);
    } catch (error) {
      if (signal.aborted) return { outcome: 'aborted' };
      if (limit.aborted) {
        const words = `the workspace did not answer within ${timeLimit / 1000} s`;
        return { outcome: 'too-much', class: 'unreachable', words };
      }
      return outcomeOfError(error);
    }
  };
}

/** The client wants one beside the query, which names its range exactly; a wider one takes nothing away. */
function timespanOf({ from, until }: Query) {
  return { startTime: new Date(from - dayMs), endTime: new Date(until + dayMs) };
}

/** The one table of an answer, held against the shape that the service promises. */
function rowsOf(tables: unknown): QueryOutcome {
  const [table] = Array.isArray(tables) ? tables : [];
  const { columnDescriptors, rows } = (table ?? {}) as { columnDescriptors?: unknown; rows?: unknown };
  const columns = Array.isArray(columnDescriptors)
    ? columnDescriptors.map((column: { name?: unknown } | null) => column?.name)
    : [];
  const isWhole =
    columns.length > 0 &&
    columns.every((name) => typeof name === 'string') &&
    Array.isArray(rows) &&
    rows.every((row) => Array.isArray(row) && row.length === columns.length);
  if (isWhole) return { outcome: 'rows', columns: columns as string[], rows };
  const words = 'The answer of the workspace is not a table: its rows do not fit its columns.';
  return { outcome: 'failed', of: 'category', failure: { class: 'malformed', words } };
}
