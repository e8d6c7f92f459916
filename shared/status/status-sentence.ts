/** The first line of the status: whether ANY records arrive, in one sentence. */
import { type FailureClass, failureClasses } from '../source-failure.ts';
import { lasting } from './lasting.ts';
import { writtenTime } from './written-time.ts';

/** A road that does not work. */
export interface Fault {
  /** As a sentence names the road. */
  readonly road: string;
  readonly class: FailureClass;
  readonly since: Date;
}

export interface SentenceFacts {
  /** The newest arrival of all. */
  readonly newest: Date | undefined;
  /** It is longer ago than silence may last. */
  readonly silent: boolean;
  /** Every category that ever arrived is switched off. */
  readonly allOff: boolean;
  readonly faults: readonly Fault[];
  readonly now: Date;
  /** An IANA time zone. */
  readonly zone: string;
}

export const cannotSay = 'Cannot say – storage does not answer';

export function statusSentence({ newest, silent, allOff, faults, now, zone }: SentenceFacts): string {
  const written = (at: Date) => writtenTime(at, now, zone);
  if (newest === undefined) {
    const telling = faults.filter((fault) => fault.class !== 'nothing');
    return `No – nothing has ever arrived: ${reasons(telling) || 'connect a road (README, "Roads in")'}`;
  }
  const age = lasting(now.getTime() - newest.getTime());
  if (!silent) {
    const telling = faults.filter((fault) => fault.class !== 'nothing');
    const but = reasons(telling, ({ since }) => ` since ${written(since)}`);
    return `Yes – newest ${age} ago${but === '' ? '' : `; but ${but}`}`;
  }
  if (allOff) return `No – whatever arrived is switched off; newest ${written(newest)} (${age})`;
  return `No – nothing since ${written(newest)} (${age}): ${reasons(faults) || 'no road reports a failure'}`;
}

function reasons(faults: readonly Fault[], more: (fault: Fault) => string = () => ''): string {
  return faults.map((fault) => `${fault.road} ${failureClasses[fault.class]}${more(fault)}`).join(', and ');
}
