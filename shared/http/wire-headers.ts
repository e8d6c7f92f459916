/** A request's headers as they came over the wire, for deciding who is asking. */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Under streaming `@azure/functions` takes a request's headers from the trigger's metadata, and the Functions host lets a
 * key `headers` of the query, or of a JSON body, take their place there: `?headers={"x-ms-client-principal": …}` would forge
 * whom App Service authentication let in. The request that the host forwards to the library's own server in this process
 * has the true ones (seen in the sources of host 4.1037 and library 4.16.5).
 */
const received = new Map<string, IncomingMessage['headers']>();

subscribe('http.server.request.start', (message) => {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  const invocationId = request.headers['x-ms-invocation-id'];
  if (typeof invocationId !== 'string') return;
  received.set(invocationId, request.headers);
  response.once('close', () => received.delete(invocationId));
});

/** The true headers of an invocation; undefined where nothing was forwarded, because the app does not stream. */
export function wireHeaders(invocationId: string): Pick<Headers, 'get'> | undefined {
  const headers = received.get(invocationId);
  return (
    headers && {
      get(name) {
        const value = headers[name.toLowerCase()];
        return Array.isArray(value) ? value.join(', ') : (value ?? null);
      },
    }
  );
}
