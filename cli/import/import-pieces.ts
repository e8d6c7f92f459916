/** Takes pieces to where they go, a few at a time, and counts what becomes of them. */
import type { Answer, Delivered, Outcome } from './delivered.ts';
import { countOf } from './delivered.ts';
import type { Piece } from './pieces.ts';
import type { Progress } from './progress.ts';
import { rehearser } from './rehearse.ts';
import type { Tally } from './tally.ts';

export interface Importing {
  readonly deliver: (piece: Piece) => Promise<Delivered>;
  readonly counts: Tally;
  readonly progress: Progress;
  readonly onUnreadable: (file: string, why: string) => void;
  /** Pieces under way at once; more are not read, so memory stays flat. */
  readonly inFlight: number;
}

/** Gives in words why it stopped before the end; undefined when all were taken. Waits for what is under way. */
export async function importPieces(pieces: AsyncIterable<Piece>, importing: Importing): Promise<string | undefined> {
  const underWay = new Set<Promise<void>>();
  let stopped: string | undefined;
  const take = async (piece: Piece) => {
    const delivered = piece.kind === 'unreadable' ? allRejected(piece) : await importing.deliver(piece);
    if (delivered.kind === 'stopped') stopped ??= delivered.words;
    else await settle(piece, delivered, importing);
  };
  for await (const piece of pieces) {
    const taken: Promise<void> = take(piece).finally(() => underWay.delete(taken));
    underWay.add(taken);
    if (underWay.size >= importing.inFlight) await Promise.race(underWay);
    if (stopped !== undefined) break;
  }
  await Promise.all(underWay);
  return stopped;
}

async function settle(
  piece: Piece,
  delivered: Exclude<Delivered, { kind: 'stopped' }>,
  { counts, progress, onUnreadable }: Importing,
): Promise<void> {
  if (delivered.kind === 'refused') {
    const [first] = piece.places;
    onUnreadable(first?.file ?? '', `was not taken: ${delivered.words}`);
    return;
  }
  const { answer } = delivered;
  counts.add(piece, answer, counts.wantsReasons ? await reasonsOf(piece, answer) : undefined);
  progress.settled(answer.received);
}

/** An answer lists no more than a thousand; what is wrong with the others can be found here just as well. */
async function reasonsOf(piece: Piece, answer: Answer): Promise<readonly Outcome[]> {
  const listed = answer.outcomes.filter(({ outcome }) => countOf(outcome) === 'rejected').length;
  if (listed >= answer.rejected) return answer.outcomes;
  const rehearsed = await rehearser()(piece);
  return rehearsed.kind === 'answer' ? rehearsed.answer.outcomes : answer.outcomes;
}

function allRejected({ places }: Piece): Delivered {
  const outcomes = places.map((_, index) => ({
    index,
    outcome: 'NOLOG_INVALID',
    issues: [{ path: `[${index}]`, message: 'not JSON' }],
  }));
  const rejected = places.length;
  return { kind: 'answer', answer: { received: rejected, stored: 0, duplicate: 0, skipped: 0, rejected, outcomes } };
}
