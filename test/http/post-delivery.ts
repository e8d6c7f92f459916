/** Deliveries as requests to the endpoint, with bodies of any bytes in any pieces. */
import type { HttpRequest } from '@azure/functions';
import type { Call } from '../../shared/http/call.ts';
import { endpoint } from '../../shared/http/endpoint.ts';
import type { Reply } from '../../shared/http/reply.ts';
import { takeDelivery } from '../../shared/http/take-delivery.ts';
import { provideServices, type Services } from '../../shared/services.ts';
import { chunksOf } from '../ingest/bodies.ts';

const ingestEndpoint = endpoint('ingest', (call) => takeDelivery(call, undefined));

function requestOf(body: AsyncIterable<Uint8Array>, headers: Readonly<Record<string, string>>): HttpRequest {
  const init = { method: 'POST', headers, body: ReadableStream.from(body), duplex: 'half' };
  return new Request('http://127.0.0.1/api/ingest', init as RequestInit) as unknown as HttpRequest;
}

/** Posts a body in pieces that end at the cuts, and reads the answer. */
export async function postDelivery(
  services: Services,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
  cuts: readonly number[] = [],
) {
  provideServices(services);
  const type = { 'content-type': 'application/json' };
  const answer = await ingestEndpoint(requestOf(chunksOf(body, cuts), { ...type, ...headers }), {
    invocationId: 'i-1',
  });
  const text = String(answer.body);
  return {
    status: answer.status,
    headers: new Headers(answer.headers as Record<string, string>),
    text,
    // biome-ignore lint/suspicious/noExplicitAny: a test says by its expectations what the body is.
    json: JSON.parse(text) as any,
  };
}

/** Delivers a body that never ends, and gives up after so many ms. */
export async function untilLate(services: Services, beginning: string, ms: number): Promise<Reply> {
  async function* stalling() {
    yield Buffer.from(beginning);
    await new Promise(() => {});
  }
  const call = {
    services,
    request: requestOf(stalling(), {}),
    deadline: Number.POSITIVE_INFINITY,
    signal: AbortSignal.timeout(ms),
    count: () => {},
  };
  return takeDelivery(call as unknown as Call<'ingest'>, undefined);
}
