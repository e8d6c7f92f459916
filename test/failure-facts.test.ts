import { describe, expect, it } from 'vitest';
import { failureFacts } from '../shared/failure-facts.ts';

describe('the facts of a failure', () => {
  it('are its kind, code and place, and those of its cause', () => {
    const cause = Object.assign(new RangeError('inner'), { code: 'ECONNRESET' });
    const facts = failureFacts(new Error('outer', { cause }));
    expect(facts).toMatchObject({ name: 'Error', cause: { name: 'RangeError', code: 'ECONNRESET' } });
    expect(facts.at[0]).toMatch(/failure-facts\.test\.ts:\d+:\d+/);
  });

  it.each([
    ['in one line', 'phone +18335550142'],
    ['that looks like a frame', 'x\n    at +18335550142 (file:///a.ts:1:2)\n    at b (file:///b.ts:1:2)'],
    ['of a parser', messageOf(() => JSON.parse('+18335550142'))],
    ['that is empty', ''],
  ])('leave out a message %s', (_kind, message) => {
    const facts = failureFacts(new TypeError(message));
    expect(JSON.stringify(facts)).not.toContain('8335550142');
    expect(facts.at.length).toBeGreaterThan(0);
  });

  it('leave out the first message when it was replaced later', () => {
    const error = new Error('x\n    at +18335550142 (file:///a.ts:1:2)');
    error.message = 'replaced';
    expect(JSON.stringify(failureFacts(error))).not.toContain('8335550142');
  });

  it('leave out names and codes that could be data', () => {
    const error = Object.assign(new Error('x'), { name: 'to +18335550142', code: 'ann@example.com' });
    expect(failureFacts(error)).toMatchObject({ name: 'Error' });
    expect(JSON.stringify(failureFacts(error))).not.toMatch(/8335550142|ann@/);
  });

  it('say only the type of what is thrown and is no error', () => {
    expect(failureFacts('+18335550142')).toEqual({ name: 'string', at: [] });
  });

  it('end when causes go in a circle', () => {
    const error = new Error('x');
    error.cause = error;
    expect(JSON.stringify(failureFacts(error)).length).toBeLessThan(20_000);
  });
});

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was thrown');
}
