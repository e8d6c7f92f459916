/** Columns and names that the categories of events share. */
import { type Column, type ColumnFacts, id, json, text, time, word } from './columns.ts';
import { always } from './define.ts';
import { category } from './standard-columns.ts';

/** Every event type of Communication Services begins so. */
export const eventPrefix = 'Microsoft.Communication.';

/** The names of event types, with and without their prefix. */
export const eventNames = (types: readonly string[]): readonly string[] =>
  types.flatMap((type) => [type, `${eventPrefix}${type}`]);

/** The columns that come from an envelope, never from the data in it, of a category with these event types. */
export const envelopeColumns = (types: readonly string[]) =>
  [
    time('TimeGenerated', 'When the event happened, as its envelope says.', { accepts: ['eventTime', 'time'] }),
    word('OperationName', 'The event type, without its prefix.', { accepts: ['eventType'], vocabulary: types }),
    category,
    id('EventId', 'Identifies the event; its redeliveries have the same.'),
    text('EventPath', 'The path by which subscriptions choose events; the envelope calls it `subject`.', {
      personal: 'text',
    }),
  ] as const;

/** Names of {@link envelopeColumns}. */
export const envelopeNames: ReadonlySet<string> = new Set(envelopeColumns([]).map(({ name }) => name));

/** An event is the same whatever its schema and however often it comes. */
export const byEventId = always({ version: 1, columns: ['EventId'] });

/**
 * A person or number: the raw id (`8:acs:…`, `4:+…`) of a communication identifier. `members`: where the data has it, as a
 * path with dots, be it an object or, in events of before, text.
 */
export const identifier = <const Name extends string>(
  name: Name,
  meaning: string,
  members: readonly string[],
  facts: ColumnFacts = {},
): Column<Name, 'id'> => id(name, meaning, { personal: 'identity', accepts: members, ...facts });

export const metadata = json('Metadata', 'What the application attached.', { personal: 'text' });
export const chatThreadId = id('ChatThreadId', 'Identifies the thread.', { accepts: ['threadId'] });
export const transactionId = id('TransactionId', 'Identifies what the service did, across the events of it.', {
  lookup: false,
});
