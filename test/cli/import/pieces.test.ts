import { describe, expect, it } from 'vitest';
import type { Input } from '../../../cli/import/inputs.ts';
import { type Piece, piecesOf } from '../../../cli/import/pieces.ts';

function input(name: string, category: string | undefined, text: string): Input {
  const open = async function* () {
    yield Buffer.from(text);
  };
  return { name, category, bytes: text.length, open };
}

async function piecesIn(inputs: Iterable<Input>) {
  const pieces: Piece[] = [];
  const unreadable: string[] = [];
  let read = 0;
  const onRead = (bytes: number) => {
    read += bytes;
  };
  const onUnreadable = (file: string, why: string) => unreadable.push(`${file} ${why}`);
  for await (const piece of piecesOf(inputs, { maxBytes: 2 * 1024 * 1024, onRead, onUnreadable })) pieces.push(piece);
  return { pieces, unreadable, read };
}

describe('the requests of an import', () => {
  it('hold many small files of one category, and remember where each line stood', async () => {
    const { pieces, read } = await piecesIn([
      input('a', 'Usage', '{"a":1}\n{"a":2}\n'),
      input('b', 'Usage', '\n{"a":3}'),
      input('c', undefined, '{"a":4}'),
    ]);
    expect(pieces.map(({ category, kind, body }) => [category, kind, String(body)])).toEqual([
      ['Usage', 'lines', '{"a":1}\n{"a":2}\n{"a":3}\n'],
      [undefined, 'lines', '{"a":4}\n'],
    ]);
    expect(pieces[0]?.places).toEqual([
      { file: 'a', line: 1 },
      { file: 'a', line: 2 },
      { file: 'b', line: 2 },
    ]);
    expect(read).toBe(16 + 8 + 7);
  });

  it('begin with a line that is JSON, because that tells JSON Lines', async () => {
    const { pieces } = await piecesIn([
      input('a', undefined, '{"a":1}\n'),
      input('b', 'Usage', '{"b":\n{"b":2}\n{"b":3}\n{"b":4}'),
    ]);
    expect(String(pieces[1]?.body)).toBe('{"b":2}\n{"b":\n{"b":3}\n{"b":4}\n');
    expect(pieces[1]?.places.map(({ line }) => line)).toEqual([2, 1, 3, 4]);
  });

  it('are marked where no line of them is JSON', async () => {
    const broken = Array.from({ length: 1000 }, (_, n) => `x${n}`).join('\n');
    const { pieces } = await piecesIn([input('a', undefined, `{"a":1}\n${'{"a":1}\n'.repeat(999)}${broken}`)]);
    expect(pieces.map(({ kind, places }) => [kind, places.length])).toEqual([
      ['lines', 1000],
      ['unreadable', 1000],
    ]);
  });

  it('stay below the smallest limit that a server can have, unless one line does not', async () => {
    const wide = `{"a":"${'x'.repeat(400_000)}"}`;
    const widest = `{"a":"${'x'.repeat(1_500_000)}"}`;
    const { pieces } = await piecesIn([input('a', undefined, [wide, wide, wide, widest, wide].join('\n'))]);
    expect(pieces.map(({ places }) => places.map(({ line }) => line))).toEqual([[1, 2], [3], [4], [5]]);
  });

  it('go on after a file that cannot be read', async () => {
    const bad: Input = {
      ...input('bad', undefined, ''),
      open: async function* () {
        yield Buffer.from('{"a":1}\n');
        throw Object.assign(new Error('EIO: i/o error, read'), { code: 'EIO', syscall: 'read' });
      },
    };
    const { pieces, unreadable } = await piecesIn([
      bad,
      input('zip', undefined, 'PK..'),
      input('good', undefined, '{"a":2}'),
    ]);
    expect(unreadable).toEqual(['bad cannot be read (EIO)', 'zip is a zip archive; unpack it and import the folder']);
    expect(String(pieces[0]?.body)).toBe('{"a":1}\n{"a":2}\n');
  });
});
