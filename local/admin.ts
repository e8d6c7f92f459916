/** The host's own routes: `/admin/functions` to see what is loaded and to run a timer by hand. */

import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import type { AppFunction } from './app-functions.ts';
import { sayNothing, sayText } from './http-server.ts';

export interface AdminView {
  readonly functions: readonly AppFunction[];
  /** Where the functions' routes begin: address and prefix. */
  readonly base: string;
  /** Runs a timer by hand; the caller does not wait. */
  readonly run: (one: AppFunction) => void;
}

/** `path` without the leading `admin`. No master key is asked for: only this machine gets here. */
export async function answerAdmin(
  view: AdminView,
  path: readonly string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [area, name, aspect, ...more] = path.filter((part) => part !== '');
  const known = area?.toLowerCase() === 'functions' && more.length === 0;
  const method = request.method ?? '';
  if (known && method === 'GET' && name === undefined) {
    sayJson(
      response,
      view.functions.map((one) => descriptionOf(one, view.base)),
    );
    return;
  }
  const one = view.functions.find((each) => each.name.toLowerCase() === name?.toLowerCase());
  if (known && name !== undefined && one === undefined) sayNothing(response, 404);
  else if (known && one !== undefined && method === 'GET' && aspect === undefined) {
    sayJson(response, descriptionOf(one, view.base));
  } else if (known && one !== undefined && method === 'GET' && aspect?.toLowerCase() === 'status') {
    sayJson(response, one.trigger.kind === 'disabled' ? { errors: [one.trigger.reason] } : {});
  } else if (known && one !== undefined && method === 'POST' && aspect === undefined) {
    await runByHand(view, one, request, response);
  } else sayText(response, 501, `The local host does not support ${method} on this path of the host's own.`);
}

async function runByHand(view: AdminView, one: AppFunction, request: IncomingMessage, response: ServerResponse) {
  if (!/^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(request.headers['content-type'] ?? '')) {
    sayNothing(response, 415);
    return;
  }
  const body = await json(request).catch(() => undefined);
  if (body === null || typeof body !== 'object') {
    sayText(response, 400, 'The body must be a JSON object; {} will do.');
  } else if (one.trigger.kind === 'timer') {
    response.writeHead(202, { 'content-length': '0' }).end();
    view.run(one);
  } else sayText(response, 501, `The local host runs only timers by hand, and "${one.name}" is none.`);
}

function descriptionOf({ name, registered, trigger }: AppFunction, base: string): object {
  const bindings = Object.entries(registered.metadata.bindings).map(([key, binding]) => ({ ...binding, name: key }));
  return {
    name,
    language: 'node',
    isDisabled: trigger.kind === 'disabled',
    invoke_url_template: trigger.kind === 'http' ? `${base}${trigger.route.text}` : '',
    config: { name, bindings },
  };
}

function sayJson(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(value));
}
