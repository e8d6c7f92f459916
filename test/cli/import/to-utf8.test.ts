import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toUtf8 } from '../../../cli/import/to-utf8.ts';
import { UnreadableInput } from '../../../cli/import/unreadable-input.ts';

async function* chunksOf(bytes: Buffer, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.subarray(start, start + size);
}

async function read(bytes: Buffer, size = 7): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of toUtf8(chunksOf(bytes, size))) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const text = '{"a":"ä€𝄞"}\r\n{"b":2}';
const bigEndian = (of: string) => Buffer.from(of, 'utf16le').swap16();

describe('the bytes of a file as UTF-8', () => {
  it.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 of Windows with a mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 of Windows without', Buffer.from(text, 'utf16le')],
    ['UTF-16 the other way round', bigEndian(`\uFEFF${text}`)],
    ['UTF-16 the other way round without a mark', bigEndian(text)],
    ['gzip', gzipSync(text)],
    ['gzip of UTF-16', gzipSync(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
    ['several gzip streams behind each other', Buffer.concat([gzipSync(text.slice(0, 6)), gzipSync(text.slice(6))])],
  ])('come out the same from %s, however they are cut', async (_name, bytes) => {
    for (const size of [1, 2, 3, 5, 1000]) expect(await read(bytes, size)).toBe(text);
  });

  it('are nothing where there is nothing', async () => {
    expect(await read(Buffer.alloc(0))).toBe('');
    expect(await read(Buffer.from('\uFEFF'))).toBe('');
  });

  it('stay as they are whatever they hold, when they begin as JSON does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), fc.integer({ min: 1, max: 9 }), async (bytes, size) => {
        const input = Buffer.concat([Buffer.from('{"'), bytes]);
        const chunks: Uint8Array[] = [];
        for await (const chunk of toUtf8(chunksOf(input, size))) chunks.push(chunk);
        expect(Buffer.concat(chunks)).toEqual(input);
      }),
    );
  });

  it('are refused with what to do where they are damaged gzip or a zip archive', async () => {
    const cut = gzipSync('x'.repeat(5000)).subarray(0, 20);
    await expect(read(cut)).rejects.toThrow(UnreadableInput);
    await expect(read(cut)).rejects.toThrow('download it again');
    await expect(read(Buffer.from('PK\u0003\u0004'))).rejects.toThrow('unpack it');
  });
});
