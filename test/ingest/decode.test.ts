import { describe, expect, it } from 'vitest';
import { candidatesOf, placesOf } from './bodies.ts';

const a = '{"a":1}';
const b = '{"b":2}';
const c = '{"c":3}';
const values = [{ a: 1 }, { b: 2 }, { c: 3 }];

describe('a body of one JSON value', () => {
  const pretty = '{\r\n  "a": 1,\r\n\r\n  "text": "x"\r\n}';
  it.each([
    ['an object', a, [['', values[0]]]],
    ['an object and a newline', `${a}\n`, [['', values[0]]]],
    ['an object between blank lines', `\n \n${a}\r\n\n \n`, [['', values[0]]]],
    ['an object over many lines', pretty, [['', { a: 1, text: 'x' }]]],
    [
      'an array',
      `[${a},${b}]`,
      [
        ['[0]', values[0]],
        ['[1]', values[1]],
      ],
    ],
    [
      'an array and a newline',
      `[${a},${b}]\n`,
      [
        ['[0]', values[0]],
        ['[1]', values[1]],
      ],
    ],
    [
      'an array over many lines',
      `[\n${a},\n${b}\n]\n`,
      [
        ['[0]', values[0]],
        ['[1]', values[1]],
      ],
    ],
    [
      'an array whose first line is JSON but for its comma',
      `[${a},\n${b}]`,
      [
        ['[0]', values[0]],
        ['[1]', values[1]],
      ],
    ],
    ['an empty array', '[]', []],
    [
      'records in an array',
      `{"records":[${a},${b}]}\n`,
      [
        ['records[0]', values[0]],
        ['records[1]', values[1]],
      ],
    ],
    [
      'records in an array over lines',
      `{\n "records": [\n${a},\n${b}\n]\n}`,
      [
        ['records[0]', values[0]],
        ['records[1]', values[1]],
      ],
    ],
    ['one record in an object', `{"records":${a}}`, [['records', values[0]]]],
    [
      'records within a string',
      JSON.stringify({ records: `[${a},${b}]` }),
      [
        ['records[0]', values[0]],
        ['records[1]', values[1]],
      ],
    ],
    ['records after other members', `{"x":[1],"records":[${a}]}`, [['records[0]', values[0]]]],
    ['no records', '{"records":[]}', []],
    [
      'a capture: an array of envelopes',
      `[{"records":[${a},${b}],"EventProcessedUtcTime":"2026-01-01T00:00:00Z","PartitionId":1},{"EventEnqueuedUtcTime":"x","records":[${c}]}]`,
      [
        ['[0].records[0]', values[0]],
        ['[0].records[1]', values[1]],
        ['[1].records[0]', values[2]],
      ],
    ],
    [
      'elements that are no objects',
      '[1,null,"x",{"a":1},[]]',
      [
        ['[0]', 1],
        ['[1]', null],
        ['[2]', 'x'],
        ['[3]', values[0]],
      ],
    ],
    ['nothing but a number', '7', [['', 7]]],
    ['nothing but a text', '"x"', [['', 'x']]],
    ['null', 'null', [['', null]]],
    ['a byte order mark first', `\uFEFF${a}`, [['', values[0]]]],
    ['a malformed element among others', `[${a},{"b":},${c}]`, [['[0]', values[0]], ['[1]'], ['[2]', values[2]]]],
    ['an element that is two', `[${a} ${b},${c}]`, [['[0]'], ['[1]', values[2]]]],
  ])('gives the records of %s, each with its place', async (_, body, expected) => {
    expect(placesOf(await candidatesOf(body))).toEqual(expected);
  });

  it('keeps the text as delivered, blank lines and carriage returns included', async () => {
    expect((await candidatesOf(`\n${pretty}\n`)).map(({ text }) => text)).toEqual([pretty]);
  });

  it('keeps a byte order mark that is within a text', async () => {
    const inner = '{"a":"x\uFEFFy"}';
    expect((await candidatesOf(inner)).map(({ text }) => text)).toEqual([inner]);
    expect((await candidatesOf(`\uFEFF${inner}\n${a}`)).map(({ text }) => text)).toEqual([inner, a]);
  });

  it('is a record, not an envelope, when it names its category', async () => {
    for (const record of ['{"category":"Usage","records":[1]}', '{"records":[1],"Category":"Usage"}']) {
      expect(placesOf(await candidatesOf(record))).toEqual([['', JSON.parse(record)]]);
    }
  });
});

