/** Reads the parameters of a path by its route's template, as they come through the Functions host. */
import type { Issue } from '../issue.ts';

/**
 * The parameters that the template names, from the address alone: while the host streams, `request.params` holds the
 * keys of the query too. The host hands `%2F` over as `%252F`, so after decoding a `%2F` that is left is a slash.
 * A segment that is not UTF-8 is an issue.
 */
export function readPath(
  template: string,
  url: string,
): { readonly params: Readonly<Record<string, string>> } | { readonly issues: readonly Issue[] } {
  const segments = segmentsOf(new URL(url).pathname);
  const names = segmentsOf(template);
  // From the end, because the prefix (`api`) is the host's business.
  const own = segments.slice(Math.max(0, segments.length - names.length));
  const params: Record<string, string> = {};
  for (const [index, part] of names.entries()) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) continue;
    const value = decoded(own[index] ?? '');
    if (!value) return { issues: [{ path: name, message: 'is not readable; percent-encode it as UTF-8' }] };
    params[name] = value;
  }
  return { params };
}

const segmentsOf = (path: string): string[] => path.replace(/^\/|\/$/g, '').split('/');

function decoded(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment).replace(/%2f/gi, '/');
  } catch {
    return undefined;
  }
}
