/** Files → pieces of one request each: many small files share one, large ones are divided. */
import type { Input } from './inputs.ts';
import { linesOf } from './lines.ts';
import { isJson, type Part, partsOf } from './parts.ts';
import { toUtf8 } from './to-utf8.ts';
import { UnreadableInput } from './unreadable-input.ts';

/** Where a line came from; `line` is absent for a file that is sent whole. */
export interface Place {
  readonly file: string;
  readonly line?: number;
}

export interface Piece {
  /** The category of records that name none. */
  readonly category: string | undefined;
  /** `lines`: JSON Lines; `whole`: one JSON value; `unreadable`: lines of which none is JSON, so that nobody would take them. */
  readonly kind: 'lines' | 'whole' | 'unreadable';
  readonly body: Buffer<ArrayBuffer>;
  /** One for each line, or the one file. */
  readonly places: readonly Place[];
}

export interface Reading {
  /** The greatest body that Commlog takes unless it is set otherwise. */
  readonly maxBytes: number;
  /** So much was read from disk. */
  readonly onRead: (bytes: number) => void;
  readonly onUnreadable: (file: string, why: string) => void;
}

/** As many as an answer lists every outcome of, and small enough for the smallest limit that can be set. */
export const pieceLines = 1000;
const pieceBytes = 1024 * 1024 - 64 * 1024;

/** The pieces, in the order of the inputs; a file that cannot be read is told and the others go on. */
export async function* piecesOf(inputs: Iterable<Input>, reading: Reading): AsyncGenerator<Piece> {
  let held: { bytes: Buffer; place: Place }[] = [];
  let heldBytes = 0;
  let category: string | undefined;
  const take = (): Piece[] => {
    const piece = held.length === 0 ? [] : [pieceOfLines(held, category)];
    held = [];
    heldBytes = 0;
    return piece;
  };
  for (const input of inputs) {
    if (input.category !== category) yield* take();
    category = input.category;
    for await (const part of readParts(input, reading)) {
      if (part.kind === 'whole') {
        const body = Buffer.from(part.bytes);
        yield { category, kind: 'whole', body, places: [{ file: input.name }] };
        continue;
      }
      if (held.length === pieceLines || heldBytes + part.bytes.length >= pieceBytes) yield* take();
      held.push({ bytes: part.bytes, place: { file: input.name, line: part.line } });
      heldBytes += part.bytes.length + 1;
    }
  }
  yield* take();
}

async function* readParts(input: Input, { maxBytes, onRead, onUnreadable }: Reading): AsyncGenerator<Part> {
  const counted = async function* () {
    for await (const chunk of input.open()) {
      onRead(chunk.length);
      yield chunk;
    }
  };
  try {
    yield* partsOf(linesOf(toUtf8(counted()), maxBytes), maxBytes);
  } catch (error) {
    if (error instanceof UnreadableInput) onUnreadable(input.name, error.message);
    else if (isSystemError(error)) onUnreadable(input.name, `cannot be read (${error.code})`);
    else throw error;
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === 'string';
}

const lineEnd = Buffer.from('\n');

/** A body is taken as JSON Lines by its first line, so one that is JSON goes to the front. */
function pieceOfLines(lines: { bytes: Buffer; place: Place }[], category: string | undefined): Piece {
  const good = lines.findIndex(({ bytes }) => isJson(bytes));
  const ordered =
    good > 0 ? [...lines.slice(good, good + 1), ...lines.slice(0, good), ...lines.slice(good + 1)] : lines;
  const body = Buffer.concat(ordered.flatMap(({ bytes }) => [bytes, lineEnd]));
  return { category, kind: good < 0 ? 'unreadable' : 'lines', body, places: ordered.map(({ place }) => place) };
}