describe('a body of JSON Lines', () => {
  const lines = [
    ['[0]', values[0]],
    ['[1]', values[1]],
    ['[2]', values[2]],
  ];
  it.each([
    ['LF', `${a}\n${b}\n${c}\n`],
    ['CRLF', `${a}\r\n${b}\r\n${c}\r\n`],
    ['no newline at the end', `${a}\n${b}\n${c}`],
    ['a byte order mark', `\uFEFF${a}\n${b}\n${c}`],
    ['blank lines', `\n\n${a}\n \n${b}\n\r\n${c}\n\n`],
  ])('gives every line with %s', async (_, body) => {
    expect(placesOf(await candidatesOf(body))).toEqual(lines);
  });

  it.each([
    ['first', `{"a":}\n${b}\n${c}`, [['[0]'], ...lines.slice(1)]],
    ['first, cut at its front,', `ties":{"a":1}}\n${b}\n${c}`, [['[0]'], ...lines.slice(1)]],
    ['first, cut at its end,', `{"a":{"x":1}\n${b}\n${c}\n`, [['[0]'], ...lines.slice(1)]],
    ['first, cut within a text,', `{"a":"x\n${b}\n${c}\n`, [['[0]'], ...lines.slice(1)]],
    ['first, an envelope with a comma after it,', `{"records":[${a}]},\n${b}\n${c}`, [['[0]'], ...lines.slice(1)]],
    ['in the middle', `${a}\n{"b":\n${c}`, [lines[0], ['[1]'], lines[2]]],
    ['last', `${a}\n${b}\n{"c":3`, [lines[0], lines[1], ['[2]']]],
  ])('loses only the malformed line when it is %s', async (_, body, expected) => {
    expect(placesOf(await candidatesOf(body))).toEqual(expected);
  });

  it('may hold arrays and envelopes, with the line in the place', async () => {
    const body = `[${a},${b}]\n{"records":[${c}]}\n{"records":${a}}`;
    expect(placesOf(await candidatesOf(body))).toEqual([
      ['[0][0]', values[0]],
      ['[0][1]', values[1]],
      ['[1].records[0]', values[2]],
      ['[2].records', values[0]],
    ]);
  });

  it('gives one fault for an array that is cut off, and goes on', async () => {
    expect(placesOf(await candidatesOf(`${a}\n[${b},\n${c}`))).toEqual([
      ['[0]', values[0]],
      ['[1]'],
      ['[2]', values[2]],
    ]);
  });

  it('passes on lines that are no objects', async () => {
    expect(placesOf(await candidatesOf(`${a}\n7\nnull\n"x"`))).toEqual([
      ['[0]', values[0]],
      ['[1]', 7],
      ['[2]', null],
      ['[3]', 'x'],
    ]);
  });
});

describe('a body that cannot be read', () => {
  it.each([
    ['', 'empty'],
    [' \r\n\n', 'empty'],
    ['hello', 'not-json'],
    ['hello\nworld\n', 'not-json'],
    [`[${a},${b}`, 'not-json'],
    [`[${a}}`, 'not-json'],
    ['[}', 'not-json'],
    [`{"records":[${a},${b}`, 'not-json'],
    [`{"records":[${a}]} and more`, 'not-json'],
    [`[${a}] [${b}]`, 'not-json'],
    [`${a} ${b}`, 'not-json'],
  ])('%j is refused as %s', async (body, reason) => {
    await expect(candidatesOf(body)).rejects.toMatchObject({ name: 'UnreadableBody', reason });
  });
});
