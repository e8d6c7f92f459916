/** All communications of a query as a file. */
import type { ExportForm } from '../../query/export-form.ts';
import type { Reading } from '../../query/reading.ts';
import { type ExportEnd, writtenItems } from '../../query/written-items.ts';
import type { StoredCommunication } from '../gather/communication-row.ts';
import type { CommunicationQuery } from './communication-query.ts';
import { everyCommunication } from './every-communication.ts';

export type CommunicationExport =
  | { readonly outcome: 'exported'; readonly text: AsyncGenerator<string, void, void> }
  | { readonly outcome: 'narrow-the-range'; readonly detail: string };

/**
 * Opens an export; `itemOf` gives the line of one. `onEnd` is waited for before the text ends, however it ends. The text throws
 * StorageUnavailable when storage does not answer; what was given until then ends with a whole line.
 */
export async function exportCommunications(
  reading: Reading,
  query: CommunicationQuery,
  form: ExportForm,
  itemOf: (stored: StoredCommunication) => Readonly<Record<string, unknown>>,
  onEnd: (end: ExportEnd) => Promise<void>,
): Promise<CommunicationExport> {
  const every = await everyCommunication(reading, query);
  if (every.outcome !== 'opened') return every;
  return { outcome: 'exported', text: writtenItems({ form, pieces: every.pieces, itemOf, onEnd }) };
}
