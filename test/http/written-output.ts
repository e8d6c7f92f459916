/** Everything that a process writes while a test runs: log lines, the console, standard output and standard error. */
import { vi } from 'vitest';

export interface WrittenOutput {
  /** One text for each write so far. */
  readonly texts: readonly string[];
  /** Lines of the log among them. */
  readonly logLines: () => readonly string[];
  /** Lets writes through again; before any expectation, whose report is a write too. */
  readonly restore: () => void;
}

/** Keeps what is written from now on, and lets none of it out. */
export function keepOutput(): WrittenOutput {
  const texts: string[] = [];
  const spoken = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));
  const keep = (...values: unknown[]) => void texts.push(values.map(spoken).join(' '));
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'] as const)
    vi.spyOn(console, method).mockImplementation(keep);
  const write = (text: unknown) => texts.push(String(text)) > 0;
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  return {
    texts,
    logLines: () => texts.filter((text) => text.startsWith('{"level"')),
    restore: () => void vi.restoreAllMocks(),
  };
}
