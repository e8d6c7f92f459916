import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../cli/import/delivered.ts';
import type { Piece } from '../../../cli/import/pieces.ts';
import { tally } from '../../../cli/import/tally.ts';

function piece(count: number, facts: Partial<Piece> = {}): Piece {
  const places = Array.from({ length: count }, (_, index) => ({ file: 'f.json', line: index + 11 }));
  return { category: undefined, kind: 'lines', body: Buffer.alloc(0), places, ...facts };
}

const answer = (facts: Partial<Answer>): Answer => ({
  ...{ received: 0, stored: 0, duplicate: 0, skipped: 0, rejected: 0, outcomes: [], ...facts },
});

describe('the summary of an import', () => {
  it('counts by the category that each outcome names, with a total', () => {
    const counts = tally();
    const outcomes = [
      { index: 0, outcome: 'LOG_OK', category: 'Usage' },
      { index: 1, outcome: 'NOLOG_DUPLICATE', category: 'ChatOperational' },
      { index: 2, outcome: 'LOG_OK', category: 'Usage' },
    ];
    counts.add(piece(3), answer({ received: 3, stored: 2, duplicate: 1, outcomes }));
    expect(counts.summary('stored')).toEqual([
      'category         received  stored  duplicate  skipped  rejected',
      'ChatOperational         1       0          1        0         0',
      'Usage                   2       2          0        0         0',
      'all                     3       2          1        0         0',
    ]);
  });

  it('counts what an answer does not list under the category of the folder', () => {
    const counts = tally();
    counts.add(piece(2000, { category: 'Usage' }), answer({ received: 2000, stored: 2000 }));
    counts.add(piece(5), answer({ received: 5, stored: 5 }));
    expect(counts.summary('stored').slice(1, 3)).toEqual([
      '(not named)         5       5          0        0         0',
      'Usage           2,000   2,000          0        0         0',
    ]);
  });

  it('says why records were skipped, and what to do', () => {
    const counts = tally();
    const outcomes = [{ index: 0, outcome: 'NOLOG_CATEGORY_OFF', category: 'Usage' }];
    counts.add(piece(1), answer({ received: 1, skipped: 1, outcomes }));
    expect(counts.summary('stored').at(-1)).toMatch(
      /^1 skipped: Logging of this category is switched off\. Switch it on/,
    );
  });

  it('places a reason by the line that its path names, also where a line holds several records', () => {
    const counts = tally();
    const issues = [{ path: '[1].records[4].properties.callId', message: 'too odd' }];
    counts.add(
      piece(2),
      answer({ received: 9, rejected: 1, outcomes: [{ index: 6, outcome: 'NOLOG_INVALID', issues }] }),
    );
    expect(counts.summary('stored').at(-1)).toBe('  f.json:12: records[4].properties.callId: too odd');
  });

  it('places a reason of a file that was sent whole by its path in it', () => {
    const counts = tally();
    const whole = piece(0, { kind: 'whole', places: [{ file: 'w.json' }] });
    const outcomes = [
      { index: 0, outcome: 'NOLOG_INVALID', issues: [{ path: 'records[0].time', message: 'missing' }] },
    ];
    counts.add(whole, answer({ received: 1, rejected: 1, outcomes }));
    expect(counts.summary('stored').at(-1)).toBe('  w.json: records[0].time: missing');
  });

  it('keeps the first reasons only', () => {
    const counts = tally();
    const outcomes = Array.from({ length: 90 }, (_, index) => ({ index, outcome: 'NOLOG_INVALID' }));
    counts.add(piece(90), answer({ received: 90, rejected: 90, outcomes }));
    const lines = counts.summary('stored');
    expect(lines.filter((line) => line.startsWith('  '))).toHaveLength(20);
    expect(lines).toContain('90 rejected; the first reasons:');
    expect(counts.wantsReasons).toBe(false);
  });
});
