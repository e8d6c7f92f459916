import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../cli/import/lines.ts';
import { partsOf } from '../../../cli/import/parts.ts';
import { UnreadableInput } from '../../../cli/import/unreadable-input.ts';

const limit = 1024 * 1024;

async function* cut(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function partsIn(text: string, { size = 5, max = limit } = {}): Promise<string[]> {
  const parts: string[] = [];
  for await (const part of partsOf(linesOf(cut(text, size), max), max)) {
    parts.push(part.kind === 'whole' ? `whole ${part.bytes}` : `${part.line} ${part.bytes}`);
  }
  return parts;
}

describe('the parts of a file', () => {
  it.each([
    ['lines with LF', '{"a":1}\n{"a":2}\n'],
    ['lines with CRLF', '{"a":1}\r\n{"a":2}\r\n'],
    ['a last line without its end', '{"a":1}\n{"a":2}'],
  ])('are its lines: %s', async (_name, text) => {
    for (const size of [1, 3, 100]) expect(await partsIn(text, { size })).toEqual(['1 {"a":1}', '2 {"a":2}']);
  });

  it('are numbered as an editor does, blank lines included', async () => {
    expect(await partsIn('\n{"a":1}\n \t\n\n{"a":2}\n')).toEqual(['2 {"a":1}', '5 {"a":2}']);
  });

  it('are lines even where some of them, or the first, are damaged', async () => {
    expect(await partsIn('{"a":1}\nnonsense\n{"a":2}')).toEqual(['1 {"a":1}', '2 nonsense', '3 {"a":2}']);
    expect(await partsIn('5,"b":1}\n{"a":2}\n{"a":3}\n')).toEqual(['1 5,"b":1}', '2 {"a":2}', '3 {"a":3}']);
  });

  it('are one line for the envelope of old archives on one line', async () => {
    expect(await partsIn('{"records":[{"a":1},{"a":2}]}')).toEqual(['1 {"records":[{"a":1},{"a":2}]}']);
  });

  it.each([
    ['a printed object', '{\n  "a": {},\n  "b": []\n}\n'],
    ['a printed envelope', '{\n  "records": [\n    {"a":1},\n    {"a":2}\n  ]\n}\n'],
    ['an array with one record a line', '[\n{"a":1},\n{"a":2},\n{"a":3}\n]\n'],
    ['an array with commas between the lines', '[\n{"a":1}\n,\n{"a":2}\n,\n{"a":3}\n]\n'],
  ])('are all of it: %s', async (_name, text) => {
    expect(await partsIn(text)).toEqual([`whole ${text}`]);
  });

  it('are none of an empty file', async () => {
    expect(await partsIn('')).toEqual([]);
    expect(await partsIn(' \r\n\n')).toEqual([]);
  });

  it('are refused where one of them is more than a request can hold', async () => {
    const printed = `[\n${'{"a":1},\n'.repeat(200)}{"a":1}]`;
    await expect(partsIn(printed, { max: 1024 })).rejects.toThrow('rewrite it with one record a line');
    await expect(partsIn(`{"a":1}\n{"a":"${'x'.repeat(2000)}"}\n`, { max: 1024 })).rejects.toThrow(UnreadableInput);
  });

  it('are every line that was written, however the bytes are cut', async () => {
    const line = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify({ value }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 64 }),
        async (lines, size) => {
          const expected = lines.map((text, index) => `${index + 1} ${text}`);
          expect(await partsIn(lines.join('\n'), { size })).toEqual(expected);
        },
      ),
    );
  });
});
