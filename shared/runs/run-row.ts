/** A run as a row of the table `Runs`, and back. */
import type { Entity, Stored } from '../storage/table-store.ts';
import { isLapsed } from './leases.ts';
import type { Run, RunCounts, RunReason, RunState } from './run.ts';
import type { RunKind } from './run-kinds.ts';

/**
 * All rows are of one partition, so that a run, what says that one of its kind is open, and the item that quiet runs share
 * change together: rows `{run id}`, `open-{kind}` and `quiet-{kind}`.
 */
export const runsPlace = { table: 'Runs', partition: 'runs' } as const;

const longestWords = 2_000;

/** Instants are ISO texts. */
export interface RunRow extends Entity, RunCounts {
  readonly kind: RunKind;
  readonly state: Run['state'];
  readonly started: string;
  readonly ended?: string | undefined;
  readonly by: string;
  readonly reasonClass?: RunReason['class'] | undefined;
  readonly reasonWords?: string | undefined;
  /** JSON. */
  readonly progress?: string | undefined;
  readonly next?: string | undefined;
  /** Who works on it, or did last: a random id for each execution. */
  readonly holder?: string | undefined;
  /** Until when nobody else may; absent: nobody works on it. */
  readonly leaseUntil?: string | undefined;
  /** A long run does not go on before. */
  readonly waitUntil?: string | undefined;
  /** When its last slice was stored. */
  readonly advanced?: string | undefined;
  /** How many slices in a row threw. */
  readonly throws?: number | undefined;
}

/** `open-{kind}`: there while a run of the kind is under way. */
export interface OpenRow extends Entity {
  readonly run: string;
  readonly since: string;
  readonly by: string;
}

export function openKey(kind: RunKind): string {
  return `open-${kind}`;
}

/** The row of a run; nobody holds it. */
export function runRow(run: Run): RunRow {
  return {
    partitionKey: runsPlace.partition,
    rowKey: run.id,
    v: 1,
    kind: run.kind,
    state: run.state,
    started: run.started,
    ended: run.ended,
    by: run.by,
    ...run.counts,
    reasonClass: run.reason?.class,
    reasonWords: run.reason?.words.slice(0, longestWords),
    progress: run.progress && JSON.stringify(run.progress),
    next: run.next && JSON.stringify(run.next),
  };
}

/** The run of a row. A timer's run that lost its process is shown as what it is, also before the next one ends it. */
export function runOf(row: RunRow, now: Date): Run {
  const { examined, stored, duplicate, skipped, rejected, failed } = row;
  const run: Run = {
    id: row.rowKey,
    kind: row.kind,
    state: row.state,
    started: row.started,
    ...(row.ended === undefined ? {} : { ended: row.ended }),
    by: row.by,
    counts: { examined, stored, duplicate, skipped, rejected, failed },
    ...(row.reasonClass === undefined ? {} : { reason: { class: row.reasonClass, words: row.reasonWords ?? '' } }),
    ...(row.progress === undefined ? {} : { progress: stateOf(row.progress) }),
    ...(row.next === undefined ? {} : { next: stateOf(row.next) }),
  };
  return isLapsed(row, now) ? interrupted(run, row.leaseUntil ?? row.started) : run;
}

/** A row without the tag it was read with, as it is written again. */
export function untagged<Row extends Entity>({ etag: _, ...row }: Stored<Row>): Row {
  return row as unknown as Row;
}

function interrupted(run: Run, ended: string): Run {
  const words = 'The process that worked on it ended, or lost its storage, before it was done.';
  return { ...run, state: 'failed', ended, reason: { class: 'interrupted', words } };
}

function stateOf(text: string): RunState {
  return JSON.parse(text) as RunState;
}
