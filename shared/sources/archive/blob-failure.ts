/** What a failure of the archive account means: its class, and a sentence that says what to do. */
import type { FailureClass } from '../../source-failure.ts';
import { SourceUnavailable } from '../source-unavailable.ts';

const wordsOf = {
  refused:
    'The archive account refuses our credentials: give the identity the role Storage Blob Data Reader there, or copy the connection string again; a firewall of the account must let this app in',
  throttled: 'The archive account asks us to slow down; it is asked again at the next tick',
  unreachable: 'The archive account does not answer: is its address right, and does its firewall let this app in?',
  malformed: 'The archive account gives an answer that cannot be used',
} as const satisfies Partial<Record<FailureClass, string>>;

/** Codes of a blob that lies in the archive tier, or is on its way back. */
const inArchiveTier = new Set(['BlobArchived', 'BlobBeingRehydrated']);

/** What libraries of credentials throw has no status of the account. */
const ofCredentials = /^(Authentication|AuthenticationRequired|AggregateAuthentication|CredentialUnavailable)Error$/;

/** Mistakes in code: nothing that the account did. */
const ofCode = [TypeError, RangeError, ReferenceError, SyntaxError];

interface ClientError {
  readonly name: string;
  readonly statusCode?: number;
  readonly code?: string;
  readonly response?: { readonly headers: { get(name: string): string | undefined } };
}

/** Status and code of what Azure's client threw; an answer without a body has the code in its head only. */
export function answerIn(error: unknown): { readonly status: number | undefined; readonly code: string | undefined } {
  const { statusCode: status, code, response } = error as ClientError;
  return { status, code: code ?? response?.headers.get('x-ms-error-code') };
}

/** The connection string or the address of the settings cannot be used at all. */
export function unusableAccount(): SourceUnavailable {
  const words = 'The connection string or address of the archive account cannot be used: copy it again, whole.';
  return new SourceUnavailable({ class: 'refused', words });
}

/** What to throw for something that Azure's client threw. */
export function blobUnavailable(error: unknown): unknown {
  if (error instanceof SourceUnavailable || ofCode.some((kind) => error instanceof kind)) return error;
  const { name } = error as ClientError;
  const { status, code } = answerIn(error);
  // The client's errors carry the request, signature included, which no log may show.
  const cause = Object.assign(new Error(`HTTP ${status ?? 'without an answer'}`), { name, ...(code && { code }) });
  if (code !== undefined && inArchiveTier.has(code)) {
    const words = 'The blob lies in the archive tier: bring it back (rehydrate it) to have it read.';
    return new SourceUnavailable({ class: 'malformed', words }, { cause });
  }
  const failureClass = classOf(name, status, code);
  const facts = [status, code].filter((part) => part !== undefined).join(' ');
  const words = `${wordsOf[failureClass]}${facts === '' ? '' : ` (${facts})`}.`.replace('?.', '?');
  return new SourceUnavailable({ class: failureClass, words }, { cause });
}

function classOf(name: string, status: number | undefined, code: string | undefined): keyof typeof wordsOf {
  if (status === 401 || status === 403 || ofCredentials.test(name)) return 'refused';
  if (status === 429 || status === 503) return 'throttled';
  if (status === undefined) return code === 'PARSE_ERROR' ? 'malformed' : 'unreachable';
  return status >= 500 || status === 408 ? 'unreachable' : 'malformed';
}
