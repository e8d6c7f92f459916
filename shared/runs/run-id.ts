/** Ids of runs: they spell out start and kind, and sort newest first. */
import { randomBytes } from 'node:crypto';
import { invertedTime } from '../storage/keys.ts';
import { type RunKind, runKinds } from './run-kinds.ts';

/** All kinds, in the order of the table. */
export const runKindNames = Object.keys(runKinds) as readonly RunKind[];

export function isRunKind(text: string): text is RunKind {
  return Object.hasOwn(runKinds, text);
}

/** A new id: `{inverted ms of the start, 14 digits}-{kind}-{8 hex}`. */
export function newRunId(kind: RunKind, started: Date): string {
  return `${invertedTime(started.getTime())}-${kind}-${randomBytes(4).toString('hex')}`;
}

/** What an id says, its start in ms; undefined when the text is none. */
export function readRunId(id: string): { readonly kind: RunKind; readonly started: number } | undefined {
  const [, inverted, kind = ''] = /^(\d{14})-([a-z-]+)-[0-9a-f]{8}$/.exec(id) ?? [];
  if (inverted === undefined || !isRunKind(kind)) return undefined;
  return { kind, started: Number(invertedTime(Number(inverted))) };
}

/** The id of the item that runs of a kind share while they find nothing to do. */
export function quietId(kind: RunKind): string {
  return `quiet-${kind}`;
}
