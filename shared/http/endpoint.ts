/** Everything that is the same for every operation: access, parameters, problems, the answer and the log line. */
import type { HttpRequest, HttpResponseInit, InvocationContext } from '@azure/functions';
import { failureFacts } from '../failure-facts.ts';
import { type Services, services } from '../services.ts';
import { admit } from './admit.ts';
import type { Call, Handler } from './call.ts';
import { type InvocationLog, invocationLog } from './invocation-log.ts';
import { readPath } from './path-parameters.ts';
import { problemOf } from './problem-of.ts';
import { isProblem, problem } from './problems.ts';
import { readJsonBody } from './read-json-body.ts';
import { readQuery } from './read-query.ts';
import type { Reply } from './reply.ts';
import { responseOf } from './response.ts';
import type { Route } from './route.ts';
import { type RouteName, routeNamed } from './routes.ts';
import { wireOf } from './wire.ts';

/** What the Functions host calls. Never throws and always answers: under streaming anything else leaves the client hanging. */
export type HttpFunction = (
  request: HttpRequest,
  context: Pick<InvocationContext, 'invocationId'>,
) => Promise<HttpResponseInit>;

/** The function of a route: `handler` with everything around it that is the same for all. Registers nothing. */
export function endpoint<Name extends RouteName>(name: Name, handler: Handler<Name>): HttpFunction {
  const route = routeNamed(name);
  return async (request, { invocationId }) => {
    const log = invocationLog(name, invocationId);
    const signal = AbortSignal.timeout(route.seconds * 1000);
    const facts = { invocationId, onEnd: log.end, reader: wireOf(invocationId)?.reader };
    try {
      const built = await services();
      log.writeWith(built.log);
      const reply = await replyOf(route, handler as Handler<RouteName>, built, { request, invocationId, log, signal });
      log.answered(reply);
      return responseOf(reply, facts);
    } catch (thrown) {
      const met = problemOf(thrown, signal);
      log.answered(met, failureFacts(thrown));
      return responseOf(met, facts);
    }
  };
}

interface Invocation {
  readonly request: HttpRequest;
  readonly invocationId: string;
  readonly log: InvocationLog;
  readonly signal: AbortSignal;
}

async function replyOf(
  route: Route,
  handler: Handler<RouteName>,
  built: Services,
  { request, invocationId, log, signal }: Invocation,
): Promise<Reply> {
  const deadline = built.clock().getTime() + route.seconds * 1000;
  const asking = admit(route, wireOf(invocationId)?.headers ?? request.headers, built);
  if (isProblem(asking)) return asking;

  const searchParams = new URL(request.url).searchParams;
  const path = readPath(route.path, request.url);
  const query = route.queryReadBy === 'handler' ? { query: undefined } : readQuery(route.query, searchParams);
  if ('issues' in path || 'issues' in query) {
    const issues = [...('issues' in path ? path.issues : []), ...('issues' in query ? query.issues : [])];
    return problem('invalid-parameters', { issues });
  }
  const read = route.body && 'json' in route.body ? await readJsonBody(request, route.body) : { body: undefined };
  if (isProblem(read)) return read;

  const call = {
    ...{ services: built, request, invocationId, principal: asking, searchParams, deadline, signal, count: log.count },
    ...{ params: path.params, query: query.query, body: read.body },
  };
  const reply = await handler(call as unknown as Call<RouteName>);
  if (!(reply as Reply | undefined)?.kind) throw new Error('The handler answered nothing.');
  return reply;
}
