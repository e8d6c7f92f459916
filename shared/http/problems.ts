/** Every error that a caller can meet: its code, status, title and what to do about it (RFC 9457). */

import type { Issue } from '../issue.ts';

interface ProblemFacts {
  readonly status: number;
  readonly title: string;
  /** A sentence or two for the caller; the `detail` where the place that found the problem has nothing closer to say. */
  readonly todo: string;
  /** Seconds for `Retry-After`, where asking again helps. */
  readonly retryAfter?: number;
}

export const problems = {
  'invalid-parameters': {
    status: 400,
    title: 'Parameters are not valid',
    todo: 'Correct the parameters that issues names.',
  },
  'invalid-body': {
    status: 400,
    title: 'The body is not what this operation takes',
    todo: 'Correct the members that issues names.',
  },
  'unreadable-body': {
    status: 400,
    title: 'The body cannot be read',
    todo: 'Send complete JSON in UTF-8, compressed as Content-Encoding says.',
  },
  'invalid-cursor': {
    status: 400,
    title: 'The cursor is not valid',
    todo: 'Ask again without cursor, or with the next of the last answer unchanged and the same parameters.',
  },
  'narrow-the-range': {
    status: 400,
    title: 'Too much would have to be looked at',
    todo: 'Choose a shorter range with from and until, or a filter that matches less.',
  },
  unauthenticated: {
    status: 401,
    title: 'Who is asking is not known',
    todo: 'Send an API key of this installation as "Authorization: Bearer …" or "x-api-key", or sign in.',
  },
  forbidden: { status: 403, title: 'Not allowed', todo: 'Ask an administrator for a role that may do this.' },
  'forbidden-origin': {
    status: 403,
    title: 'This origin may not send',
    todo: 'Add the origin to the setting EVENT_GRID_ORIGINS.',
  },
  'not-found': { status: 404, title: 'Not found', todo: 'Check the id or name; it may have been purged.' },
  conflict: {
    status: 409,
    title: 'Somebody else changed it at the same time',
    todo: 'Read it again and repeat the change.',
  },
  'already-running': {
    status: 409,
    title: 'One of this kind is under way',
    todo: 'Wait until it has ended: GET /api/runs/{id} with the id in run shows how far it is.',
  },
  'not-configured': {
    status: 409,
    title: 'A setting that this needs is missing',
    todo: 'An administrator sets what detail names.',
  },
  'precondition-failed': {
    status: 412,
    title: 'It has changed since it was read',
    todo: 'Read it again and send its new ETag as If-Match.',
  },
  'precondition-required': {
    status: 428,
    title: 'A change must say what it is a change of',
    todo: 'Read it first and send its ETag as If-Match.',
  },
  'body-too-large': {
    status: 413,
    title: 'The body is too large',
    todo: 'Send less at once; the settings MAX_BODY_MIB and MAX_RECORD_MIB say how much.',
  },
  'unsupported-media-type': { status: 415, title: 'The media type is not taken here', todo: 'Send application/json.' },
  'unsupported-encoding': {
    status: 415,
    title: 'The content encoding is not taken here',
    todo: 'Send the body as it is, or compressed with gzip where the operation takes it.',
  },
  throttled: {
    status: 429,
    title: 'Too many requests',
    todo: 'Wait as long as Retry-After says and ask again.',
    retryAfter: 10,
  },
  internal: {
    status: 500,
    title: 'Something went wrong inside',
    todo: 'Ask again; if it stays, the log has a line with the invocation id that instance names.',
  },
  'storage-unavailable': {
    status: 503,
    title: 'Storage cannot be reached',
    todo: 'Nothing is lost; ask again as Retry-After says. Sending records again is harmless.',
    retryAfter: 5,
  },
  'out-of-time': {
    status: 503,
    title: 'Time ran out',
    todo: 'Ask again, for less at once. Sending records again is harmless.',
    retryAfter: 5,
  },
  'settings-invalid': {
    status: 503,
    title: 'The settings of this installation are wrong',
    todo: 'An administrator finds every mistake by name at /api/health.',
  },
} as const satisfies Record<string, ProblemFacts>;

export type ProblemCode = keyof typeof problems;

/** All codes, in the order of the table. */
export const problemCodes = Object.keys(problems) as readonly ProblemCode[];

export interface Problem {
  readonly kind: 'problem';
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly issues?: readonly Issue[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Further members of the body, such as the counts so far of a delivery. */
  readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * A problem as a value. It is returned, never thrown: what is expected shows in a function's type.
 * `detail` is for the caller's own mistakes; that of a 5xx is always the table's, so that no inner message gets out.
 */
export function problem(code: ProblemCode, facts: Omit<Problem, 'kind' | 'code'> = {}): Problem {
  return { kind: 'problem', code, ...facts };
}

/** Whether something is a problem made by {@link problem}. */
export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && (value as Partial<Problem>).kind === 'problem';
}

/** The body (RFC 9457) of a problem met in an invocation. */
export function problemDocument(met: Problem, invocationId: string): Readonly<Record<string, unknown>> {
  const row: ProblemFacts = problems[met.code];
  return {
    ...met.extra,
    type: `urn:commlog:problem:${met.code}`,
    title: row.title,
    status: row.status,
    detail: row.status >= 500 ? row.todo : (met.detail ?? row.todo),
    code: met.code,
    issues: met.issues ?? [],
    instance: invocationId,
  };
}

/** The headers of a problem's answer, its own over those of the table. */
export function problemHeaders(met: Problem): Record<string, string> {
  const row: ProblemFacts = problems[met.code];
  return {
    ...(row.retryAfter === undefined ? {} : { 'retry-after': String(row.retryAfter) }),
    ...(row.status === 401 ? { 'www-authenticate': 'Bearer realm="commlog"' } : {}),
    ...met.headers,
  };
}
