/** A request's path as the real host sees it, and as it passes it on to the worker. */

export interface RequestPath {
  /** Decoded segments, empty ones included; `%2F` stays as it was sent. */
  readonly segments: readonly string[];
  /** What the worker gets in the request line: encoded anew, so that `%2F` has become `%252F`; the query as sent. */
  readonly forwarded: string;
  readonly query: URLSearchParams;
}

/** Undefined when the real host answers 400 before any routing: no path, or a NUL in it. */
export function requestPathOf(target: string): RequestPath | undefined {
  const mark = target.indexOf('?');
  const rawPath = mark === -1 ? target : target.slice(0, mark);
  const rawQuery = mark === -1 ? '' : target.slice(mark);
  if (!rawPath.startsWith('/') || /%00|\0/.test(rawPath)) return undefined;
  const segments = withoutDots(decoded(rawPath).slice(1).split('/'));
  return {
    segments,
    forwarded: encoded(`/${segments.join('/')}`) + rawQuery,
    query: new URLSearchParams(rawQuery),
  };
}

/** One escaped character of UTF-8, by the number of its bytes. */
const escapedCharacter =
  /%[0-7][0-9a-f]|%[cd][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-7](?:%[89ab][0-9a-f]){3}/gi;

/** Decodes every escape but `%2F`; what is not UTF-8 stays escaped. */
function decoded(path: string): string {
  return path.replace(escapedCharacter, (escaped) => {
    if (escaped.toLowerCase() === '%2f') return escaped;
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}

/** Kestrel resolves `.` and `..` after decoding, so `%2E%2E` counts as well. */
function withoutDots(segments: readonly string[]): string[] {
  const kept: string[] = [];
  segments.forEach((segment, index) => {
    const dots = segment === '.' || segment === '..';
    if (segment === '..') kept.pop();
    if (!dots) kept.push(segment);
    else if (index === segments.length - 1) kept.push('');
  });
  return kept;
}

function encoded(path: string): string {
  return path.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@/]+/g, encodeURIComponent);
}
