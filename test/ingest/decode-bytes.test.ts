import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, UnreadableBody } from '../../shared/ingest/decode.ts';
import type { Candidate } from '../../shared/ingest/unfold.ts';
import { candidatesOf, chunksOf, placesOf } from './bodies.ts';

const mib = 1024 * 1024;
const wide = '{"a":"häß 漢字 🏳️‍🌈 \u2028"}';

describe('the bytes of a body', () => {
  it('may be cut anywhere, within characters and line ends too', async () => {
    const bodies = [
      `${wide}\r\n{"b":1}\r\n\r\nnone\r\n${wide}`,
      `\uFEFF[${wide},{"b":\n1}]`,
      `{"records":[${wide},7]}\n`,
    ];
    for (const body of bodies) {
      const whole = await candidatesOf(body);
      for (let cut = 0; cut <= Buffer.byteLength(body); cut += 1) {
        expect(await candidatesOf(body, [cut])).toEqual(whole);
      }
    }
  });

  it('give the same candidates however they are split', async () => {
    const json = fc.json({ maxDepth: 3 });
    const line = fc.oneof(
      json,
      fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', '')),
      fc.constant(wide),
    );
    const body = fc
      .tuple(fc.array(line, { maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
      .map(([lines, end, last]) => lines.join(end) + (last ? end : ''));
    const read = async (text: string, cuts: readonly number[]): Promise<Candidate[] | string> =>
      candidatesOf(text, cuts).catch((error: UnreadableBody) => `${error.reason}: ${error.message}`);
    await fc.assert(
      fc.asyncProperty(body, fc.array(fc.nat(), { maxLength: 12 }), async (text, cuts) => {
        expect(await read(text, cuts)).toEqual(await read(text, []));
      }),
      { numRuns: 300 },
    );
  });

  it('give texts that are slices of the body, in order', async () => {
    const element = fc.json({ maxDepth: 2 });
    const body = fc.oneof(
      fc.array(element, { minLength: 1 }).map((all) => `[${all.join(' ,\n ')}]`),
      fc.array(element, { minLength: 2 }).map((all) => all.join('\r\n')),
      fc.array(element, { minLength: 1 }).map((all) => `{"records" : [${all.join()}]}`),
    );
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const read = await candidatesOf(text).catch((error: unknown) => {
          expect(error).toBeInstanceOf(UnreadableBody);
          return [];
        });
        let at = 0;
        for (const candidate of read) {
          const found = text.indexOf(candidate.text, at);
          expect(found).toBeGreaterThanOrEqual(at);
          at = found + candidate.text.length;
        }
      }),
    );
  });

  it('that are not UTF-8 spoil only their line', async () => {
    const latin = Buffer.from('{"x":"h\xe4"}', 'latin1');
    const join = (...parts: (string | Buffer)[]) => Buffer.concat(parts.map((part) => Buffer.from(part as string)));
    const good = '{"a":1}';
    for (const [body, expected] of [
      [join(good, '\n', latin, '\n', good), [['[0]', { a: 1 }], ['[1]'], ['[2]', { a: 1 }]]],
      [join(latin, '\n', good, '\n'), [['[0]'], ['[1]', { a: 1 }]]],
      [join(good, '\n', latin), [['[0]', { a: 1 }], ['[1]']]],
    ] as const) {
      const candidates = await candidatesOf(body);
      expect(placesOf(candidates)).toEqual(expected);
      expect(candidates.find(({ fault }) => fault)).toMatchObject({ fault: 'not UTF-8', text: '{"x":"h\xe4"}' });
    }
  });

  it('that are not UTF-8 in one JSON value make all of it unreadable', async () => {
    for (const body of ['[{"a":"\xe4"}]', '{\n"a":\n"\xe4"}', '\xff\xfe{\0}\0', '\xe4\n\xe4']) {
      await expect(candidatesOf(Buffer.from(body, 'latin1'))).rejects.toMatchObject({ reason: 'not-utf8' });
    }
  });

  it('may be as many as are taken, and not one more', async () => {
    const body = `${'{"a":1}\n'.repeat(3)}`;
    expect(await Array.fromAsync(decode(chunksOf(body, [5, 11]), body.length))).toHaveLength(3);
    const tooFew = decode(chunksOf(body, [5, 11]), body.length - 1);
    await expect(Array.fromAsync(tooFew)).rejects.toMatchObject({ reason: 'too-large' });
  });
});

describe('a long body of JSON Lines', () => {
  const line = Buffer.from(`${JSON.stringify({ category: 'Usage', text: 'é'.repeat(480) })}\n`);
  const chunk = Buffer.concat(new Array<Buffer>(64).fill(line));
  const chunks = Math.ceil((60 * mib) / chunk.length);

  it('is never read further than the candidates that were taken', async () => {
    let produced = 0;
    let taken = 0;
    let ahead = 0;
    async function* body() {
      for (; produced < chunks; produced += 1) {
        // A line is held back to see whether another follows.
        ahead = Math.max(ahead, produced * 64 - taken);
        yield chunk;
      }
    }
    for await (const { text } of decode(body(), 100 * mib)) taken += text.length === line.length - 1 - 480 ? 1 : 0;
    expect(taken).toBe(chunks * 64);
    expect(ahead).toBeLessThanOrEqual(2);
  });

  it('ends the reading of its source when nobody wants more', async () => {
    let ended = false;
    async function* body() {
      try {
        for (;;) yield chunk;
      } finally {
        ended = true;
      }
    }
    for await (const _ of decode(body(), 100 * mib)) break;
    expect(ended).toBe(true);
  });
});
