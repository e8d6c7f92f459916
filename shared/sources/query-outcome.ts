/** What came of asking the workspace something, with the ways to fail told apart by what helps. */
import type { FailureClass, SourceFailure } from '../source-failure.ts';

export type QueryOutcome =
  | { readonly outcome: 'rows'; readonly columns: readonly string[]; readonly rows: readonly (readonly unknown[])[] }
  /** The service did not give all of it: ask for less. `class` is for when less cannot be asked for. */
  | { readonly outcome: 'too-much'; readonly class: FailureClass; readonly words: string }
  /** Ask later and for less; `after` in ms, where the service says. */
  | { readonly outcome: 'throttled'; readonly after: number | undefined; readonly failure: SourceFailure }
  /** The workspace has no such table, because nothing of the category was ever sent there. */
  | { readonly outcome: 'no-table' }
  /** Whoever asks again may be luckier. */
  | { readonly outcome: 'unreachable'; readonly failure: SourceFailure }
  /** `of`: what it would be in vain to ask again: this category, or anything of the workspace. */
  | { readonly outcome: 'failed'; readonly of: 'category' | 'workspace'; readonly failure: SourceFailure }
  /** The asker's own signal ended it. */
  | { readonly outcome: 'aborted' };

/** What is known of an error of the query service, whichever client threw it. */
interface QueryError {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly statusCode?: unknown;
  readonly response?: { readonly bodyAsText?: unknown; readonly headers?: { get(name: string): string | undefined } };
}

/** Results that exceed a limit, in the words of the service: of rows, of bytes, of memory, of time. */
const beyondLimits = /E_QUERY_RESULT_SET_TOO_LARGE|E_RUNAWAY_QUERY|E_LOW_MEMORY|exceed(?:s|ed)? the (?:\w+ )*limit/i;
/** Of `@azure/identity`, and of whoever stands in for it. */
const withoutToken = /^(?:Aggregate)?AuthenticationError$|^CredentialUnavailableError$|^AuthenticationRequiredError$/;

const failed = (of: 'category' | 'workspace', failureClass: FailureClass, words: string): QueryOutcome => ({
  outcome: 'failed',
  of,
  failure: { class: failureClass, words },
});

/** What an error thrown by the client means. Never repeats the service's text, which may repeat rows. */
export function outcomeOfError(thrown: unknown): QueryOutcome {
  const error = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as QueryError;
  if (typeof error.name === 'string' && withoutToken.test(error.name)) {
    const words =
      'No identity gives a token for the workspace: give the app a managed identity (LOG_ANALYTICS_CLIENT_ID names one), or sign in with "az login".';
    return failed('workspace', 'refused', words);
  }
  const status = typeof error.statusCode === 'number' ? error.statusCode : undefined;
  if (status !== undefined && status >= 400) return outcomeOfStatus(status, error);
  if (status !== undefined || thrown instanceof SyntaxError || thrown instanceof TypeError) {
    return failed('category', 'malformed', 'The answer of the workspace is not one of the query API.');
  }
  const code = typeof error.code === 'string' && /^\w{1,40}$/.test(error.code) ? ` (${error.code})` : '';
  return { outcome: 'unreachable', failure: { class: 'unreachable', words: `The workspace does not answer${code}.` } };
}

function outcomeOfStatus(status: number, error: QueryError): QueryOutcome {
  const text = `${String(error.message)} ${String(error.response?.bodyAsText)}`;
  if (status === 429) {
    const failure: SourceFailure = { class: 'throttled', words: 'The workspace answers 429: too many queries.' };
    return { outcome: 'throttled', after: afterOf(error.response?.headers?.get('retry-after')), failure };
  }
  if (status === 408 || status === 504) {
    return { outcome: 'too-much', class: 'unreachable', words: `the workspace ran out of time (${status})` };
  }
  if (status === 401) {
    const words = 'The workspace does not take the token: LOG_ANALYTICS_ENDPOINT must be of the cloud of the identity.';
    return failed('workspace', 'refused', words);
  }
  if (status === 403) {
    const words = 'The identity may not ask the workspace: give it the role Log Analytics Reader there.';
    return failed('workspace', 'refused', words);
  }
  if (status === 404) {
    const words = 'There is no such workspace: LOG_ANALYTICS_WORKSPACE_ID must be its "Workspace ID".';
    return failed('workspace', 'refused', words);
  }
  if (status === 413 || beyondLimits.test(text)) {
    return { outcome: 'too-much', class: 'malformed', words: 'the answer exceeds the limits of the workspace' };
  }
  if (status >= 500) {
    const words = `The workspace does not answer (${status}).`;
    return { outcome: 'unreachable', failure: { class: 'unreachable', words } };
  }
  // https://learn.microsoft.com/azure/azure-monitor/logs/api/errors: a semantic error, SEM0100.
  if (/Failed to resolve table or column expression named/i.test(text)) return { outcome: 'no-table' };
  const missing = /Failed to resolve (?:\w+ ){1,4}expression named '(\w{1,80})'/i.exec(text)?.[1];
  const why = missing === undefined ? '' : `: the table has no column ${missing}`;
  return failed('category', 'malformed', `The workspace does not understand the query (${status})${why}.`);
}

/** Nobody means to be left alone for longer, in ms. */
const longestAfter = 3_600_000;

/** Of a `Retry-After` in seconds or as a date, in ms. */
function afterOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), longestAfter);
}
