import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonText, rawJson } from '../../shared/http/json-text.ts';

describe('JSON text', () => {
  it('holds a finished text character by character', () => {
    const delivered = '{ "a" : 1.0,\n"big": 12345678901234567890, "a":"\\u00e9" }';
    expect(jsonText({ id: 'x', delivered: rawJson(delivered), after: [rawJson('null'), rawJson('[ ]')] })).toBe(
      `{"id":"x","delivered":${delivered},"after":[null,[ ]]}`,
    );
  });

  it('holds a finished text that has marks of replacement in it', () => {
    expect(jsonText(rawJson('"$& $1 $$"'))).toBe('"$& $1 $$"');
  });

  it('writes whole numbers of any size as text', () => {
    expect(jsonText({ n: 9223372036854775807n, list: [-1n] })).toBe('{"n":"9223372036854775807","list":["-1"]}');
  });

  it('is what JSON.stringify writes of all else, wherever finished texts stand among it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (plain, raw) => {
        const whole = { plain, raw: rawJson(JSON.stringify(raw)), again: [plain, rawJson(JSON.stringify(raw))] };
        expect(jsonText(whole)).toBe(JSON.stringify({ plain, raw, again: [plain, raw] }));
      }),
    );
  });
});
