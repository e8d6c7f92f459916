import { describe, expect, it, vi } from 'vitest';
import { progressLine, progressOn } from '../../../cli/import/progress.ts';

describe('the progress of an import', () => {
  it('says how much, how fast and how long it will take', () => {
    expect(progressLine({ bytes: 25e6, totalBytes: 100e6, records: 30_000, seconds: 20 })).toBe(
      '30,000 records, 1,500/s, 25.0 of 100.0 MB, 1 min 0 s left',
    );
    expect(progressLine({ bytes: 1e6, totalBytes: 1e9, records: 10, seconds: 10 })).toContain('2 h 46 min left');
  });

  it('does not guess an end that nobody knows', () => {
    expect(progressLine({ bytes: 25e6, totalBytes: undefined, records: 30_000, seconds: 20 })).toBe(
      '30,000 records, 1,500/s, 25.0 MB',
    );
  });

  it('rewrites one line of a terminal, takes it away at the end, and is a line now and then elsewhere', () => {
    vi.useFakeTimers();
    try {
      const written = { terminal: '', file: '' };
      const into = (name: keyof typeof written) => (text: string) => {
        written[name] += text;
      };
      const onTerminal = progressOn({ isTTY: true, columns: 40, write: into('terminal') }, 100);
      const inFile = progressOn({ write: into('file') }, 100);
      vi.advanceTimersByTime(9_900);
      expect(written.terminal.split('\u001b[K')[0]).toMatch(/^\r[^\r\n]{1,39}$/);
      expect(written.file).toBe('');
      vi.advanceTimersByTime(200);
      expect(written.file).toMatch(/^0 records.*\n$/);
      onTerminal.end();
      inFile.end();
      expect(written.terminal.endsWith('\r\u001b[K')).toBe(true);
      const before = { ...written };
      vi.advanceTimersByTime(60_000);
      expect(written).toEqual(before);
    } finally {
      vi.useRealTimers();
    }
  });
});
