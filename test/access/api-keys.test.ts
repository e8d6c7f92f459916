import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createApiKey, matchApiKey, readApiKeys } from '../../shared/access/api-keys.ts';

const hash = (digit: string) => digit.repeat(64);

function keysOf(text: string) {
  const read = readApiKeys(text);
  if ('mistake' in read) throw new Error(read.mistake);
  return read.keys;
}

describe('API keys', () => {
  it('are found by the key that was made with their line, and by no other', () => {
    const made = createApiKey('reporting', ['Operator']);
    const keys = keysOf(`${createApiKey('other', ['Administrator']).line},${made.line}`);
    expect(matchApiKey(made.key, keys)).toMatchObject({ name: 'reporting', roles: ['Operator'] });
    for (const wrong of [`${made.key} `, made.key.slice(1), made.key.toUpperCase(), made.line, hash('0'), '']) {
      expect(matchApiKey(wrong, keys)).toBeUndefined();
    }
  });

  it('differ each time, have 256 random bits, and are not in their line', () => {
    const [a, b] = [createApiKey('x', ['Operator']), createApiKey('x', ['Operator'])];
    expect(a.key).not.toBe(b.key);
    expect(a.key).toMatch(/^commlog_[A-Za-z0-9_-]{43}$/);
    expect(a.line).toBe(`x:Operator:${createHash('sha256').update(a.key).digest('hex')}`);
  });

  it('may have several roles', () => {
    const { line } = createApiKey('x', ['Operator', 'Administrator']);
    expect(keysOf(line)[0]?.roles).toEqual(['Operator', 'Administrator']);
  });

  it('are refused a name that the setting could not hold', () => {
    for (const name of ['', 'a:b', 'a,b', '-a', 'ä', 'a'.repeat(65)]) {
      expect(() => createApiKey(name, ['Operator'])).toThrow(RangeError);
    }
  });

  it('are refused without a role', () => {
    expect(() => createApiKey('x', [])).toThrow(/role/);
  });

  it.each([
    [`a:Operator:${hash('1')}:more`, /entry 1 is not name:Role:hash/],
    [`a:Operator:${hash('1')},b:Operator`, /entry 2 is not name:Role:hash/],
    [`a:Operator:${hash('g')}`, /entry 1 has a hash that is not 64/],
    [`a:Operator:${hash('1')};a:Operator:${hash('2')}`, /entry 2 has the name of an earlier entry/],
    [`a:Operator+Reader:${hash('1')}`, /entry 1 has a role that is not known/],
    [createApiKey('x', ['Operator']).key, /not the key itself/],
  ])('have a mistake told by its place in %j', (text, reason) => {
    const read = readApiKeys(text);
    expect(read).toEqual({ mistake: expect.stringMatching(reason) });
    expect(JSON.stringify(read)).not.toContain(text);
  });
});
