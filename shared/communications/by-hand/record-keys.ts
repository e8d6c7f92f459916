/** Walks the records that take part in communications, newest first, and reads of each only the keys. */
import type { Category } from '../../categories/define.ts';
import { allCategories } from '../../categories/index.ts';
import { endOfTime, type Position, placeBefore } from '../../query/position.ts';
import { type Searched, scan } from '../../query/scan.ts';
import { retentionOf } from '../../retention/retention-of.ts';
import type { Services } from '../../services.ts';
import { keyPlace, keysOf } from '../../storage/communication-keys.ts';
import { recordId } from '../../storage/keys.ts';
import type { Seed } from '../gather/closure.ts';
import { placeText } from '../gather/pointers.ts';
import { partOf } from '../telling.ts';

/** A record that was met. */
export interface Met {
  readonly seed: Seed;
  /** Of its first key, where the pointer stands: records of one name are of one communication. */
  readonly name: string;
  readonly position: Position;
}

export interface RecordWalk {
  /** The next records, at most so many; fewer only at the end, or when time is up. */
  take(most: number): Promise<readonly Met[]>;
  /** Everything up to this place was given; undefined: everything there is. */
  readonly stoppedAt: Position | undefined;
  readonly ended: boolean;
  close(): Promise<void>;
}

const pageRows = 200;

/** `since` (ms): not older; `after`: only what comes behind this place. `isLate` is asked before each round of requests. */
export async function walkRecords(
  services: Services,
  since: number | undefined,
  after: Position | undefined,
  isLate: () => boolean,
): Promise<RecordWalk> {
  const { store, clock } = services;
  const hashOf = await services.hash();
  const { notBefore } = await retentionOf(services);
  // Records may be kept for longer than communications.
  const from = (category: Category) => Math.max(0, since ?? 0, notBefore(), notBefore(category));
  const begin = after ?? placeBefore(endOfTime);
  const now = () => clock().getTime();
  const options = { store, now, searched: searchedFrom(from), after: begin, isLate, pageRows, mostPageRows: 1000 };
  const { steps } = scan(options);
  let stoppedAt: Position | undefined;
  let ended = false;
  return {
    async take(most) {
      const met: Met[] = [];
      while (met.length < most && !ended) {
        const { value: step } = await steps.next();
        if (!step || step.kind === 'stopped') {
          stoppedAt = step?.at;
          ended = true;
          break;
        }
        const { record, position } = step.item;
        const [key] = keysOf(record, hashOf);
        if (!key) continue;
        const { category, time, identity } = record;
        const lone = key.kind === 'record' ? recordId(category, time, identity) : undefined;
        met.push({ seed: { key, first: time, record: lone }, name: placeText(keyPlace(key, time)), position });
      }
      return met;
    },
    get stoppedAt() {
      return stoppedAt;
    },
    get ended() {
      return ended;
    },
    async close() {
      await steps.return();
    },
  };
}

function searchedFrom(from: (category: Category) => number): readonly Searched[] {
  return allCategories.flatMap((category): Searched[] => {
    const part = partOf({ category });
    if (!part) return [];
    const columns = new Set(part.keys.flatMap((rule) => rule.columns));
    const select = ['parts', ...columns];
    return [{ category, from: from(category), filter: [], keep: () => true, looksAtLongTexts: true, select }];
  });
}
