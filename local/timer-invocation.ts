/** One run of one timer function, from the host's side: its retries share an invocation id. */

import { randomUUID } from 'node:crypto';
import type { AppFunction } from './app-functions.ts';
import type { Core } from './core-api.ts';
import { errorText } from './error-text.ts';
import type { HostLog } from './host-log.ts';
import { runInvocation } from './invocation.ts';
import { runWithRetries } from './retry.ts';
import type { TimerInfo } from './timers.ts';
import { traceContextOf } from './trace.ts';

export interface TimerWorker {
  readonly core: Core;
  readonly log: HostLog;
  /** Milliseconds a function may take. */
  readonly functionTimeout: number;
  /** Aborted when the host ends: no retry begins any more. */
  readonly ending: AbortSignal;
}

/** Never rejects: what a run throws is logged, and nothing else. */
export async function invokeTimer(worker: TimerWorker, one: AppFunction, info: TimerInfo): Promise<void> {
  const invocationId = randomUUID();
  const say = (message: string) => worker.log({ level: 'error', message, functionName: one.name, invocationId });
  const timer = setTimeout(
    () => say(`Timer "${one.name}" runs past functionTimeout (${worker.functionTimeout} ms); Azure ends it there.`),
    worker.functionTimeout,
  );
  try {
    await runWithRetries(
      one.registered.metadata.retryOptions,
      (retryContext) =>
        runInvocation(
          worker.core,
          one.registered,
          {
            invocationId,
            inputData: [{ name: one.input, data: { json: JSON.stringify(info) } }],
            triggerMetadata: {},
            traceContext: traceContextOf(),
            ...(retryContext === undefined ? {} : { retryContext }),
          },
          worker.log,
        ),
      worker.ending,
    );
  } catch (error) {
    say(`Timer "${one.name}" failed: ${errorText(error)}`);
  } finally {
    clearTimeout(timer);
  }
}
