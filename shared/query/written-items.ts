/** Items as text in the form of a file, flowing while they are found; it ends by saying so when something is missing. */
import type { ExportForm } from './export-form.ts';

/** Items that are written at once. */
const batchRows = 50;

export interface ExportEnd {
  readonly rows: number;
  /** Nothing that was asked for is missing. */
  readonly complete: boolean;
}

export interface Written<Found> {
  readonly form: ExportForm;
  /** What was found, or, last of all, in words what is missing. */
  readonly pieces: AsyncIterable<Found | string> | Iterable<Found | string>;
  readonly itemOf: (found: Found) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>;
  /** Waited for before the text ends, however it ends. */
  readonly onEnd: (end: ExportEnd) => Promise<void>;
}

/** Throws what the pieces throw; what was given until then ends with a whole line. */
export async function* writtenItems<Found extends object>({
  form,
  pieces,
  itemOf,
  onEnd,
}: Written<Found>): AsyncGenerator<string, void, void> {
  let rows = 0;
  let complete = false;
  let batch: Readonly<Record<string, unknown>>[] = [];
  try {
    if (form.head !== '') yield form.head;
    let missing: string | undefined;
    for await (const piece of pieces) {
      if (typeof piece === 'string') {
        missing = piece;
        break;
      }
      batch.push(await itemOf(piece));
      rows += 1;
      if (batch.length < batchRows) continue;
      yield form.lines(batch);
      batch = [];
    }
    if (batch.length > 0) yield form.lines(batch);
    if (missing !== undefined) yield form.lastLine(missing);
    complete = missing === undefined;
  } finally {
    await onEnd({ rows, complete });
  }
}
