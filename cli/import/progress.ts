/** Says on stderr how far an import is: one line that is rewritten on a terminal, a line now and then elsewhere. */
import type { Output } from '../surroundings.ts';

export interface Progress {
  read(bytes: number): void;
  settled(records: number): void;
  /** Takes the line away, so that others can follow. */
  end(): void;
}

const terminalMs = 250;
const elsewhereMs = 10_000;

/** `totalBytes` on disk, undefined where it is not known: then nobody can tell how long it will take. */
export function progressOn(
  output: Output,
  totalBytes: number | undefined,
  clock: () => number = performance.now.bind(performance),
): Progress {
  const start = clock();
  const terminal = output.isTTY === true;
  let bytes = 0;
  let records = 0;
  const say = () => {
    const line = progressLine({ bytes, records, totalBytes, seconds: (clock() - start) / 1000 });
    output.write(terminal ? `\r${line.slice(0, (output.columns ?? 80) - 1)}\u001b[K` : `${line}\n`);
  };
  const timer = setInterval(say, terminal ? terminalMs : elsewhereMs);
  timer.unref();
  return {
    read(count) {
      bytes += count;
    },
    settled(count) {
      records += count;
    },
    end() {
      clearInterval(timer);
      if (terminal) output.write('\r\u001b[K');
    },
  };
}

export interface Standing {
  readonly bytes: number;
  readonly totalBytes: number | undefined;
  readonly records: number;
  readonly seconds: number;
}

/** `12,000 records, 3,400/s, 14.2 of 90.1 MB, 1 min 20 s left`. */
export function progressLine({ bytes, totalBytes, records, seconds }: Standing): string {
  const rate = seconds > 0 ? Math.round(records / seconds) : 0;
  const parts = [`${number(records)} records`, `${number(rate)}/s`];
  if (totalBytes === undefined) return [...parts, `${megabytes(bytes)} MB`].join(', ');
  parts.push(`${megabytes(bytes)} of ${megabytes(totalBytes)} MB`);
  if (bytes > 0 && seconds >= 1) parts.push(`${duration(((totalBytes - bytes) / bytes) * seconds)} left`);
  return parts.join(', ');
}

const number = (value: number): string => value.toLocaleString('en');
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
