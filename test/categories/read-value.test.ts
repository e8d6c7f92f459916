import { describe, expect, it } from 'vitest';
import { bool, type Column, id, int, json, long, real, text, time, word } from '../../shared/categories/columns.ts';
import { jsonText, readerOf, Unreadable } from '../../shared/categories/read-value.ts';

const columns = {
  text: text('Column', ''),
  id: id('Column', ''),
  word: word('Column', ''),
  int: int('Column', ''),
  long: long('Column', ''),
  real: real('Column', ''),
  bool: bool('Column', ''),
  time: time('Column', ''),
  json: json('Column', ''),
} satisfies Record<string, Column>;

type Type = keyof typeof columns;
const types = Object.keys(columns) as Type[];
const read = (type: Type, value: unknown) => readerOf(columns[type])(value);

/** A value that JSON can nest, deeper than the stack. */
const bottomless = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown;

describe('readerOf', () => {
  it.each(types)('%s: null, "null" and undefined are absent', (type) => {
    for (const value of [null, 'null', undefined]) expect(read(type, value)).toBeUndefined();
  });

  it('keeps empty text in columns of text, and takes it for absent in all others', () => {
    for (const type of types) {
      const kept = type === 'text' || type === 'id' || type === 'word';
      expect(read(type, ''), type).toBe(kept ? '' : undefined);
    }
  });

  it.each<[Type, unknown, unknown]>([
    ['text', '  two  blanks ', '  two  blanks '],
    ['text', 202, '202'],
    ['text', true, 'True'],
    ['text', { a: [1] }, '{"a":[1]}'],
    ['text', 9007199254740993n, '9007199254740993'],
    ['id', ' 5f7c9d21 ', '5f7c9d21'],
    ['id', ' null ', undefined],
    ['id', 99417360258214633n, '99417360258214633'],
    ['word', ' OK ', 'OK'],
    ['word', 202, '202'],
    ['word', false, 'False'],
    ['int', 7, 7],
    ['int', '7', 7],
    ['int', ' 7 ', 7],
    ['int', '', undefined],
    ['int', 'NaN', undefined],
    ['real', '3.146336E-05', 3.146336e-5],
    ['real', '73.3857', 73.3857],
    ['real', '-0.5', -0.5],
    ['real', '+.5', 0.5],
    ['real', '5.', 5],
    ['real', '-Infinity', undefined],
    ['long', '9007199254740993', 9007199254740993n],
    ['long', 9007199254740993n, 9007199254740993n],
    ['long', '-9223372036854775808', -9223372036854775808n],
    ['long', '0000000000000000042', 42],
    ['long', '1000', 1000],
    ['long', '410.75', 410],
    ['long', 12n, 12],
    ['bool', true, true],
    ['bool', 'TRUE', true],
    ['bool', ' False ', false],
    ['bool', '0', false],
    ['bool', 1, true],
    ['time', '2026-03-04T05:06:07.1234567+00:00', '2026-03-04T05:06:07.1234567Z'],
    ['json', { a: 1 }, '{"a":1}'],
    ['json', [true], '[true]'],
    ['json', '{"a": 1}', '{"a": 1}'],
    ['json', 'chat,voip', 'chat,voip'],
    ['json', { a: 9007199254740993n }, '{"a":9007199254740993}'],
  ])('%s: %s → %s', (type, value, expected) => {
    expect(read(type, value)).toEqual(expected);
  });

  it.each<[Type, unknown, string]>([
    ['int', 'many', 'not a number: "many"'],
    ['int', '0x10', 'not a number: "0x10"'],
    ['int', '1,000', 'not a number: "1,000"'],
    ['int', true, 'not a number: "true"'],
    ['real', '1e999', 'not a number: "1e999"'],
    ['real', Number.POSITIVE_INFINITY, 'not a number: out of range'],
    ['real', { a: 1 }, 'not a number: an object'],
    ['long', '9223372036854775808', 'not a whole number of 64 bits: "9223372036854775808"'],
    ['long', 1e17, 'not a whole number: "100000000000000000"'],
    ['bool', 'yes', 'neither true nor false: "yes"'],
    ['bool', 2, 'neither true nor false: "2"'],
    ['bool', [true], 'neither true nor false: an array'],
    ['time', 'soon', 'not a time: "soon"; write it as 2025-06-01T10:00:00.123Z'],
    ['time', 1772600767, 'not a time: "1772600767"; write it as 2025-06-01T10:00:00.123Z'],
    ['int', 'x'.repeat(100), `not a number: "${'x'.repeat(40)}…"`],
  ])('%s: refuses %s', (type, value, message) => {
    expect(read(type, value)).toEqual(new Unreadable(message));
  });

  it.each(types)('%s: answers for a value nested deeper than the stack', (type) => {
    expect(read(type, bottomless)).toBeInstanceOf(Unreadable);
  });

  it.each<[Type, string]>([
    ['int', `${'1'.repeat(2_000_000)}x`],
    ['real', `${'1'.repeat(2_000_000)}.x`],
    ['long', '1'.repeat(2_000_000)],
    ['time', `2026-03-04T05:06:07.${'1'.repeat(2_000_000)}x`],
  ])('%s: refuses two million digits at once', (type, value) => {
    const started = performance.now();
    expect(read(type, value)).toBeInstanceOf(Unreadable);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('a vocabulary', () => {
  const status = readerOf(word('DeliveryStatus', '', { vocabulary: ['Delivered', 'OutForDelivery'] }));
  const permanent = readerOf(word('IsHardBounce', '', { vocabulary: ['True', 'False'] }));

  it.each([
    ['Delivered', 'Delivered'],
    ['delivered', 'Delivered'],
    [' OUTFORDELIVERY ', 'OutForDelivery'],
    ['Out For Delivery', 'Out For Delivery'],
    ['Vanished', 'Vanished'],
    ['', ''],
  ])('spells %s as %s', (value, spelled) => {
    expect(status(value)).toBe(spelled);
  });

  it('spells truth values', () => {
    expect([true, false, 'TRUE', 'false'].map(permanent)).toEqual(['True', 'False', 'True', 'False']);
  });
});

describe('jsonText', () => {
  it('keeps every digit of whole numbers', () => {
    expect(jsonText({ a: [12345678901234567890n, 1.5], b: null })).toBe('{"a":[12345678901234567890,1.5],"b":null}');
  });
});
