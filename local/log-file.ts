/** Where the log of one machine goes: into a file of the data folder, and what is wrong also to the terminal. */

import { appendFileSync } from 'node:fs';
import type { LogLine } from '../shared/log-line.ts';
import { consoleLog, type HostLog } from './host-log.ts';

export interface LocalLog {
  /** For what the host has to say. */
  readonly host: HostLog;
  /** For the app's lines. */
  readonly app: (line: LogLine) => void;
}

const isWrong = (level: unknown): boolean => level === 'warning' || level === 'error' || level === 'critical';

/**
 * Appends JSON lines to a file, each with its `time` (UTC). Warnings and errors are printed too, and with `verbose` all is.
 * The file exists from the first line on; its folder must by then.
 */
export function logToFile(path: string, { verbose }: { readonly verbose: boolean }): LocalLog {
  let told = false;
  const keep = (line: LogLine) => {
    try {
      // Opened anew each time, so that the file may be taken away under a running host.
      appendFileSync(path, `${JSON.stringify({ time: new Date().toISOString(), ...line })}\n`, { mode: 0o600 });
    } catch (error) {
      // A full disk must not end the requests that the log is about.
      if (!told) console.error(`The log cannot be written: ${(error as Error).message}.`);
      told = true;
    }
  };
  return {
    host(entry) {
      const { level, functionName, invocationId } = entry;
      if (verbose || isWrong(level)) consoleLog(entry);
      // Without its words: those of an error may repeat what somebody sent, and that stays out of what is kept.
      if (isWrong(level)) keep({ level, source: 'host', function: functionName, invocationId });
    },
    app(line) {
      if (isWrong(line.level)) console.error(JSON.stringify(line));
      else if (verbose) console.log(JSON.stringify(line));
      keep(line);
    },
  };
}
