/** The real functions, registered through the real library, called as the Functions host calls them while it streams. */
import { HttpRequest, HttpResponse, InvocationContext } from '@azure/functions';
import { suppliedCore } from '../../local/core-api.ts';
import { problems } from '../../shared/http/problems.ts';
import { type RouteName, routeNamed, routeNames } from '../../shared/http/routes.ts';
import type { LogLine } from '../../shared/log-line.ts';
import { createServices, provideServices, type Services, type ServicesOptions } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';

export interface Asked {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body, where it is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says by its expectations what the body is.
  readonly json: any;
}

export interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type HttpCallback = (request: HttpRequest, context: InvocationContext) => Promise<object>;

interface Registered {
  readonly bindings: object;
  readonly retry: object | undefined;
  readonly callback: HttpCallback;
}

let registered: Promise<ReadonlyMap<string, Registered>> | undefined;

/** What `functions/index.ts` registers, by name. */
export function registeredFunctions() {
  registered ??= (async () => {
    const core = suppliedCore();
    core.open(() => {});
    await import('../../functions/index.ts');
    const { functions } = core.seal();
    return new Map(
      [...functions].map(([name, { metadata, callback }]) => [
        name,
        { bindings: metadata.bindings, retry: metadata.retryOptions, callback: callback as unknown as HttpCallback },
      ]),
    );
  })();
  return registered;
}

/** Services on a store in memory; the environment holds only what is given. */
export async function memoryServices(options: ServicesOptions = {}): Promise<Services & { readonly lines: LogLine[] }> {
  const lines: LogLine[] = [];
  const services = await createServices({
    env: {},
    store: sqliteTables({ path: ':memory:' }),
    log: (line) => lines.push(line),
    // Nothing goes on behind the back of a test.
    background: () => {},
    ...options,
  });
  return { ...services, lines };
}

/** Calls one function of the app with these services. The address is as the host hands it over. */
export async function ask(services: Services, name: RouteName, path: string, asking: Asking = {}): Promise<Asked> {
  provideServices(services);
  const callback = (await registeredFunctions()).get(name)?.callback;
  if (!callback) throw new Error(`functions/index.ts does not register ${name}; import its file there.`);
  return answerOf(callback, routeNamed(name).method, path, asking);
}

/** Calls a function and reads its answer to the end. */
export async function answerOf(
  callback: HttpCallback,
  method: string,
  path: string,
  asking: Asking = {},
): Promise<Asked> {
  const url = `http://127.0.0.1/api${path}`;
  const request = new HttpRequest({
    method,
    url,
    headers: { ...asking.headers },
    // Under streaming, keys of the query are among the parameters of the path.
    params: Object.fromEntries(new URL(url).searchParams),
    ...(asking.body === undefined ? {} : { body: { string: asking.body } }),
  });
  const context = new InvocationContext({ invocationId: 'invocation-7', functionName: 'test' });
  const response = new HttpResponse(await callback(request, context));
  const text = await new Response(response.body as ReadableStream | null).text();
  const isJson = /json$/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined };
}

/** Every route with a path that fits it. */
export const samplePaths: readonly { readonly name: RouteName; readonly path: string }[] = routeNames.map((name) => ({
  name,
  path: routeNamed(name).path.replace(/\{\w+\}/g, 'sms'),
}));

/** Whether an answer is a problem of this code, in the one shape. */
export function isProblemAnswer(asked: Asked, code: keyof typeof problems): boolean {
  return (
    asked.status === problems[code].status &&
    asked.headers.get('content-type') === 'application/problem+json' &&
    asked.json.code === code &&
    asked.json.status === asked.status &&
    asked.json.instance === 'invocation-7' &&
    Array.isArray(asked.json.issues)
  );
}
