/** What the real host tells the worker about a request beside the request itself: parameters and headers. */

import type { TypedData } from './programming-model.ts';

/**
 * Names are compared without regard to case, and the first spelling stays. The query comes first (`code` excepted, the
 * last of repeated keys counts), then the path's parameters. The headers join only when nothing named `headers` is
 * there yet: a query key of that name takes their place, and the library then reads the request's headers from it.
 * So do the Http extension's `GetRequestBindingData` (azure-webjobs-sdk-extensions) and the library's `createStreamRequest`.
 */
export function triggerMetadataOf(
  query: URLSearchParams,
  parameters: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Record<string, TypedData> {
  const entries = new Map<string, { name: string; value: TypedData }>();
  const put = (name: string, value: TypedData) => {
    const key = name.toLowerCase();
    entries.set(key, { name: entries.get(key)?.name ?? name, value });
  };
  for (const [name, value] of query) if (name.toLowerCase() !== 'code') put(name, { string: value });
  for (const [name, value] of Object.entries(parameters)) put(name, { string: value });
  if (!entries.has('query')) put('Query', { json: JSON.stringify(Object.fromEntries(query)) });
  if (!entries.has('headers')) put('Headers', { json: JSON.stringify(headers) });
  return Object.fromEntries([...entries.values()].map(({ name, value }) => [name, value]));
}

/** Header names in lower case, repeated ones joined with a comma. */
export function joinedHeaders(
  distinct: Readonly<Record<string, readonly string[] | undefined>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(distinct).map(([name, values]) => [name, (values ?? []).join(',')]));
}
