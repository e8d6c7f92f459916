import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { copyLine, copyProgressOn } from '../../../cli/copy/copy-progress.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function output(isTTY: boolean) {
  const written: string[] = [];
  return { isTTY, columns: 40, written, write: (text: string) => written.push(text) };
}

describe('the progress of a copy', () => {
  it('counts tables, rows and speed', () => {
    const standing = { phase: 'copying', tables: 40, done: 12, rows: 123_000, seconds: 20 } as const;
    expect(copyLine(standing)).toBe('copying: 12 of 40 tables, 123,000 rows, 6,150/s');
    expect(copyLine({ ...standing, seconds: 0 })).toContain('0/s');
  });

  it('is one line on a terminal, no wider than that, and taken away at the end', () => {
    const { written, ...terminal } = output(true);
    const progress = copyProgressOn(terminal, () => Date.now());
    progress.begins('copying', 2);
    progress.rows(123_456);
    vi.advanceTimersByTime(250);
    expect(written).toEqual(['\rcopying: 0 of 2 tables, 123,456 rows, 4\u001b[K']);
    progress.end();
    progress.end();
    vi.advanceTimersByTime(1000);
    expect(written.slice(1).every((text) => text === '\r\u001b[K')).toBe(true);
  });

  it('is a line now and then elsewhere, and one at the end of each phase', () => {
    const { written, ...file } = output(false);
    const progress = copyProgressOn(file, () => Date.now());
    progress.begins('copying', 2);
    progress.rows(50);
    vi.advanceTimersByTime(10_000);
    progress.tableDone();
    progress.says('Table Hours goes on.');
    progress.begins('verifying', 2);
    progress.rows(7);
    progress.end();
    progress.end();
    expect(written).toEqual([
      'copying: 0 of 2 tables, 50 rows, 5/s\n',
      'Table Hours goes on.\n',
      'copying: 1 of 2 tables, 50 rows, 5/s\n',
      'verifying: 0 of 2 tables, 7 rows, 0/s\n',
    ]);
  });
});
