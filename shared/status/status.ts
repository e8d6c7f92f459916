/** Whether ANY records arrive: what the status says, made of what is known. */
import type { Latest } from '../arrivals/latest.ts';
import { itemStatuses } from './item-statuses.ts';
import { type LastError, newestOf } from './last-error.ts';
import { judgeRoad } from './road-status.ts';
import type { Road } from './roads.ts';
import { type Fault, statusSentence } from './status-sentence.ts';

export type State = 'ok' | 'never' | 'failing' | 'paused';

export interface RoadStatus {
  readonly source: string;
  readonly state: State;
  /** ISO instants, here and below. */
  readonly newest: string | null;
  /** When Commlog itself looked there; null where others send. */
  readonly lookedAt: string | null;
  readonly lastError: LastError | null;
}

export interface ItemStatus {
  /** Empty where the records name none. */
  readonly resource: string;
  readonly category: string;
  readonly source: string;
  readonly state: State;
  readonly newest: string | null;
  readonly lastError: LastError | null;
}

export interface Status {
  /** Whether ANY records arrive, in one sentence. */
  readonly answer: string;
  readonly state: State;
  /** `unavailable`: storage could not be asked; then nothing else says anything. */
  readonly storage: 'ok' | 'unavailable';
  readonly checkedAt: string;
  readonly newest: string | null;
  readonly roads: readonly RoadStatus[];
  readonly items: readonly ItemStatus[];
}

export interface StatusFacts {
  readonly latest: Latest;
  /** Slugs of the categories that are switched off. */
  readonly off: ReadonlySet<string>;
  readonly roads: readonly Road[];
  readonly now: Date;
  /** An IANA time zone. */
  readonly zone: string;
  /** How long nothing may arrive, in ms. */
  readonly silenceMs: number;
}

export function statusOf(facts: StatusFacts): Status {
  const { latest, off, now, silenceMs } = facts;
  const judged = facts.roads.map((road) => judgeRoad(road, facts));
  const newestAt = newestOf(latest.arrivals.map(({ at }) => at));
  const newest = newestAt === undefined ? undefined : new Date(newestAt);
  const silent = newest !== undefined && now.getTime() - newest.getTime() >= silenceMs;
  const allOff = newest !== undefined && latest.arrivals.every(({ slug }) => off.has(slug));
  const faults = judged.flatMap(({ road, look, status }): Fault[] =>
    look && (look.class === 'nothing' || status.state === 'failing')
      ? [{ road: road.name, class: look.class, since: new Date(look.since) }]
      : [],
  );
  // Whoever sends garbage does not stop the others: that is said, but nothing fails by it.
  const broken = judged.some(({ look, status }) => look?.ended === 'failed' && status.state === 'failing');
  const arriving = newest === undefined ? 'never' : silent ? (allOff ? 'paused' : 'failing') : 'ok';
  return {
    answer: statusSentence({ ...facts, newest, silent, allOff, faults }),
    state: broken ? 'failing' : arriving,
    storage: 'ok',
    checkedAt: now.toISOString(),
    newest: newestAt ?? null,
    roads: judged.map(({ status }) => status),
    items: itemStatuses(facts, new Map(judged.map((one) => [one.road.source, one]))),
  };
}
