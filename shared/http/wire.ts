/** The connection behind an invocation: the request's true headers, and how fast the reader takes the answer. */
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * What `@azure/functions` does not show of the request that the Functions host forwards to the library's own server in this
 * process (seen in the sources of host 4.1037 and library 4.16.5):
 */
export interface Wire {
  /**
   * Under streaming the library takes headers from the trigger's metadata, and there the host lets a key `headers` of the
   * query, or of a JSON body, take their place: `?headers={"x-ms-client-principal": …}` would forge whom App Service
   * authentication let in. These are the true ones.
   */
  readonly headers: Pick<Headers, 'get'>;
  /** The library writes an answer without waiting for its reader. This waits until more can be taken; `gone`: never. */
  readonly reader: () => Promise<'ready' | 'gone'>;
}

const wires = new Map<string, Wire>();

subscribe('http.server.request.start', (message) => {
  const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
  const invocationId = request.headers['x-ms-invocation-id'];
  if (typeof invocationId !== 'string') return;
  wires.set(invocationId, { headers: headersOf(request), reader: async () => readerOf(response) });
  response.once('close', () => wires.delete(invocationId));
});

/** The wire of an invocation; undefined where nothing was forwarded, because the app does not stream. */
export function wireOf(invocationId: string): Wire | undefined {
  return wires.get(invocationId);
}

function headersOf(request: IncomingMessage): Wire['headers'] {
  return {
    get(name) {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? value.join(', ') : (value ?? null);
    },
  };
}

/** Who takes nothing for so long has gone, whatever the connection says. */
const patienceMs = 120_000;

function readerOf(response: ServerResponse): Promise<'ready' | 'gone'> | 'ready' | 'gone' {
  if (response.destroyed || response.closed) return 'gone';
  if (!response.writableNeedDrain) return 'ready';
  return new Promise((resolve) => {
    const settle = (state: 'ready' | 'gone') => () => {
      clearTimeout(timer);
      response.off('drain', drained);
      response.off('close', closed);
      resolve(state);
    };
    const [drained, closed] = [settle('ready'), settle('gone')];
    const timer = setTimeout(closed, patienceMs);
    response.once('drain', drained);
    response.once('close', closed);
  });
}
