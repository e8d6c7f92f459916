/** Examines an installation: all checks together, each bounded in time, none able to spoil the others. */
import { failureFacts } from '../failure-facts.ts';
import type { Services } from '../services.ts';
import { readStatus } from '../status/read-status.ts';
import type { Status } from '../status/status.ts';
import { StorageUnavailable } from '../storage/table-store.ts';
import type { Check, CheckState, Examination, Fault, Found } from './check.ts';
import { checks as allChecks } from './checks.ts';
import { commonFaults } from './common-faults.ts';

/** How a check came out, as answers show it. */
export interface Finding {
  readonly check: string;
  readonly title: string;
  readonly state: CheckState;
  readonly finding: string;
  /** What to do; absent where all is well. */
  readonly remedy?: string;
}

export interface ExamineOptions {
  readonly checks?: Readonly<Record<string, Check>>;
  /** How long each check may take, in ms; storage is asked again for about six seconds until it is given up. */
  readonly patienceMs?: number;
}

/** In the order of the table. Never throws. */
export async function examineInstallation(
  services: Services,
  { checks = allChecks, patienceMs = 8_000 }: ExamineOptions = {},
): Promise<Finding[]> {
  let asked: Promise<Status> | undefined;
  const status = () => {
    asked ??= readStatus(services);
    return asked;
  };
  return Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const { finding, fault } = await foundBy(check, { services, status }, patienceMs);
      const facts = { check: name, title: check.title };
      if (fault === undefined) return { ...facts, state: 'ok', finding };
      const { state, remedy } = faultOf(check, fault);
      return { ...facts, state, finding, remedy: typeof remedy === 'string' ? remedy : remedy(services) };
    }),
  );
}

function faultOf(check: Check, name: string): Fault {
  if (name === 'late' && check.late !== undefined) return { ...commonFaults.late, remedy: check.late };
  const fault = check.faults[name] ?? (commonFaults as Readonly<Record<string, Fault>>)[name];
  if (fault === undefined) throw new Error(`The check "${check.title}" has no fault "${name}".`);
  return fault;
}

/** What it found, or why it did not. */
async function foundBy(check: Check, asking: Omit<Examination, 'signal'>, patienceMs: number): Promise<Found> {
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Found>((resolve) => {
    timer = setTimeout(() => {
      resolve({ fault: 'late', finding: `It did not answer within ${Math.round(patienceMs / 1000)} seconds.` });
    }, patienceMs);
  });
  try {
    return await Promise.race([check.examine({ ...asking, signal: ending.signal }), late]);
  } catch (thrown) {
    if (thrown instanceof StorageUnavailable)
      return { fault: 'storage', finding: 'Nothing can be said about it: our own storage does not answer.' };
    return { fault: 'internal', finding: `The check itself failed (${kindOf(thrown)}).` };
  } finally {
    clearTimeout(timer);
    ending.abort();
  }
}

/** Kind and function of an error; its message could repeat what it was given. */
function kindOf(thrown: unknown): string {
  const { name, code, at } = failureFacts(thrown);
  const place = /^at (?:async )?([\w.$]+) \(/.exec(at[0] ?? '')?.[1];
  return `${code ?? name}${place === undefined ? '' : ` in ${place}`}`;
}
