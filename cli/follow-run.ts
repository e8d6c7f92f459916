/** Follows a run that was begun, to its end: shows how far it is, and says how it ended. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { failureOf } from './failure-of.ts';
import { type Got, request } from './request.ts';
import { type ExitStatus, fail, type Surroundings } from './surroundings.ts';
import type { Target } from './target.ts';
import { printable } from './text-table.ts';

const run = z.looseObject({
  id: z.string(),
  state: z.string(),
  examined: z.number(),
  stored: z.number(),
  duplicate: z.number(),
  skipped: z.number(),
  rejected: z.number(),
  failed: z.number(),
  reason: z.object({ class: z.string(), words: z.string() }).nullable(),
  progress: z.record(z.string(), z.unknown()).nullable().catch(null),
});
export type FollowedRun = z.infer<typeof run>;

/** How one kind of run is told. */
export interface Telling {
  /** Completes "commlog: … failed." */
  readonly name: string;
  /** How far it is. */
  readonly lineOf: (run: FollowedRun) => string;
  /** What it did, line by line, beside its reason; absent: the reason says it. */
  readonly countsOf?: (run: FollowedRun) => string;
}

/** Between two looks at the run; it goes on once a minute, slice after slice. */
const lookEveryMs = 5_000;
/** So many looks in a row may fail before following ends. */
const mostFailures = 5;

/** The run that an answer with this status holds. */
export function runIn(got: Got, status: number): FollowedRun | undefined {
  return got.kind === 'answer' && got.status === status ? run.safeParse(got.value).data : undefined;
}

/** 0: it has done what it was begun for. 1: it failed, or cannot be seen any more. */
export async function followRun(
  surroundings: Surroundings,
  target: Target,
  begun: FollowedRun,
  { name, lineOf, countsOf }: Telling,
): Promise<ExitStatus> {
  const { stdout, stderr, wait = sleep } = surroundings;
  let shown = '';
  let failures = 0;
  for (let known = begun; ; ) {
    if (known.state === 'done' || known.state === 'failed') {
      const words = known.reason === null ? '' : printable(known.reason.words);
      if (countsOf) stdout.write(`${countsOf(known)}\n`);
      if (known.state === 'failed') return fail(surroundings, { words: `${name} failed. ${words}`.trim(), status: 1 });
      if (words !== '') stdout.write(`${words}\n`);
      return 0;
    }
    const line = printable(lineOf(known));
    if (line !== shown) stderr.write(`${line}\n`);
    shown = line;
    await wait(lookEveryMs);
    const got = await request(target, { method: 'GET', path: `/runs/${encodeURIComponent(begun.id)}` });
    const next = runIn(got, 200);
    failures = next ? 0 : failures + 1;
    if (failures === mostFailures) return fail(surroundings, failureOf(got, target, 'COMMLOG_KEY'));
    known = next ?? known;
  }
}
