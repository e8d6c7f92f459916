/** POST /events: events of Event Grid in, their outcomes out; the validation of a subscription is answered. */
import { readEvent } from '../events/read-event.ts';
import { readEvents } from '../events/read-events.ts';
import { decode } from '../ingest/decode.ts';
import { ingest } from '../ingest/ingest.ts';
import { ingestServices } from '../ingest/ingest-services.ts';
import type { Call } from './call.ts';
import { deliveryBody } from './delivery-body.ts';
import { deliveryReply } from './delivery-reply.ts';
import { isProblem } from './problems.ts';
import { json, type Reply } from './reply.ts';

/**
 * The schema is read from the events themselves, never from a header: some who send CloudEvents name another media type.
 * Only what can never succeed is answered with 400 or 413, because Event Grid does not send such a delivery again.
 */
export async function takeEvents({ services, request, deadline, signal, count }: Call<'events'>): Promise<Reply> {
  const bytes = deliveryBody(request as unknown as Parameters<typeof deliveryBody>[0], signal);
  if (isProblem(bytes)) return bytes;
  const { MAX_BODY_MIB, KEEP_MESSAGE_TEXT } = services.settings;
  const { candidates, validationCode } = readEvents(decode(bytes, MAX_BODY_MIB * 1024 * 1024), KEEP_MESSAGE_TEXT);
  const ingested = await ingest(await ingestServices(services), {
    candidates,
    fallback: undefined,
    read: readEvent,
    source: 'event-grid',
    deadline,
  });
  const validationResponse = validationCode();
  if (validationResponse === undefined) return deliveryReply(ingested, count);
  // A validation comes alone; were there events beside it, their outcomes are in the answer too.
  if (ingested.ended === 'done' && ingested.answer.received === 0) return json({ validationResponse });
  return deliveryReply(ingested, count, { validationResponse });
}
