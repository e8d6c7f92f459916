/** One HTTP request to one function, from the host's side. */

import { randomUUID } from 'node:crypto';
import type { Agent, IncomingMessage, ServerResponse } from 'node:http';
import type { AppFunction } from './app-functions.ts';
import type { Core } from './core-api.ts';
import { errorText } from './error-text.ts';
import { forward } from './forward.ts';
import type { HostLog } from './host-log.ts';
import type { InFlight } from './in-flight.ts';
import { runInvocation } from './invocation.ts';
import type { RequestPath } from './request-path.ts';
import { traceContextOf } from './trace.ts';
import { joinedHeaders, triggerMetadataOf } from './trigger-metadata.ts';

export interface HttpWorker {
  readonly core: Core;
  readonly log: HostLog;
  readonly inFlight: InFlight;
  readonly agent: Agent;
  readonly workerPort: number;
  /** Milliseconds a function may take. */
  readonly functionTimeout: number;
}

export interface HttpCall {
  readonly function: AppFunction;
  readonly parameters: Readonly<Record<string, string>>;
  readonly path: RequestPath;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/**
 * Invokes the function and forwards the request to it. The library answers by itself; when it cannot (a throw, no
 * result, a body that breaks) the client is left hanging, as on the real host, and the log says so.
 */
export function invokeHttp(worker: HttpWorker, call: HttpCall): void {
  const { request, response } = call;
  const { name, registered, input } = call.function;
  const invocationId = randomUUID();
  const say = (level: 'error' | 'warning', message: string) =>
    worker.log({ level, message, functionName: name, invocationId });

  const fail = () => answer500(response);
  const work = { fail, hung: false };
  const closed = new Promise<void>((resolve) => response.once('close', resolve));
  worker.inFlight.add(work, closed);

  const headers = joinedHeaders(request.headersDistinct);
  const invocation = runInvocation(
    worker.core,
    registered,
    {
      invocationId,
      inputData: [{ name: input, data: {} }],
      triggerMetadata: triggerMetadataOf(call.path.query, call.parameters, headers),
      traceContext: traceContextOf(headers.traceparent, headers.tracestate),
    },
    worker.log,
  );
  forward({
    request,
    response,
    target: call.path.forwarded,
    invocationId,
    workerPort: worker.workerPort,
    agent: worker.agent,
    onError: (error) => {
      say('error', `Function "${name}": the connection to the function broke: ${error.message}`);
      fail();
    },
  });

  const timer = setTimeout(() => {
    say('error', `Function "${name}" ran past functionTimeout (${worker.functionTimeout} ms): its caller gets 500.`);
    fail();
  }, worker.functionTimeout);
  const hang = (why: string) => {
    work.hung = true;
    worker.inFlight.changed();
    say('error', `Function "${name}" ${why}. On Azure its caller now waits for minutes without an answer; so here.`);
  };
  invocation
    .then((result) => {
      if (result === undefined || result === null) hang('returned nothing');
    })
    .catch((error: unknown) => {
      if (response.destroyed)
        say('warning', `Function "${name}" failed after its caller had gone: ${errorText(error)}`);
      else hang(`threw or could not send its answer: ${errorText(error)}`);
    })
    .finally(() => clearTimeout(timer));
}

/** 500 with an empty body, or a cut connection when the answer has begun. */
function answer500(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'content-length': '0' }).end();
}
