/** Reads a query string by a schema. */
import type { z } from 'zod';
import type { Issue } from '../issue.ts';
import { issuesOf } from './issues.ts';

/**
 * The parameters as the schema gives them, or every mistake at once. A parameter given several times is an array, which
 * only an array schema takes; unknown ones are mistakes unless the schema has a catch-all.
 */
export function readQuery<Schema extends z.ZodObject>(
  schema: Schema,
  search: URLSearchParams,
): { readonly query: z.output<Schema> } | { readonly issues: readonly Issue[] } {
  // No prototype, so that a parameter may have any name.
  const given: Record<string, string | string[]> = Object.create(null);
  for (const name of new Set(search.keys())) {
    const values = search.getAll(name);
    given[name] = values.length === 1 ? (values[0] as string) : values;
  }
  const read = schema.safeParse(given);
  if (read.success) return { query: read.data };
  return { issues: issuesOf(read.error, given, 'parameter', Object.keys(schema.shape)) };
}
