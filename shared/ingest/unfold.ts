/** One JSON text → the candidates in it: bare records, arrays, `{"records": …}` envelopes, captures of them. */
import { nameForm } from '../categories/columns.ts';
import { elementTexts, memberTexts } from './parse-json.ts';

/** An unparsed record: where it stood in the input, its text as delivered, and its value or why it has none. */
export type Candidate = {
  readonly place: string;
  readonly text: string;
  /**
   * JSON text kept with the record: where the road had it, as partition, sequence number and offset of an event hub. One of
   * more than 1,024 characters is left out.
   */
  readonly origin?: string;
  /** Which of several equal rows of Log Analytics, from 0, where their time was replaced and nothing else tells them apart. */
  readonly occurrence?: number;
} & ({ readonly value: unknown; readonly fault?: undefined } | { readonly fault: string });

/** Envelopes within envelopes: a capture of an Event Hub holds an array of envelopes; more is not met. */
const deepest = 5;

/**
 * The candidates of a text, in order; places are paths as `records[3]`. A text that is no JSON gives one candidate with
 * a fault; a cut-off array gives one too, for the whole of it, because its sender will send it again.
 */
export function* unfold(text: string, place = '', depth = 0): Generator<Candidate> {
  const trimmed = text.trim();
  if (trimmed.startsWith('[') && depth < deepest) {
    const array = elementTexts(trimmed, 0);
    if (!array || array.end !== trimmed.length) {
      yield { place, text: trimmed, fault: array ? 'text after the end of the array' : 'the array does not end' };
      return;
    }
    let index = 0;
    for (const element of array.elements) {
      yield* unfold(element, `${place}[${index}]`, depth + 1);
      index += 1;
    }
    return;
  }
  // The envelope of Event Hubs and old archives: taken apart without parsing it whole first.
  const atOnce = depth < deepest && /^\{\s*"records"\s*:/.test(trimmed) ? envelopedIn(trimmed) : undefined;
  if (atOnce !== undefined) {
    yield* unfoldRecords(atOnce, place, depth);
    return;
  }
  const candidate = parsed(trimmed, place);
  const records = depth < deepest && hasRecords(candidate) ? envelopedIn(trimmed) : undefined;
  if (records === undefined) yield candidate;
  else yield* unfoldRecords(records, place, depth);
}

/** `records` may be an array, one object, or either as JSON within a string. */
function* unfoldRecords(text: string, place: string, depth: number): Generator<Candidate> {
  const inner = place === '' ? 'records' : `${place}.records`;
  if (!text.startsWith('"')) {
    yield* unfold(text, inner, depth + 1);
    return;
  }
  const string = parsed(text, inner);
  if (string.fault === undefined && typeof string.value === 'string') yield* unfold(string.value, inner, depth + 1);
  else yield string;
}

function parsed(text: string, place: string): Candidate {
  try {
    return { place, text, value: JSON.parse(text) };
  } catch (error) {
    return { place, text, fault: error instanceof Error ? error.message : String(error) };
  }
}

function hasRecords({ fault, value }: Candidate & { value?: unknown }): boolean {
  return fault === undefined && typeof value === 'object' && value !== null && Object.hasOwn(value, 'records');
}

const namesCategory = new Set(['category', 'operationcategory']);

/** The text of an envelope's `records`. Not every object that has them is one: a record of its own names its category. */
function envelopedIn(text: string): string | undefined {
  const members = memberTexts(text);
  if (members?.some(({ name }) => namesCategory.has(nameForm(name)))) return undefined;
  return members?.find(({ name }) => name === 'records')?.text;
}
