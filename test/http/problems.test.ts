import { describe, expect, it } from 'vitest';
import {
  isProblem,
  problem,
  problemCodes,
  problemDocument,
  problemHeaders,
  problems,
} from '../../shared/http/problems.ts';

describe('problems', () => {
  it.each(problemCodes)('%s has the one shape', (code) => {
    const document = problemDocument(problem(code), 'invocation-7');
    expect(document).toEqual({
      type: `urn:commlog:problem:${code}`,
      title: problems[code].title,
      status: problems[code].status,
      detail: problems[code].todo,
      code,
      issues: [],
      instance: 'invocation-7',
    });
    expect(document.status).toBeGreaterThanOrEqual(400);
    expect(document.detail).toMatch(/\.$/);
  });

  it.each(problemCodes.filter((code) => problems[code].status >= 500))('%s never carries an inner message', (code) => {
    const document = problemDocument(problem(code, { detail: 'key=abc' }), 'x');
    expect(JSON.stringify(document)).not.toContain('key=abc');
  });

  it('of the caller may say more', () => {
    const issues = [{ path: 'limit', message: 'is too large' }];
    const document = problemDocument(problem('invalid-parameters', { detail: 'Two.', issues }), 'x');
    expect(document).toMatchObject({ detail: 'Two.', issues });
  });

  it('may have members of their own, which replace none of the standard ones', () => {
    const document = problemDocument(problem('out-of-time', { extra: { stored: 3, status: 200, code: 'x' } }), 'x');
    expect(document).toMatchObject({ stored: 3, status: 503, code: 'out-of-time' });
  });

  it('say when to ask again, and how to say who is asking', () => {
    expect(problemHeaders(problem('storage-unavailable'))).toEqual({ 'retry-after': '5' });
    expect(problemHeaders(problem('storage-unavailable', { headers: { 'retry-after': '9' } }))).toEqual({
      'retry-after': '9',
    });
    expect(problemHeaders(problem('unauthenticated'))).toEqual({ 'www-authenticate': 'Bearer realm="commlog"' });
    expect(problemHeaders(problem('not-found'))).toEqual({});
  });

  it('are told from other values', () => {
    expect(isProblem(problem('internal'))).toBe(true);
    for (const value of [undefined, null, 'problem', {}, { kind: 'json' }]) expect(isProblem(value)).toBe(false);
  });
});
