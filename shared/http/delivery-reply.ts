/** What a delivery is answered with, whichever operation took it. */
import type { Ingested } from '../ingest/ingest.ts';
import type { Call } from './call.ts';
import { type Problem, problem } from './problems.ts';
import { json, type Reply } from './reply.ts';

/** The counts and outcomes of a delivery, with `more` beside them; or why it ended early. Counts it in the log. */
export function deliveryReply(
  ingested: Ingested,
  count: Call<'ingest'>['count'],
  more: Readonly<Record<string, unknown>> = {},
): Reply {
  const { received, stored, duplicate, skipped, rejected, differing = 0 } = ingested.answer;
  count({ received, stored, duplicate, skipped, rejected, differing });
  return ingested.ended === 'done' ? json({ ...ingested.answer, ...more }) : unfinished(ingested);
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
