/** Turns what a schema says against a value into issues that name the parameter or member. */
import type { z } from 'zod';
import type { Issue } from '../issue.ts';

/** Every issue, in the schema's order; `kind` is what the names at the top are called. */
export function issuesOf(
  error: z.ZodError,
  given: unknown,
  kind: 'parameter' | 'member',
  known: readonly string[],
): Issue[] {
  return error.issues.flatMap((issue): Issue[] => {
    if (issue.code === 'unrecognized_keys') {
      const message = `is not a ${kind} here; ${known.length === 0 ? 'there are none' : `there are ${known.join(', ')}`}`;
      return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), message }));
    }
    const value = issue.path.reduce<unknown>(
      (at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key],
      given,
    );
    const path = pathText(issue.path);
    if (value === undefined) return [{ path, message: 'is required' }];
    if (kind === 'parameter' && Array.isArray(value))
      return [{ path, message: `is given ${value.length} times; give it once` }];
    return [{ path, message: issue.message }];
  });
}

/** `['records', 3, 'time']` → `records[3].time`. */
function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}
