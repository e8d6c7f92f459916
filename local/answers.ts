/** What the local host answers to a request: its own pages, or a function. */

import { answerAdmin } from './admin.ts';
import type { AppFunction } from './app-functions.ts';
import { homePage } from './home-page.ts';
import { type HttpWorker, invokeHttp } from './http-invocation.ts';
import { type Answer, sayNothing, sayText } from './http-server.ts';
import { requestPathOf } from './request-path.ts';
import { routerOf } from './router.ts';

export interface Served {
  readonly url: string;
  readonly functions: readonly AppFunction[];
  readonly routePrefix: string;
  /** Runs a timer by hand without waiting. */
  readonly run: (one: AppFunction) => void;
  /** Absent when the app did not switch streaming on. */
  readonly worker: HttpWorker | undefined;
}

/** The host's own paths come first: `/`, `/admin/…`, `/runtime/…`; the rest belongs to the functions. */
export function answersOf({ url, functions, routePrefix, run, worker }: Served): Answer {
  const route = routerOf(functions, routePrefix);
  const base = `${url}/${routePrefix === '' ? '' : `${routePrefix}/`}`;
  return (request, response) => {
    const path = requestPathOf(request.url ?? '');
    const method = request.method ?? '';
    if (path === undefined) return sayNothing(response, 400);
    const [first = '', ...rest] = path.segments;
    if (first === '' && rest.length === 0 && (method === 'GET' || method === 'HEAD')) {
      return sayText(response, 200, homePage(url, functions.length));
    }
    if (first.toLowerCase() === 'admin') {
      void answerAdmin({ functions, base, run }, rest, request, response);
      return;
    }
    if (first.toLowerCase() === 'runtime') {
      return sayText(response, 501, 'The local host supports nothing below /runtime.');
    }
    const match = route(method, path.segments);
    if (match.kind === 'none') return sayNothing(response, 404);
    if (match.kind === 'unsupported') return sayText(response, 501, match.words);
    if (worker === undefined) {
      return sayText(response, 501, 'The local host supports only apps with app.setup({ enableHttpStream: true }).');
    }
    invokeHttp(worker, { function: match.function, parameters: match.parameters, path, request, response });
  };
}
