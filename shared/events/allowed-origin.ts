/** The handshake of CloudEvents webhooks: which origin may send, and how fast. */

export type Handshake =
  | { readonly outcome: 'allowed'; readonly origin: string; readonly rate: string }
  | { readonly outcome: 'forbidden' }
  | { readonly outcome: 'no-origin' };

/** What names a system: a DNS name, with a port perhaps; anything else would be no header either. */
const name = /^[a-z0-9.-]{1,253}(?::\d{1,5})?$/i;

/**
 * Whether an origin may send. The rate that it asks for is granted, and without one every rate.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/http-webhook.md#4-abuse-protection
 */
export function handshakeOf(headers: Pick<Headers, 'get'>, allowed: readonly string[]): Handshake {
  const origin = headers.get('webhook-request-origin')?.trim() ?? '';
  if (origin === '') return { outcome: 'no-origin' };
  const isAllowed = allowed.some((one) => one === '*' || one.toLowerCase() === origin.toLowerCase());
  if (!isAllowed || !name.test(origin)) return { outcome: 'forbidden' };
  const rate = headers.get('webhook-request-rate')?.trim() ?? '';
  return { outcome: 'allowed', origin, rate: /^[1-9]\d{0,8}$/.test(rate) ? rate : '*' };
}
