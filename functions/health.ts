/** GET /health: up, which version, and which settings are wrong. */
import { json } from '../shared/http/reply.ts';
import { register } from './register.ts';

register('health', ({ services: { mistakes, version } }) => {
  const wrong = mistakes.length > 0;
  const status = wrong ? 'misconfigured' : 'ok';
  return json({ status, ...version, settings: mistakes }, { status: wrong ? 503 : 200 });
});
