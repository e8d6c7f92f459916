/** Asks Commlog to begin a run, and follows it to its end or says where it can be seen. */
import { failureOf } from './failure-of.ts';
import { type FollowedRun, followRun, runIn } from './follow-run.ts';
import { request } from './request.ts';
import { type ExitStatus, fail, type Surroundings } from './surroundings.ts';
import type { Target } from './target.ts';

export interface Beginning {
  readonly path: `/${string}`;
  /** Written as JSON. */
  readonly body: object;
  /** Completes "… failed". */
  readonly name: string;
  /** Whether to follow it. */
  readonly wait: boolean;
}

/** 0: it has done what it was begun for, or, without waiting, was begun. 1: it was not, or failed. */
export async function beginRun(
  surroundings: Surroundings,
  target: Target,
  { path, body, name, wait }: Beginning,
): Promise<ExitStatus> {
  const got = await request(target, {
    ...{ method: 'POST', path, headers: { 'content-type': 'application/json' } },
    body: new TextEncoder().encode(JSON.stringify(body)),
  });
  const begun = runIn(got, 202);
  if (!begun) return fail(surroundings, failureOf(got, target, 'COMMLOG_KEY'));
  if (wait) {
    surroundings.stderr.write(`Begun: run ${begun.id}\n`);
    return followRun(surroundings, target, begun, { name, lineOf });
  }
  const address = `${target.url}/api/runs/${encodeURIComponent(begun.id)}`;
  surroundings.stdout.write(`Begun: run ${begun.id}\nHow far it is: ${address}\n`);
  return 0;
}

/** The numbers of its progress by their names, those of a part behind the part's: `again: 3 communications, 1 changed`. */
function lineOf({ progress, examined }: FollowedRun): string {
  if (!progress || examined === 0) return 'Waiting for its first slice.';
  return `${numbersIn(progress)}.`;
}

function numbersIn(facts: object): string {
  const told: string[] = [];
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value === 'number') told.push(`${value.toLocaleString('en-US')} ${name}`);
    else if (typeof value === 'object' && value !== null) told.push(`${name}: ${numbersIn(value)}`);
  }
  return told.join(', ');
}
