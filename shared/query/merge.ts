/** Merges sources into one newest-first order, asking each only when the order cannot go on without it. */
import { setImmediate as pause } from 'node:timers/promises';
import { startOfHour } from '../storage/keys.ts';
import { isBefore, type Position, placeBefore } from './position.ts';

/** Something with a place in the order. */
export interface Placed {
  readonly position: Position;
}

/** A part of the order that is fetched page by page. */
export interface Source<Item extends Placed> {
  /** The next item; undefined when a page must be fetched first, or at the end. */
  readonly head: Item | undefined;
  /** The next item comes after this place, or is the head here; undefined at the end. */
  readonly position: Position | undefined;
  take(): void;
  /** Fetches one page. */
  fetch(): Promise<void>;
}

/** Where sources come from while the merge goes on. */
export interface Supply<Item extends Placed> {
  /** No source to come has an item before this place; undefined when none is to come. */
  readonly position: Position | undefined;
  /** Opens, without a request, the sources that begin before the place, as far as is known. */
  open(before: Position): readonly Source<Item>[];
  /** Whether {@link open} can say more only after {@link read}. */
  readonly mustRead: boolean;
  read(): Promise<void>;
}

export type Step<Item> =
  | { readonly kind: 'item'; readonly item: Item }
  /** The time is up: everything up to this place has been given, nothing beyond it. */
  | { readonly kind: 'stopped'; readonly at: Position };

export interface Merge<Item> {
  readonly steps: AsyncGenerator<Step<Item>, void, void>;
  /** Whether there may be more than the steps so far have given. */
  readonly more: () => boolean;
}

/** Requests under way at once. */
const concurrency = 16;

/** `isLate` is asked before each round of requests. */
export function merge<Item extends Placed>(supply: Supply<Item>, isLate: () => boolean): Merge<Item> {
  let sources: Source<Item>[] = [];

  async function* steps(): AsyncGenerator<Step<Item>, void, void> {
    for (;;) {
      sources = sources.filter((source) => source.position !== undefined);
      const best = firstHead(sources);
      const before = best?.head?.position ?? endOfHour(newestOf(sources, supply));
      if (before === undefined) return;
      sources.push(...supply.open(before));
      const waiting = sources.filter((source) => source.head === undefined && isBefore(source.position, before));
      const reads = supply.mustRead && isBefore(supply.position, before);
      if (waiting.length > 0 || reads) {
        if (isLate()) {
          const at = newestOf(waiting, reads ? supply : undefined);
          if (at) yield { kind: 'stopped', at };
          return;
        }
        const fetches = waiting.slice(0, concurrency).map((source) => source.fetch());
        await Promise.all(reads ? [supply.read(), ...fetches] : fetches);
        // A store in this process answers at once; without a pause a long scan would keep everybody else waiting.
        await pause();
        continue;
      }
      if (!best) continue;
      const next = newestOf(
        sources.filter((source) => source !== best),
        supply,
      );
      // As long as it leads, there is nothing to compare.
      for (let item = best.head; item && (next === undefined || !isBefore(next, item.position)); item = best.head) {
        best.take();
        yield { kind: 'item', item };
      }
    }
  }

  return {
    steps: steps(),
    more: () => supply.position !== undefined || sources.some((source) => source.position !== undefined),
  };
}

function firstHead<Item extends Placed>(sources: readonly Source<Item>[]): Source<Item> | undefined {
  let best: Source<Item> | undefined;
  for (const source of sources) {
    if (source.head && (!best?.head || isBefore(source.head.position, best.head.position))) best = source;
  }
  return best;
}

function newestOf(
  sources: readonly Pick<Source<Placed>, 'position'>[],
  supply: Pick<Supply<Placed>, 'position'> | undefined,
): Position | undefined {
  let newest = supply?.position;
  for (const { position } of sources) if (position && (!newest || isBefore(position, newest))) newest = position;
  return newest;
}

/** A place after the whole hour, so that all that may hold its newest row is asked at once. */
function endOfHour(place: Position | undefined): Position | undefined {
  return place && placeBefore(startOfHour(place.time));
}
