import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeMembers, changeParts } from '../../shared/ingest/json-parts.ts';

const without = (text: string, ...names: string[]) =>
  changeMembers(text, (name, value) => (names.includes(name) ? undefined : value));

describe('changeMembers', () => {
  it.each([
    ['{"a":1,"b":2,"c":3}', ['a'], '{"b":2,"c":3}'],
    ['{"a":1,"b":2,"c":3}', ['b'], '{"a":1,"c":3}'],
    ['{"a":1,"b":2,"c":3}', ['c'], '{"a":1,"b":2}'],
    ['{ "a" : 1 ,\n  "b" : [1, {"a": 2}] ,\n  "c" : "x,}" }', ['a', 'b'], '{ \n  "c" : "x,}" }'],
    ['{"a":1,"a":2}', ['a'], '{}'],
    ['{ "\\u0061": "\\"" , "b": 1.50}', ['a'], '{  "b": 1.50}'],
    ['{}', ['a'], '{}'],
    ['[1]', ['a'], '[]'],
    ['"a"', ['a'], '"a"'],
  ])('of %s leaves out %j', (text, names, expected) => {
    expect(without(text, ...names)).toBe(expected);
  });

  it('writes another value in the place of one', () => {
    const changed = changeMembers('{"a": "x" , "b":2 }', (name, value) => (name === 'a' ? 'null' : value));
    expect(changed).toBe('{"a": null , "b":2 }');
  });

  it('leaves every character where it leaves every member', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(object, fc.constantFrom(undefined, 1, '\t'), (value, space) => {
        const text = JSON.stringify(value, undefined, space);
        expect(changeMembers(text, (_, inner) => inner)).toBe(text);
      }),
    );
  });

  it('leaves JSON, without the member and with the others, whatever they are', () => {
    const name = fc.constantFrom('gone', 'a', 'b,"', '}');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.jsonValue())), fc.constantFrom('', ' ', '\n'), (members, blank) => {
        const parts = members.map(([key, value]) => `${blank}${JSON.stringify(key)}:${blank}${JSON.stringify(value)}`);
        const expected = Object.fromEntries(members.filter(([key]) => key !== 'gone'));
        expect(JSON.parse(without(`{${parts.join(`${blank},`)}${blank}}`, 'gone'))).toEqual(
          JSON.parse(JSON.stringify(expected)),
        );
      }),
    );
  });
});

describe('changeParts', () => {
  it('changes the elements of an array', () => {
    expect(changeParts('[1, [2], "3,"]', (part) => (part === '[2]' ? undefined : `${part}0`))).toBe('[10, "3,"0]');
  });

  it('leaves what is cut off', () => {
    expect(changeParts('{"a":1', () => undefined)).toBe('{"a":1');
  });
});
