import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readQuery } from '../../shared/http/read-query.ts';

const schema = z.strictObject({
  value: z.string(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  tag: z.array(z.string()).optional(),
});
const read = (text: string) => readQuery(schema, new URLSearchParams(text));

describe('a query string', () => {
  it('is read by the schema, with its defaults', () => {
    expect(read('value=%2B1+833')).toEqual({ query: { value: '+1 833', limit: 100 } });
  });

  it('keeps repeated parameters apart where the schema takes several', () => {
    expect(read('value=a,b&tag=x&tag=y,z')).toEqual({ query: { value: 'a,b', limit: 100, tag: ['x', 'y,z'] } });
  });

  it('has all its mistakes listed at once', () => {
    const answer = read('limit=0&limit=1&colour=red&__proto__=x&toString=y');
    const issues = 'issues' in answer ? answer.issues : [];
    expect(issues.map(({ path }) => path).toSorted()).toEqual(['__proto__', 'colour', 'limit', 'toString', 'value']);
    expect(issues.find(({ path }) => path === 'limit')?.message).toBe('is given 2 times; give it once');
    expect(issues.find(({ path }) => path === 'value')?.message).toBe('is required');
    expect(issues.find(({ path }) => path === 'colour')?.message).toBe(
      'is not a parameter here; there are value, limit, tag',
    );
  });

  it.each(['0', '1001', 'x', '1.5', '-1'])('with the limit %j has a mistake', (limit) => {
    expect(read(`value=a&limit=${limit}`)).toEqual({ issues: [{ path: 'limit', message: expect.any(String) }] });
  });

  it('may have any further name where the schema has a catch-all', () => {
    const open = schema.catchall(z.string());
    expect(readQuery(open, new URLSearchParams('value=a&DurationMs.gte=5'))).toEqual({
      query: { value: 'a', limit: 100, 'DurationMs.gte': '5' },
    });
  });
});
