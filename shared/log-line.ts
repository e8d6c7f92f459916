/** A line of the log: JSON that says what was done and how it ended, never with which values. */
import type { FailureFacts } from './failure-facts.ts';

type Fact = string | number | boolean | undefined | readonly string[] | FailureFacts | Readonly<Record<string, number>>;

/** Names of functions, codes, counts and durations. */
export type LogLine = Readonly<Record<string, Fact>>;

/** Writes a line to standard output, which the Functions host and the local host keep. */
export function writeLogLine(line: LogLine): void {
  console.log(JSON.stringify(line));
}
