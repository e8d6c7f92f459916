import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementTexts, holdsInexact, memberTexts, parseExact } from '../../shared/ingest/parse-json.ts';

describe('elementTexts', () => {
  it('cuts an array into the texts of its elements, whatever they are', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ maxDepth: 3 })), fc.constantFrom(undefined, 1, '\t'), (values, indent) => {
        const text = JSON.stringify(values, undefined, indent);
        const cut = elementTexts(text, 0);
        expect(cut?.end).toBe(text.length);
        expect(cut?.elements.map((element) => JSON.parse(element))).toEqual(JSON.parse(text));
      }),
    );
  });

  it.each([
    ['["a]","b\\\\","\\"]"]', ['"a]"', '"b\\\\"', '"\\"]"']],
    ['[ ]', []],
    ['[1,,2,]', ['1', '2']],
    ['[{"a":[1,2]},{"b":}]', ['{"a":[1,2]}', '{"b":}']],
  ])('of %s gives %j', (text, elements) => {
    expect(elementTexts(text, 0)).toEqual({ elements, end: text.length });
  });

  it.each(['[', '[1', '["a]', '["a\\"]', '[{]', '[1}', '{"a":1]'])('of %s gives nothing', (text) => {
    expect(elementTexts(text, 0)).toBeUndefined();
  });

  it('says where the array ends', () => {
    expect(elementTexts('x[1] y', 1)).toEqual({ elements: ['1'], end: 4 });
  });
});

describe('memberTexts', () => {
  it('gives the names and the texts of the values', () => {
    expect(memberTexts('{ "a\\u0062" : [1, 2] ,"":"x:y","n":{"m":0}}')).toEqual([
      { name: 'ab', text: '[1, 2]' },
      { name: '', text: '"x:y"' },
      { name: 'n', text: '{"m":0}' },
    ]);
  });

  it('leaves malformed members out', () => {
    expect(memberTexts('{"a":1,b:2,"\\q":3,"c" 4,"d":5}')).toEqual([
      { name: 'a', text: '1' },
      { name: 'd', text: '5' },
    ]);
  });

  it.each(['{"a":1', '{"a":1} x', '[1]', '', '7'])('gives nothing for %j, which is not one whole object', (text) => {
    expect(memberTexts(text)).toBeUndefined();
  });
});

describe('parseExact', () => {
  it('reads as JSON.parse does where no whole number is beyond 2^53', () => {
    const text = fc.json().filter((json) => !holdsInexact(JSON.parse(json)));
    fc.assert(
      fc.property(text, (json) => {
        expect(parseExact(json)).toEqual(JSON.parse(json));
      }),
    );
  });

  it('gives every digit of whole numbers', () => {
    fc.assert(
      fc.property(fc.bigInt(), (number) => {
        const expected = Number.isSafeInteger(Number(number)) ? Number(number) : number;
        expect(parseExact(`{"a":[${number}]}`)).toEqual({ a: [expected] });
      }),
    );
  });

  it('leaves other numbers as they are', () => {
    expect(parseExact('[1e20,-0.5,9007199254740991,1.0]')).toEqual([1e20, -0.5, 9007199254740991, 1]);
  });
});

describe('holdsInexact', () => {
  it.each([
    [2 ** 53, true],
    [{ a: [{ b: -(2 ** 60) }] }, true],
    [2 ** 53 - 1, false],
    [{ a: [{ b: 1.5, c: '12345678901234567890', d: null }] }, false],
    ['12345678901234567890', false],
    [null, false],
  ])('of %j is %s', (value, holds) => {
    expect(holdsInexact(value)).toBe(holds);
  });
});
