/** POST /ingest and /ingest/{category}: a body in, its outcomes out. */
import type { Category } from '../categories/define.ts';
import { decode } from '../ingest/decode.ts';
import { type Ingested, ingest } from '../ingest/ingest.ts';
import { ingestServices } from '../ingest/ingest-services.ts';
import type { Call } from './call.ts';
import { deliveryBody } from './delivery-body.ts';
import { isProblem, type Problem, problem } from './problems.ts';
import { json, type Reply } from './reply.ts';

/** The roads that a sender may name in the header `commlog-source`. */
const roads = new Set(['push', 'import']);

/** Takes the delivery of a request; `fallback` is the category of records that name none. */
export async function takeDelivery(
  call: Call<'ingest'> | Call<'ingest-category'>,
  fallback: Category | undefined,
): Promise<Reply> {
  const { services, request, deadline, signal } = call;
  const bytes = deliveryBody(request as unknown as Parameters<typeof deliveryBody>[0], signal);
  if (isProblem(bytes)) return bytes;
  const named = request.headers.get('commlog-source') ?? 'push';
  const ingested = await ingest(await ingestServices(services), {
    candidates: decode(bytes, services.settings.MAX_BODY_MIB * 1024 * 1024),
    fallback,
    source: roads.has(named) ? named : 'push',
    deadline,
  });
  const { received, stored, duplicate, skipped, rejected, differing = 0 } = ingested.answer;
  call.count({ received, stored, duplicate, skipped, rejected, differing });
  return ingested.ended === 'done' ? json(ingested.answer) : unfinished(ingested);
}

/** Why a delivery ended early, with the counts of what is durable. */
function unfinished(ingested: Exclude<Ingested, { ended: 'done' }>): Problem {
  const { outcomes: _, ...counts } = ingested.answer;
  if (ingested.ended === 'out-of-time') return problem('out-of-time', { extra: counts });
  if (ingested.ended === 'unavailable') {
    const { retryAfter } = ingested.error;
    const headers = retryAfter === undefined ? {} : { headers: { 'retry-after': String(Math.ceil(retryAfter)) } };
    return problem('storage-unavailable', { extra: counts, ...headers });
  }
  const { reason, message } = ingested.error;
  if (reason === 'too-large')
    return problem('body-too-large', { detail: `${message}; send less at once`, extra: counts });
  return problem('unreadable-body', { detail: message, issues: [{ path: '', message }], extra: counts });
}
