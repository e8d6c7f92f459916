/** Sources made of what is at hand: of items already read, and of another source's items. */
import type { Placed, Source } from './merge.ts';

/** Items in order, with nothing to fetch. */
export function heldSource<Item extends Placed>(items: readonly Item[]): Source<Item> {
  let at = 0;
  return {
    get head() {
      return items[at];
    },
    get position() {
      return items[at]?.position;
    },
    take() {
      at += 1;
    },
    fetch: async () => undefined,
  };
}

/** The source with each item made into another of the same place. */
export function mappedSource<From extends Placed, To extends Placed>(
  source: Source<From>,
  make: (item: From) => To,
): Source<To> {
  let made: { readonly from: From; readonly to: To } | undefined;
  return {
    get head() {
      const from = source.head;
      if (!from) return undefined;
      if (made?.from !== from) made = { from, to: make(from) };
      return made.to;
    },
    get position() {
      return source.position;
    },
    take: () => source.take(),
    fetch: () => source.fetch(),
  };
}
