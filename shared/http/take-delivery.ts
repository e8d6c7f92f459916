/** POST /ingest and /ingest/{category}: a body in, its outcomes out. */
import type { Category } from '../categories/define.ts';
import { decode } from '../ingest/decode.ts';
import { ingest } from '../ingest/ingest.ts';
import { ingestServices } from '../ingest/ingest-services.ts';
import type { Call } from './call.ts';
import { deliveryBody } from './delivery-body.ts';
import { deliveryReply } from './delivery-reply.ts';
import { isProblem } from './problems.ts';
import type { Reply } from './reply.ts';

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
  return deliveryReply(ingested, call.count);
}
