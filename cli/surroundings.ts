/** What a command works in: the streams, folder and settings it was started with. */
import type { ClientSettings } from '../shared/settings.ts';

export interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

export interface Surroundings {
  readonly stdin: AsyncIterable<Uint8Array>;
  /** For what was asked. */
  readonly stdout: Output;
  /** For progress, warnings and errors. */
  readonly stderr: Output;
  /** Where relative paths begin. */
  readonly folder: string;
  readonly settings: ClientSettings;
  /** Waits so many milliseconds; absent: by the clock. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** 0 done · 1 failed · 2 misused: the arguments or settings of the command are wrong. */
export type ExitStatus = 0 | 1 | 2;

/** Why a command ends early: a sentence with what to do, and the status that says whose mistake it is. */
export interface Failure {
  readonly words: string;
  readonly status: 1 | 2;
}

/** Says a failure and gives its status. */
export function fail({ stderr }: Surroundings, { words, status }: Failure): ExitStatus {
  stderr.write(`commlog: ${words}\n`);
  return status;
}
