/** How a run ends: as a row of its own, or as one more time of the item that runs share which find nothing to do. */
import type { Operation, Stored } from '../storage/table-store.ts';
import type { Run } from './run.ts';
import { quietId } from './run-id.ts';
import { type RunRow, runRow, untagged } from './run-row.ts';

/** `quiet-{kind}`: how the newest run of the kind ended, and the newest that found nothing to do, one after the other. */
export interface QuietRow extends RunRow {
  /** How many there were; 0: none yet. */
  readonly times: number;
  /** When the first of them began. */
  readonly since: string;
  /** The id that the newest of them had. */
  readonly newest: string;
  /** `done`, or the class of the failure, of the newest run of the kind, whether it is among these or not. */
  readonly last: string;
  /** Whether the next one that ends so is one of these: nothing else happened in between. */
  readonly open: boolean;
}

/**
 * What ends a run whose row is `held`. A run by a timer is quiet when it did nothing and did not fail, or failed as the one
 * before did; the first failure is an item of its own, and so is what happened while there is something to tell.
 */
export function endingOf(held: Stored<RunRow>, ended: Run, quiet: Stored<QuietRow> | undefined): readonly Operation[] {
  const last = hasFailures(ended) ? (ended.reason?.class ?? 'internal') : 'done';
  const isQuiet = ended.by === 'timer' && !didSomething(ended) && (last === 'done' || quiet?.last === last);
  const whole = { ...runRow(ended), holder: held.holder };
  if (!isQuiet) {
    const note = quiet ? { ...untagged(quiet), last, open: false } : quietRow(ended, { times: 0, last, open: false });
    return [{ kind: 'replace', entity: whole, etag: held.etag }, written(note, quiet)];
  }
  const goesOn = quiet?.open && quiet.last === last;
  const streak = goesOn ? { times: quiet.times + 1, since: quiet.since } : { times: 1 };
  return [
    { kind: 'delete', partitionKey: held.partitionKey, rowKey: held.rowKey, etag: held.etag },
    written(quietRow(ended, { ...streak, last, open: true }), quiet),
    // How long it failed is worth a row; that it found nothing to do is not.
    ...(quiet && !goesOn && quiet.times > 0 && hasFailures({ state: quiet.state, counts: quiet })
      ? [failuresKept(quiet)]
      : []),
  ];
}

type Streak = Pick<QuietRow, 'times' | 'last' | 'open'> & { readonly since?: string };

function quietRow(run: Run, streak: Streak): QuietRow {
  return { ...runRow(run), rowKey: quietId(run.kind), newest: run.id, since: run.started, ...streak };
}

function written(entity: QuietRow, known: Stored<QuietRow> | undefined): Operation {
  return known ? { kind: 'replace', entity, etag: known.etag } : { kind: 'insert', entity };
}

function failuresKept(quiet: Stored<QuietRow>): Operation {
  return { kind: 'insert', entity: { ...untagged(quiet), rowKey: quiet.newest } };
}

/** Also where only a part of the work could not be done. */
function hasFailures({ state, counts }: Pick<Run, 'state' | 'counts'>): boolean {
  return state === 'failed' || counts.failed > 0;
}

function didSomething({ counts: { failed: _, ...counts } }: Run): boolean {
  return Object.values(counts).some((count) => count > 0);
}
