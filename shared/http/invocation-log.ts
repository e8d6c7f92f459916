/** The one line that the log gets for each invocation. */
import { type FailureFacts, failureFacts } from '../failure-facts.ts';
import { type LogLine, writeLogLine } from '../log-line.ts';
import type { StreamEnd } from './ending-stream.ts';
import { problems } from './problems.ts';
import type { Reply } from './reply.ts';

export interface InvocationLog {
  /** Where the line goes; standard output until then. */
  readonly writeWith: (write: (line: LogLine) => void) => void;
  /** Adds to counts of the same name. */
  readonly count: (counts: Readonly<Record<string, number>>) => void;
  /** What the answer is; the last call holds. */
  readonly answered: (reply: Reply, failure?: FailureFacts) => void;
  /** The body was handed over, or will not be: writes the line, the first time. */
  readonly end: (end: StreamEnd) => void;
}

/**
 * The line holds the function, the invocation id, status, outcome (`ok`, a problem's code, `incomplete` or `abandoned`),
 * counts, milliseconds, and of an error its kind and place: no value of a record, no secret, no address, no message.
 */
export function invocationLog(functionName: string, invocationId: string): InvocationLog {
  const started = performance.now();
  const counted: Record<string, number> = {};
  let write = writeLogLine;
  let answer: { status: number; outcome: string; failure?: FailureFacts } = { status: 500, outcome: 'internal' };
  let written = false;
  return {
    writeWith: (given) => {
      write = given;
    },
    count: (counts) => {
      for (const [name, value] of Object.entries(counts)) counted[name] = (counted[name] ?? 0) + value;
    },
    answered: (reply, failure) => {
      const outcome = reply.kind === 'problem' ? reply.code : 'ok';
      const status = reply.kind === 'problem' ? problems[reply.code].status : (reply.status ?? 200);
      answer = { status, outcome, ...(failure ? { failure } : {}) };
    },
    end: ({ ended, error }) => {
      if (written) return;
      written = true;
      const late = ended === 'failed' ? { outcome: 'incomplete', failure: failureFacts(error) } : undefined;
      write({
        level: answer.status >= 500 || late ? 'error' : 'info',
        function: functionName,
        invocationId,
        ...answer,
        ...(ended === 'abandoned' ? { outcome: 'abandoned' } : late),
        ...(Object.keys(counted).length > 0 ? { counts: counted } : {}),
        durationMs: Math.round(performance.now() - started),
      });
    },
  };
}
