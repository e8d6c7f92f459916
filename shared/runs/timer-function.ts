/** What is the same for every timer function: settings mistakes, the log line, and a failure that the host sees. */
import type { InvocationContext } from '@azure/functions';
import { failureFacts } from '../failure-facts.ts';
import { type LogLine, writeLogLine } from '../log-line.ts';
import { type Services, services } from '../services.ts';
import { StorageUnavailable } from '../storage/table-store.ts';
import type { Run } from './run.ts';

export interface TimerCall {
  readonly services: Services;
  readonly invocationId: string;
  /** Puts the run into the line of the log: the `ended` of `runTimer`. */
  readonly ended: (run: Run) => void;
}

/** Where it answers `busy`, the log says so. What it throws fails the function. */
export type TimerHandler = (call: TimerCall) => Promise<unknown>;

/** What the Functions host calls. */
export type TimerFunction = (timer: unknown, context: Pick<InvocationContext, 'invocationId'>) => Promise<void>;

/**
 * The function of a timer. While settings are wrong it does nothing and says so in its line. What the handler throws is
 * thrown on without its message, which the host would write down: the line has its kind and place.
 */
export function timerFunction(name: string, handler: TimerHandler): TimerFunction {
  return async (_timer, { invocationId }) => {
    const began = performance.now();
    let write = writeLogLine;
    const log = (line: LogLine) =>
      write({ ...line, function: name, invocationId, durationMs: Math.round(performance.now() - began) });
    let run: LogLine = {};
    try {
      const built = await services();
      write = built.log;
      if (built.mistakes.length > 0) {
        const settings = built.mistakes.map((mistake) => mistake.name);
        return log({ level: 'error', outcome: 'settings-invalid', settings });
      }
      const ended = ({ id, state, reason, counts }: Run) => {
        const failed = state === 'failed';
        run = {
          level: failed ? 'error' : 'info',
          outcome: failed ? reason?.class : 'ok',
          run: id,
          counts: { ...counts },
        };
      };
      const outcome = await handler({ services: built, invocationId, ended });
      log({ level: 'info', outcome: outcome === 'busy' ? 'busy' : 'ok', ...run });
    } catch (thrown) {
      const outcome = thrown instanceof StorageUnavailable ? 'storage-unavailable' : 'internal';
      log({ level: 'error', outcome, ...run, failure: failureFacts(thrown) });
      // The host writes down what it is given, causes included: those stay here.
      throw new Error(`The timer ${name} failed (${outcome}); the log has a line for invocation ${invocationId}.`);
    }
  };
}
