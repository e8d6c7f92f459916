import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../shared/ingest/canonical-json.ts';

describe('canonicalJson', () => {
  it.each([
    ['the order of keys', '{"b":{"d":1,"c":2},"a":3}', '{"a":3,"b":{"c":2,"d":1}}'],
    ['the spelling of keys', '{"Call Id":"x"}', '{"callId":"x"}'],
    ['numbers as text', '{"a":"7","b":true}', '{"a":7,"b":"true"}'],
    ['empty values', '{"a":"","b":null,"c":"null","d":1}', '{"d":1}'],
  ])('is the same whatever %s', (_, one, other) => {
    expect(canonicalJson(one)).toBe(canonicalJson(other));
  });

  it.each([
    ['{"a":1}', '{"a":2}'],
    ['{"a":"x,b:y"}', '{"a":"x","b":"y"}'],
    ['[1,2]', '[2,1]'],
    ['["",1]', '[1]'],
    ['{"a":12345678901234567890}', '{"a":12345678901234567891}'],
    ['{"a":"x","b":"y"}', '{"a":"y","b":"x"}'],
  ])('tells %s from %s', (one, other) => {
    expect(canonicalJson(one)).not.toBe(canonicalJson(other));
  });

  it('takes any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(canonicalJson(text)).toBe(canonicalJson(` ${text}`));
      }),
    );
    const deep = `${'['.repeat(1e5)}${']'.repeat(1e5)}`;
    expect(canonicalJson(deep)).toBe(deep);
  });
});
