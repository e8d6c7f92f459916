/** What the log may hold of an error: enough to find the place, nothing that somebody sent. */

/** What a log may hold of an error. Messages stay out: those of parsers and clients repeat what they were given. */
export interface FailureFacts {
  readonly name: string;
  /** Of the system or the service: ECONNRESET, TableNotFound. */
  readonly code?: string;
  /** Where it happened: the stack without the message. */
  readonly at: readonly string[];
  readonly cause?: FailureFacts;
}

/** Frames kept of each error. */
const framesKept = 12;
/** Causes followed; more would be a loop. */
const depthKept = 4;

/** What a log may hold of something thrown. */
export function failureFacts(thrown: unknown, depth = depthKept): FailureFacts {
  if (!(thrown instanceof Error)) return { name: typeof thrown, at: [] };
  const code = (thrown as { code?: unknown }).code;
  return {
    name: wordOf(thrown.name) ?? 'Error',
    ...(wordOf(code) === undefined ? {} : { code: wordOf(code) as string }),
    at: framesOf(thrown),
    ...(thrown.cause === undefined || depth === 0 ? {} : { cause: failureFacts(thrown.cause, depth - 1) }),
  };
}

/** An identifier of code; anything longer or freer could be data. */
function wordOf(text: unknown): string | undefined {
  return typeof text === 'string' && /^[A-Za-z][A-Za-z0-9_-]{0,63}$/.test(text) ? text : undefined;
}

function framesOf(error: Error): string[] {
  const stack = error.stack ?? '';
  // The message comes first and may have lines that look like frames; one that changed since cannot be told from them.
  const start = stack.indexOf(error.message);
  if (start === -1) return [];
  return stack
    .slice(start + error.message.length)
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line))
    .slice(0, framesKept)
    .map((line) => line.trim());
}
