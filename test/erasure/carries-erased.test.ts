import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erasedIn } from '../../shared/erasure/carries-erased.ts';
import { seal, unseal, unsealable } from '../../shared/erasure/sealed.ts';
import { valuePattern } from '../../shared/erasure/value-pattern.ts';
import { lookupForm } from '../../shared/storage/lookup-form.ts';
import { lookupHash } from '../../shared/storage/lookup-hash.ts';

const hashOf = lookupHash('a key that only tests have');
const erased = new Map([
  [hashOf('ann@example.com'), 1000],
  [hashOf('+18335550142'), 2000],
]);
const until = (text: string) => erasedIn([text], erased, hashOf);

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
    ['{"uri": "https://acs/identities/+18335550142/:send?to=ann"}', 2000],
    ['{"uri": "/identities/4%3A%2B18335550142/send"}', 2000],
    ['{"uri": "/callback?from=ann%40example.com&x=1"}', 1000],
    ['{"uri": "/callback?from=+18335550142&x=1"}', 2000],
    ['{"x": "sip:+18335550142@host"}', 2000],
    ['{"x": "call +1 (833) 555-0142 back, 7 times"}', 2000],
    [String.raw`not JSON: \u002B18335550142`, 2000],
  ])('%s', (text, at) => {
    expect(until(text)).toBe(at);
  });

  it('is told from one that does not', () => {
    for (const text of [
      '{"durationMs": 833555}',
      '{"to": "bob@example.com"}',
      '{"id": "183355501429"}',
      'joann@example.com',
      '{"a": 1',
    ])
      expect(until(text), text).toBeUndefined();
    expect(erasedIn(['{"to": "ann@example.com"}'], new Map(), hashOf)).toBeUndefined();
  });
});

describe('every text in which a value would be redacted', () => {
  const values = [
    '+18335550142',
    'ann.doe+x@example.com',
    '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_00000024-1f0a-4b6c-9c3a-0000000a0001',
    '192.0.2.44',
    '2001:db8::7',
  ];
  const written = (value: string) =>
    fc.constantFrom(
      value,
      value.toUpperCase(),
      lookupForm(value),
      `tel:${value}`,
      `<${value}>`,
      `8:orgid:${value}`,
      encodeURIComponent(value),
    );
  const around = fc.stringMatching(/^[ -~é漢]{0,6}$/);

  it('is refused, whatever stands around it', () => {
    const one = fc
      .constantFrom(...values)
      .chain((value) => fc.tuple(fc.constant(value), around, written(value), around));
    fc.assert(
      fc.property(one, fc.boolean(), ([value, before, form, after], isJson) => {
        const text = isJson ? JSON.stringify({ list: [`${before}${form}${after}`] }) : `${before}${form}${after}`;
        fc.pre(valuePattern(value).says(text));
        expect(erasedIn([text], new Map([[hashOf(value), 1]]), hashOf), text).toBe(1);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a sealed value', () => {
  it('is read with the same key only, and never stands in clear', () => {
    const sealed = seal('ann@example.com', hashOf);
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('ann@');
    expect(seal('ann@example.com', hashOf)).not.toBe(sealed);
    expect(unseal(sealed, hashOf)).toBe('ann@example.com');
    expect(() => unseal(sealed, lookupHash('another key'))).toThrow();
    expect([unsealable(sealed, hashOf), unsealable(sealed, lookupHash('another key'))]).toEqual([false, true]);
  });
});
