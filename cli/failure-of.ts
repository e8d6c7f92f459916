/** Turns an answer that is no success into a sentence that says what to do. */
import { z } from 'zod';
import type { Got } from './request.ts';
import type { Failure } from './surroundings.ts';
import type { Target } from './target.ts';

const problemFacts = z.looseObject({
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
});
export type ProblemFacts = z.infer<typeof problemFacts>;

/** The problem that an answer holds, if it is Commlog's. */
export function problemIn(value: unknown): ProblemFacts | undefined {
  return problemFacts.safeParse(value).data;
}

/** `setting` names the key that the operation needs. The caller's mistakes have status 2. */
export function failureOf(got: Got, target: Target, setting: 'COMMLOG_KEY' | 'COMMLOG_INGEST_KEY'): Failure {
  if (got.kind === 'unreachable') return { words: unreachable(got.code, target), status: 1 };
  const problem = problemIn(got.value);
  const { status } = got;
  if (status < 300)
    return {
      words: `${target.url} (${target.origin}) answers, but not as Commlog does; is the address right?`,
      status: 1,
    };
  if (status === 401) return { words: refused(target, setting), status: 1 };
  if (status === 403 && problem) {
    const words = `${setting} may not do this (${problem.detail}); use a key with a role that may.`;
    return { words, status: 1 };
  }
  if (status === 404 && !problem) {
    const words = `${target.url} (${target.origin}) answers, but is no Commlog (404). Is the address right?`;
    return { words, status: 1 };
  }
  if (problem?.code === 'settings-invalid') {
    return { words: `the settings of ${target.url} are wrong; ${target.url}/api/health names each.`, status: 1 };
  }
  if (!problem) return { words: `${target.url} answered ${status} and nothing else; its log may say why.`, status: 1 };
  const issues = problem.issues.map(({ path, message }) => `\n  ${path === '' ? '' : `${path}: `}${message}`);
  return { words: `${problem.title}. ${problem.detail}${issues.join('')}`, status: status === 400 ? 2 : 1 };
}

function unreachable(code: string, { url, origin, announcedIn, local }: Target): string {
  const nothing = code === 'ECONNREFUSED' ? `nothing answers at ${url}` : `${url} cannot be reached (${code})`;
  if (!local) return `${nothing} (${origin}); is the address right?`;
  const other = 'name another with --data or --url';
  if (announcedIn === undefined) return `${nothing} (${origin}); start it with "npm start", or ${other}.`;
  const why = `${announcedIn} announces it, but the Commlog that wrote that file runs no more`;
  return `${nothing}: ${why}. Start it again with "npm start" on its folder, or ${other}.`;
}

function refused({ url, key, ingestKey }: Target, setting: 'COMMLOG_KEY' | 'COMMLOG_INGEST_KEY'): string {
  const present = setting === 'COMMLOG_KEY' ? key : ingestKey;
  const wanted =
    setting === 'COMMLOG_KEY'
      ? 'an API key, which "commlog key create" makes'
      : 'a Functions key, which the portal shows under "App keys"';
  if (present === undefined) return `${url} wants a key; set ${setting} to ${wanted}.`;
  return `${url} does not know the key in ${setting}; set it to ${wanted}.`;
}
