/** OPTIONS /events: whether an origin may send CloudEvents. */
import { handshakeOf } from '../events/allowed-origin.ts';
import type { Call } from './call.ts';
import { problem } from './problems.ts';
import { json, type Reply } from './reply.ts';
import { wireOf } from './wire.ts';

/** The headers are those of the wire: a key `headers` of the query must not speak for an origin. */
export function answerHandshake({ services, request, invocationId }: Call<'events-handshake'>): Reply {
  const headers = wireOf(invocationId)?.headers ?? request.headers;
  const handshake = handshakeOf(headers, services.settings.EVENT_GRID_ORIGINS);
  switch (handshake.outcome) {
    case 'no-origin':
      return problem('invalid-parameters', {
        issues: [{ path: 'WebHook-Request-Origin', message: 'is required: the header names the origin that asks' }],
      });
    case 'forbidden':
      return problem('forbidden-origin');
    case 'allowed': {
      const { origin, rate } = handshake;
      const allowed = { 'webhook-allowed-origin': origin, 'webhook-allowed-rate': rate, allow: 'POST' };
      return json({ allowed: origin }, { headers: allowed });
    }
  }
}
