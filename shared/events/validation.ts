/** The validation of a subscription: Event Grid asks whether the address wants its events, in an event of its own. */
import { eventTypeOf } from '../ingest/event-type.ts';
import { isFields, valueNamed } from '../ingest/fields.ts';
import { dataOf, envelopeOf } from './envelope.ts';

/** Longer is no code. */
const longestCode = 1000;

/**
 * The code that the answer has to repeat; undefined for every other event.
 * https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema
 */
export function validationCodeOf(value: unknown): string | undefined {
  if (!isFields(value) || !/^Microsoft\.EventGrid\.SubscriptionValidationEvent$/i.test(eventTypeOf(value) ?? '')) {
    return undefined;
  }
  const code = valueNamed(dataOf(envelopeOf(value)), 'validationcode');
  return typeof code === 'string' && code !== '' && code.length <= longestCode ? code : undefined;
}
