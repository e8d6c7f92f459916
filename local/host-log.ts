/** What the local host and the functions in it have to say, one entry a message. */

export type LogLevel = 'trace' | 'debug' | 'information' | 'warning' | 'error' | 'critical' | 'none';

export interface HostLogEntry {
  readonly level: LogLevel;
  readonly message: string;
  readonly functionName?: string;
  readonly invocationId?: string;
}

export type HostLog = (entry: HostLogEntry) => void;

/** Prints warnings and errors to stderr, information to stdout, and nothing below, as the real host's console does. */
export const consoleLog: HostLog = ({ level, message }) => {
  if (level === 'warning' || level === 'error' || level === 'critical') console.error(message);
  else if (level === 'information') console.log(message);
};
