/** Says on stderr how far a copy is: one line that is rewritten on a terminal, a line now and then elsewhere. */
import type { CopyWatch } from '../../shared/copy/copy-watch.ts';
import type { Output } from '../surroundings.ts';

export interface CopyProgress extends CopyWatch {
  /** Takes the line away, so that others can follow. */
  end(): void;
}

const terminalMs = 250;
const elsewhereMs = 10_000;

export function copyProgressOn(output: Output, clock: () => number = performance.now.bind(performance)): CopyProgress {
  const terminal = output.isTTY === true;
  let standing: Standing | undefined;
  let start = clock();
  const clear = () => {
    if (terminal) output.write('\r\u001b[K');
  };
  const say = () => {
    if (standing === undefined) return;
    const line = copyLine({ ...standing, seconds: (clock() - start) / 1000 });
    output.write(terminal ? `\r${line.slice(0, (output.columns ?? 80) - 1)}\u001b[K` : `${line}\n`);
  };
  const timer = setInterval(say, terminal ? terminalMs : elsewhereMs);
  timer.unref();
  /** Elsewhere each phase leaves its last line. */
  const close = () => {
    if (terminal) clear();
    else say();
  };
  return {
    begins(phase, tables) {
      if (standing !== undefined) close();
      start = clock();
      standing = { phase, tables, done: 0, rows: 0, seconds: 0 };
    },
    rows(count) {
      if (standing) standing = { ...standing, rows: standing.rows + count };
    },
    tableDone() {
      if (standing) standing = { ...standing, done: standing.done + 1 };
    },
    says(words) {
      clear();
      output.write(`${words}\n`);
    },
    end() {
      clearInterval(timer);
      close();
      standing = undefined;
    },
  };
}

export interface Standing {
  readonly phase: Parameters<CopyWatch['begins']>[0];
  readonly tables: number;
  readonly done: number;
  readonly rows: number;
  readonly seconds: number;
}

/** `copying: 12 of 40 tables, 123,000 rows, 5,400/s`. */
export function copyLine({ phase, tables, done, rows, seconds }: Standing): string {
  const rate = seconds > 0 ? Math.round(rows / seconds) : 0;
  return `${phase}: ${number(done)} of ${number(tables)} tables, ${number(rows)} rows, ${number(rate)}/s`;
}

const number = (value: number): string => value.toLocaleString('en');
