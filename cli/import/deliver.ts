/** Sends a piece until it is durable or it is clear that it will not be. Sending again is harmless. */
import { setTimeout as byTheClock } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { failureOf, problemIn } from '../failure-of.ts';
import { type Got, request } from '../request.ts';
import type { Target } from '../target.ts';
import { type Answer, answerFacts, type Delivered } from './delivered.ts';
import type { Piece } from './pieces.ts';

const compress = promisify(gzip);

const mostTries = 8;
const firstWaitMs = 500;
const longestWaitMs = 30_000;
/** What passes by itself: a server that starts, is busy, or was cut off. */
const passing = new Set([408, 429, 500, 502, 503, 504]);

/** Sends pieces to one Commlog; what it learned of it from one piece holds for the next. */
export function deliverer(target: Target, wait: (ms: number) => Promise<unknown> = byTheClock) {
  let reached = false;
  return async (piece: Piece): Promise<Delivered> => {
    const asked = await requestOf(piece, target);
    let storedBefore = 0;
    for (let tries = 1; ; tries++) {
      const got = await request(target, asked);
      reached ||= got.kind === 'answer';
      const answer =
        got.kind === 'answer' ? answerFacts.partial({ outcomes: true }).safeParse(got.value).data : undefined;
      if (got.kind === 'answer' && got.status === 200) {
        if (answer?.outcomes) return { kind: 'answer', answer: withEarlier(answer as Answer, storedBefore) };
        return { kind: 'stopped', words: failureOf(got, target, 'COMMLOG_INGEST_KEY').words };
      }
      if (!isPassing(got) || (got.kind === 'unreachable' && !reached)) return givenUp(got, target);
      const stored = answer?.stored ?? 0;
      storedBefore += stored;
      // What got further was not in vain, however often it takes.
      if (stored > 0) tries = 1;
      if (tries >= mostTries) return { kind: 'stopped', words: givenUp(got, target).words };
      const retryAfter = got.kind === 'answer' ? got.retryAfter : undefined;
      await wait(retryAfter === undefined ? backOff(tries) : Math.min(retryAfter, 300) * 1000);
    }
  };
}

async function requestOf({ category, body, kind }: Piece, { local }: Target) {
  // Compressing costs more than it saves where nothing has to travel.
  const packed = local ? body : await compress(body, { level: 5 });
  return {
    method: 'POST',
    path: category === undefined ? '/ingest' : (`/ingest/${category}` as const),
    headers: {
      'content-type': kind === 'lines' ? 'application/x-ndjson' : 'application/json',
      'commlog-source': 'import',
      ...(local ? {} : { 'content-encoding': 'gzip' }),
    },
    body: packed,
  } as const;
}

/** Records that an earlier try stored come back as duplicates of themselves. */
function withEarlier(answer: Answer, storedBefore: number): Answer {
  const own = Math.min(storedBefore, answer.duplicate);
  return { ...answer, stored: answer.stored + own, duplicate: answer.duplicate - own };
}

function isPassing(got: Got): boolean {
  if (got.kind === 'unreachable') return true;
  return passing.has(got.status) && problemIn(got.value)?.code !== 'settings-invalid';
}

/** A piece that cannot be read is that piece's fault; all else would meet the next one too. */
function givenUp(got: Got, target: Target): Extract<Delivered, { words: string }> {
  const { words } = failureOf(got, target, 'COMMLOG_INGEST_KEY');
  const own = got.kind === 'answer' && (got.status === 400 || got.status === 413) && problemIn(got.value) !== undefined;
  return { kind: own ? 'refused' : 'stopped', words };
}

/** Doubles, with up to half taken off so that several do not come back at once. */
function backOff(tries: number): number {
  return Math.min(longestWaitMs, firstWaitMs * 2 ** (tries - 1)) * (1 - Math.random() / 2);
}
