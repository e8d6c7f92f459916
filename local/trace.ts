/** The W3C trace context that the host gives every invocation. */

import { randomBytes } from 'node:crypto';

/** Goes on with the caller's trace when its `traceparent` is well formed, else begins one. */
export function traceContextOf(caller?: string, state = ''): { traceParent: string; traceState: string } {
  const trace = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/.exec(caller ?? '')?.[1];
  const span = randomBytes(8).toString('hex');
  return { traceParent: `00-${trace ?? randomBytes(16).toString('hex')}-${span}-00`, traceState: state };
}
