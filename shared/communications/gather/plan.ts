/** What is to stand of a communication, worked out from what was surveyed; nothing is written. */
import { keyKinds } from '../../categories/part.ts';
import type { Services } from '../../services.ts';
import type { Key, KeyPlace } from '../../storage/communication-keys.ts';
import type { Communication } from '../communication.ts';
import { communicationOf, type Folding } from '../communication-of.ts';
import { askDirectory } from './ask-directory.ts';
import type { Member } from './closure.ts';
import type { KeySpan } from './communication-row.ts';
import { identify } from './identify.ts';
import { keptNames } from './kept-names.ts';
import type { KeySpans } from './key-spans.ts';
import { type Location, locationFrom, locationOf, locationText } from './location.ts';
import type { Survey } from './survey.ts';

export interface Plan {
  readonly communication: Communication;
  readonly spans: readonly KeySpan[];
  /** Where the row is to stand, and where rows may stand that are not it. */
  readonly at: Location;
  readonly olds: readonly Location[];
  /** The key that names it, and where its anchor is. */
  readonly key: Key;
  readonly place: KeyPlace;
}

const hourMs = 3_600_000;

/** Characters of a communication, with room for the rest of a row of 1 MiB. */
const mostChars = 300_000;
const fewListed = 100;

/** Spans that a row holds: the strongest keys lead to the others. */
const mostSpans = 500;

/** `members`: of the survey, at least one. */
export async function planOf(services: Services, surveyed: Survey, members: readonly Member[]): Promise<Plan> {
  const { closure, anchors } = surveyed;
  const { id, place, key } = identify(members);
  const before = [...anchors.values()].flatMap(({ stored }) => (stored ? [stored] : []));
  const asked = await askDirectory(services);
  const kept = asked ? undefined : keptNames(before);
  const records = members.map(({ record }) => record);
  const folding: Folding = {
    id,
    now: services.clock().getTime(),
    staleMs: (kind) => services.settings.STALE_HOURS[kind] * hourMs,
    directory: asked ?? kept?.ask,
    truncated: closure.truncated,
    full: closure.full,
  };
  const whole = communicationOf(records, folding);
  // What does not fit its row lists fewer of those who take part, and says how many there are.
  const fits = JSON.stringify(whole).length <= mostChars;
  const told = fits ? whole : communicationOf(records, { ...folding, mostListed: fewListed });
  const communication = kept?.isMissing() ? { ...told, outcome: 'WAIT_LOOKUP' as const } : told;
  const at = locationOf(communication);
  return { communication, spans: spansOf(closure.spans), at, olds: leftBy(surveyed, at), key, place };
}

const strongest = Object.keys(keyKinds);

function spansOf(all: readonly KeySpans[]): readonly KeySpan[] {
  const rank = ({ key: { kind, hash } }: KeySpans) => `${String(strongest.indexOf(kind)).padStart(2, '0')} ${hash}`;
  return all
    .toSorted((a, b) => (rank(a) < rank(b) ? -1 : 1))
    .flatMap((one) => one.spans())
    .slice(0, mostSpans);
}

function leftBy({ anchors }: Survey, at: Location): Location[] {
  const places = new Set<string>();
  for (const { anchor } of anchors.values())
    for (const one of [anchor.at, ...anchor.olds]) places.add(locationText(one));
  places.delete(locationText(at));
  return [...places].sort().map(locationFrom);
}
