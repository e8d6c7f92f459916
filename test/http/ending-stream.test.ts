import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { endingStream, type StreamEnd } from '../../shared/http/ending-stream.ts';

const textOf = (stream: ReturnType<typeof endingStream>) => new Response(stream as unknown as ReadableStream).text();

async function* pieces(count: number, piece: string | Uint8Array, then?: () => void) {
  for (let index = 0; index < count; index += 1) yield piece;
  then?.();
}

describe('an ending stream', () => {
  it('hands everything over and ends', async () => {
    const ends: StreamEnd[] = [];
    const stream = endingStream(
      pieces(50_000, 'é\n'),
      () => 'never',
      (end) => ends.push(end),
    );
    expect(await textOf(stream)).toBe('é\n'.repeat(50_000));
    expect(ends).toEqual([{ ended: 'complete' }]);
  });

  it('takes bytes as well', async () => {
    expect(await textOf(endingStream(pieces(2, new Uint8Array([65, 66])), () => ''))).toBe('ABAB');
  });

  it('ends with the last line when the source throws, after all that came before', async () => {
    const ends: StreamEnd[] = [];
    const error = new Error('inner');
    const source = pieces(3, 'a\n', () => {
      throw error;
    });
    const stream = endingStream(
      source,
      (thrown) => `# ${thrown === error}\n`,
      (end) => ends.push(end),
    );
    expect(await textOf(stream)).toBe('a\na\na\n# true\n');
    expect(ends).toEqual([{ ended: 'failed', error }]);
  });

  it('ends even when the last line or the one who waits for the end throws', async () => {
    const fail = () => {
      throw new Error('inner');
    };
    expect(await textOf(endingStream(pieces(1, 'a', fail), fail, fail))).toBe('a');
    expect(await textOf(endingStream(pieces(0, ''), fail, fail))).toBe('');
  });

  it('hands the first piece over before the second is there', async () => {
    let release = () => {};
    const waiting = new Promise<void>((resolve) => {
      release = resolve;
    });
    const stream = endingStream(
      (async function* () {
        yield 'first';
        await waiting;
        yield 'second';
      })(),
      () => '',
    );
    const reader = stream.getReader();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('first');
    release();
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('second');
    expect((await reader.read()).done).toBe(true);
  });

  it('asks the source for no more than the reader takes', async () => {
    let made = 0;
    const stream = endingStream(
      (async function* () {
        for (; made < 1000; made += 1) yield 'x'.repeat(20_000);
      })(),
      () => '',
    );
    const reader = stream.getReader();
    await reader.read();
    await turn();
    expect(made).toBeLessThan(3);
  });

  it('ends the source when the reader goes away', async () => {
    const ends: StreamEnd[] = [];
    let left = false;
    const stream = endingStream(
      (async function* () {
        try {
          for (;;) yield 'x';
        } finally {
          left = true;
        }
      })(),
      () => '',
      (end) => ends.push(end),
    );
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    expect(left).toBe(true);
    expect(ends).toEqual([{ ended: 'abandoned' }]);
  });
});
