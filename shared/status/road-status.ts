/** How one road is: its newest arrival, when it was looked at, its last error. */
import { type FaultyLook, faultyLookOf, lastErrorOf, newestOf } from './last-error.ts';
import type { Road } from './roads.ts';
import type { RoadStatus, StatusFacts } from './status.ts';

/** A road with its look that failed, if that holds. */
export interface JudgedRoad {
  readonly road: Road;
  readonly status: RoadStatus;
  readonly look: FaultyLook | undefined;
}

export function judgeRoad(road: Road, { latest, now, silenceMs }: StatusFacts): JudgedRoad {
  const { source } = road;
  const newest = newestOf(latest.arrivals.filter((row) => row.source === source).map(({ at }) => at));
  const looks = latest.looks.filter((row) => row.source === source);
  // Where one category could be asked for, the road works.
  const ofRoad = looks.filter(({ slug, ended }) => slug === '' || ended === 'succeeded');
  const look = faultyLookOf(ofRoad, newest);
  const isFresh = look !== undefined && now.getTime() - Date.parse(look.at) < silenceMs;
  // Where a road is no longer set up, nobody looks any more; what was rejected once is forgotten after a while.
  const counts = look?.ended === 'failed' ? road.setting !== 'unset' : isFresh;
  const failing = look !== undefined && look.class !== 'nothing' && counts;
  const lookedAt = newestOf(looks.filter(({ ended }) => ended !== 'rejected').map(({ at }) => at));
  const status: RoadStatus = {
    source,
    state: failing ? 'failing' : newest === undefined ? 'never' : 'ok',
    newest: newest ?? null,
    lookedAt: lookedAt ?? null,
    lastError: lastErrorOf(look),
  };
  return { road, look, status };
}
