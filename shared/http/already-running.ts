/** The answer to whoever starts what is under way already. */
import type { Run } from '../runs/run.ts';
import { type Problem, problem } from './problems.ts';

/** 409, with the run under way, since when, and by whom: `{run, since, by}`, and in words. `what`: where the kind says little. */
export function alreadyRunning({ id, kind, started, by }: Run, now: Date, what: string = kind): Problem {
  const article = /^[aeiou]/.test(what) ? 'An' : 'A';
  const today = started.slice(0, 10) === now.toISOString().slice(0, 10);
  const since = `${today ? '' : `${started.slice(0, 10)} `}${started.slice(11, 16)} UTC`;
  const who = by === 'timer' ? 'the timer' : by;
  return problem('already-running', {
    detail: `${article} ${what} is under way since ${since}, started by ${who}. GET /api/runs/${id} shows how far it is.`,
    extra: { run: id, since: started, by },
  });
}
