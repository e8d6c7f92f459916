import { describe, expect, it } from 'vitest';
import { erasedIn } from '../../shared/erasure/carries-erased.ts';
import { seal, unseal } from '../../shared/erasure/sealed.ts';
import { lookupHash } from '../../shared/storage/lookup-hash.ts';

const hashOf = lookupHash('a key that only tests have');
const erased = new Map([
  [hashOf('ann@example.com'), 1000],
  [hashOf('+18335550142'), 2000],
]);
const until = (text: string) => erasedIn(text, erased, hashOf);

describe('a text that carries a value which was erased', () => {
  it.each<[string, number]>([
    ['{"RecipientId": "Ann@Example.com"}', 1000],
    ['{"to": "Ann <ann@example.com>"}', 1000],
    ['{"properties": "{\\"From\\": \\"4:+18335550142\\"}"}', 2000],
    ['{"From": 18335550142}', 2000],
    ['{"list": [{"x": "\\u002B18335550142"}]}', 2000],
    ['{"note": "write to ann@example.com, or call"}', 1000],
    ['{"ann@example.com": 1, "b": "tel:+18335550142"}', 2000],
    ['not JSON: ann@example.com; more', 1000],
  ])('%s', (text, at) => {
    expect(until(text)).toBe(at);
  });

  it('is told from one that does not', () => {
    for (const text of ['{"to": "bob@example.com"}', '{"id": "183355501429"}', 'joann@example.com', '{"a": 1'])
      expect(until(text), text).toBeUndefined();
    expect(erasedIn('{"to": "ann@example.com"}', new Map(), hashOf)).toBeUndefined();
  });
});

describe('a sealed value', () => {
  it('is read with the same key only, and never stands in clear', () => {
    const sealed = seal('ann@example.com', hashOf);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('ann@');
    expect(seal('ann@example.com', hashOf)).not.toBe(sealed);
    expect(unseal(sealed, hashOf)).toBe('ann@example.com');
    expect(() => unseal(sealed, lookupHash('another key'))).toThrow();
  });
});
