/** The function that the Functions host calls with the events of a hub: all of them durable, or it fails. */
import type { InvocationContext } from '@azure/functions';
import { failureFacts } from '../../failure-facts.ts';
import { ingest } from '../../ingest/ingest.ts';
import { ingestServices } from '../../ingest/ingest-services.ts';
import { type LogLine, writeLogLine } from '../../log-line.ts';
import { type Services, services } from '../../services.ts';
import { StorageUnavailable } from '../../storage/table-store.ts';
import { eventCandidates, eventsIn } from './event-candidates.ts';
import type { TriggerMetadata } from './event-origins.ts';

export type EventHubFunction = (
  messages: unknown,
  context: Pick<InvocationContext, 'invocationId' | 'triggerMetadata'>,
) => Promise<void>;

/** Well below the time that host.json gives to a function. */
const seconds = 240;

/**
 * Takes the events in. Whatever keeps one of them from being durable (storage, wrong settings, time) fails the
 * invocation, so that the host holds the batch and hands it over again: what was stored by then is a duplicate. The error
 * has no message of others, which the host would write down: the log has its kind and place.
 */
export function eventHubFunction(name: string): EventHubFunction {
  return async (messages, { invocationId, triggerMetadata }) => {
    const began = performance.now();
    let write = writeLogLine;
    const end = await services()
      .then((built) => {
        write = built.log;
        return take(built, messages, triggerMetadata);
      })
      .catch(failed);
    const level = end['outcome'] === 'ok' ? 'info' : 'error';
    write({ level, function: name, invocationId, ...end, durationMs: Math.round(performance.now() - began) });
    if (end['outcome'] === 'ok') return;
    throw new Error(`${name} failed (${end['outcome']}); the log has a line for invocation ${invocationId}.`);
  };
}

async function take(built: Services, messages: unknown, metadata: TriggerMetadata | undefined): Promise<LogLine> {
  const { settings, mistakes, clock } = built;
  if (mistakes.length > 0) return { outcome: 'settings-invalid', settings: mistakes.map(({ name }) => name) };
  const ingested = await ingest(await ingestServices(built), {
    candidates: eventCandidates(messages, metadata, settings.MAX_BODY_MIB * 1024 * 1024),
    fallback: undefined,
    source: 'event-hub',
    deadline: clock().getTime() + seconds * 1000,
  });
  const { received, stored, duplicate, skipped, rejected, differing = 0 } = ingested.answer;
  const events = eventsIn(messages).length;
  const counts = { events, received, stored, duplicate, skipped, rejected, differing };
  if (ingested.ended === 'done') return { outcome: 'ok', counts };
  return { counts, ...('error' in ingested ? failed(ingested.error) : { outcome: ingested.ended }) };
}

function failed(error: unknown): LogLine {
  const outcome = error instanceof StorageUnavailable ? 'storage-unavailable' : 'internal';
  return { outcome, failure: failureFacts(error) };
}
