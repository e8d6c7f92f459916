/** What an operation by hand did, in numbers and in words. */
import type { RunCounts, RunState } from '../../runs/run.ts';
import type { ByHandState } from './by-hand-state.ts';
import type { Deleting } from './deleting.ts';
import type { Generating } from './generating.ts';
import type { Regenerating } from './regenerating.ts';

/** What is under way, as whoever starts another is told. */
export const operationNames: Readonly<Record<ByHandState['operation'], string>> = {
  generate: 'generation of communications',
  delete: 'deletion of communications',
  regenerate: 'regeneration of communications',
};

type Counts = Pick<RunCounts, 'examined' | 'stored' | 'duplicate' | 'skipped' | 'failed'>;

/** What one slice added; `stored`: communications made or changed, `duplicate`: those that were right already. */
export function countsSince(before: ByHandState, after: ByHandState): Counts {
  const [old, now] = [countsOf(before), countsOf(after)];
  const names = Object.keys(now) as (keyof Counts)[];
  return Object.fromEntries(names.map((name) => [name, now[name] - old[name]])) as unknown as Counts;
}

function countsOf(state: ByHandState): Counts {
  if (state.operation === 'generate') return generatingCounts(state.work);
  if (state.operation === 'delete') {
    const { met, failed } = state.work;
    return { examined: met, stored: 0, duplicate: 0, skipped: 0, failed };
  }
  const { met, changed, same, gone, failed, generating } = state.work;
  const then = generatingCounts(generating);
  return {
    examined: met + then.examined,
    stored: changed + then.stored,
    duplicate: same + then.duplicate,
    skipped: gone + then.skipped,
    failed: failed + then.failed,
  };
}

function generatingCounts({ tally: { examined, produced, same, nothing, failed } }: Generating): Counts {
  return { examined, stored: produced, duplicate: same, skipped: nothing, failed };
}

/** For people: how far it is. `ended`: no record is left to take. */
export function progressOf(state: ByHandState, ended: boolean): RunState {
  const { operation } = state;
  if (operation === 'generate') return { operation, ...generatingProgress(state.work, ended) };
  if (operation === 'delete') {
    const { met, deleted, failed, dryRun } = state.work;
    return { operation, communications: met, ...(dryRun ? { dryRun } : { deleted, failed }) };
  }
  const { met, changed, same, failed, dryRun, generating } = state.work;
  const again = { communications: met, ...(dryRun ? {} : { changed, same, failed }) };
  return { operation, again, generate: generatingProgress(generating, ended) };
}

/** `stuck`: they began and never ended. */
export function generatingProgress({ tally, dryRun }: Generating, ended: boolean): RunState {
  const { examined, passed, met, produced, waiting, unnamed, stale, failed } = tally;
  if (dryRun) return { examined, passed, communications: met, dryRun };
  const made = { examined, passed, produced, waiting: waiting + unnamed, stuck: stale, failed };
  return ended ? { ...made, remaining: 0 } : made;
}

export function wordsOf(state: ByHandState, ended: boolean): string {
  if (state.operation === 'delete') return deletingWords(state.work);
  if (state.operation === 'regenerate') return regeneratingWords(state.work);
  const rest = ended ? ['no record is left that is in none'] : [];
  return sentence(...generatingWords(state.work), ...rest);
}

export function generatingWords({ tally, dryRun }: Generating): string[] {
  const { examined, met, produced, waiting, unnamed, stale, failed } = tally;
  const looked = `${many(examined, 'record')} looked at`;
  if (dryRun) return [looked, `${many(met, 'communication')} would be made`, 'nothing was changed'];
  return [
    looked,
    `${many(produced, 'communication')} made`,
    ...(waiting > 0 ? [`${waits(waiting)} for ${waiting === 1 ? 'its' : 'their'} end`] : []),
    ...(unnamed > 0 ? [`${waits(unnamed)} for the directory`] : []),
    ...(stale > 0 ? [`${number(stale)} began and never ended`] : []),
    ...(failed > 0 ? [`${number(failed)} could not be made: the log says why`] : []),
  ];
}

function deletingWords({ met, deleted, failed, dryRun }: Deleting): string {
  if (dryRun) return sentence(`${many(met, 'communication')} would be deleted`, 'nothing was changed');
  return sentence(
    `${many(deleted, 'communication')} deleted`,
    ...(failed > 0 ? [`${number(failed)} could not be deleted: the log says why`] : []),
    'generate makes them again, with the same ids',
  );
}

function regeneratingWords(work: Regenerating): string {
  const { met, changed, gone, failed, namesKept, dryRun, generating } = work;
  if (dryRun)
    return `${sentence(`${many(met, 'communication')} would be gathered again`)} ${sentence(...generatingWords(generating))}`;
  const again = sentence(
    `${many(met, 'communication')} gathered again`,
    `${number(changed)} changed`,
    ...(gone > 0 ? [`${number(gone)} had gone`] : []),
    ...(failed > 0 ? [`${number(failed)} stayed as they were: the log says why`] : []),
  );
  const kept = namesKept ? ' The directory could not be read: names stayed as they were; regenerate again later.' : '';
  return `${again} ${sentence(...generatingWords(generating))}${kept}`;
}

const number = (count: number): string => count.toLocaleString('en-US');
const many = (count: number, what: string): string => `${number(count)} ${what}${count === 1 ? '' : 's'}`;
const waits = (count: number): string => `${number(count)} ${count === 1 ? 'waits' : 'wait'}`;

function sentence(...parts: readonly string[]): string {
  return `${parts.join(', ')}.`;
}
