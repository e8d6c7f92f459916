import { describe, expect, it } from 'vitest';
import type { Delivered } from '../../../cli/import/delivered.ts';
import { importPieces } from '../../../cli/import/import-pieces.ts';
import type { Piece } from '../../../cli/import/pieces.ts';
import { tally } from '../../../cli/import/tally.ts';

const progress = { read: () => {}, settled: () => {}, end: () => {} };
const piece: Piece = { category: 'Usage', kind: 'lines', body: Buffer.from('{}\n'), places: [{ file: 'f', line: 1 }] };
const stored: Delivered = {
  kind: 'answer',
  answer: { received: 1, stored: 1, duplicate: 0, skipped: 0, rejected: 0, outcomes: [] },
};

describe('taking pieces', () => {
  it('never reads further ahead than what may be under way', async () => {
    let read = 0;
    let settled = 0;
    let furthest = 0;
    const pieces = async function* () {
      for (; read < 20; read++) {
        furthest = Math.max(furthest, read - settled);
        yield piece;
      }
    };
    const deliver = async () => {
      await new Promise((done) => setTimeout(done, 1));
      settled += 1;
      return stored;
    };
    const counts = tally();
    expect(
      await importPieces(pieces(), { deliver, counts, progress, onUnreadable: () => {}, inFlight: 3 }),
    ).toBeUndefined();
    expect(counts.total.stored).toBe(20);
    expect(furthest).toBeLessThanOrEqual(3);
  });

  it('ends when one is stopped, and still counts what was under way', async () => {
    let taken = 0;
    const pieces = async function* () {
      for (;;) yield piece;
    };
    const deliver = async (): Promise<Delivered> => {
      taken += 1;
      const mine = taken;
      await new Promise((done) => setTimeout(done, mine === 2 ? 1 : 15));
      return mine === 2 ? { kind: 'stopped', words: 'gone.' } : stored;
    };
    const counts = tally();
    expect(await importPieces(pieces(), { deliver, counts, progress, onUnreadable: () => {}, inFlight: 3 })).toBe(
      'gone.',
    );
    expect(taken).toBe(3);
    expect(counts.total.stored).toBe(2);
  });

  it('finds the reasons itself where the answer does not list them', async () => {
    const lines = `${'{"time":"2026-03-04T09:00:00Z"}\n'.repeat(3)}{"time":"soon"}\n`;
    const body = Buffer.from(lines);
    const places = [1, 2, 3, 4].map((line) => ({ file: 'f', line }));
    const pieces = async function* () {
      yield { ...piece, body, places };
    };
    const answer = { received: 4, stored: 3, duplicate: 0, skipped: 0, rejected: 1, outcomes: [] };
    const counts = tally();
    const deliver = async (): Promise<Delivered> => ({ kind: 'answer', answer });
    await importPieces(pieces(), { deliver, counts, progress, onUnreadable: () => {}, inFlight: 3 });
    expect(counts.summary('stored').at(-1)).toContain('f:4: time: not a time');
  });
});
