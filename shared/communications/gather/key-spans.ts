/** The times at which a key is known to be had, as stretches: what is near one of them belongs to it. */
import { keyKinds } from '../../categories/part.ts';
import type { Key } from '../../storage/communication-keys.ts';
import type { KeySpan } from './communication-row.ts';

interface Stretch {
  readonly first: number;
  readonly last: number;
}

export class KeySpans {
  readonly key: Key;
  /** Records that follow others belong to them however late they come. */
  unbounded = false;
  #stretches: readonly Stretch[] = [];

  constructor(key: Key) {
    this.key = key;
  }

  get #withinMs(): number {
    return this.unbounded ? Number.POSITIVE_INFINITY : keyKinds[this.key.kind].withinMs;
  }

  /** Whether a record of this time (ms) that has the key is of the same communication. */
  isNear(time: number): boolean {
    const within = this.#withinMs;
    return this.#stretches.some(({ first, last }) => time >= first - within && time <= last + within);
  }

  /** Takes a time, or all from one to another that are known to belong together. */
  add(first: number, last = first): void {
    const within = this.#withinMs;
    const near = (one: Stretch) => first <= one.last + within && last >= one.first - within;
    const joined = this.#stretches.filter(near);
    this.#stretches = [
      ...this.#stretches.filter((one) => !near(one)),
      {
        first: Math.min(first, ...joined.map((one) => one.first)),
        last: Math.max(last, ...joined.map((one) => one.last)),
      },
    ];
  }

  /** Where records may be that are near: from and until, ms. */
  ranges(): readonly { readonly from: number; readonly until: number }[] {
    const { withinMs } = keyKinds[this.key.kind];
    return this.#stretches.map(({ first, last }) => ({ from: first - withinMs, until: last + withinMs }));
  }

  spans(): readonly KeySpan[] {
    return this.#stretches.toSorted((a, b) => a.first - b.first).map((one) => ({ key: this.key, ...one }));
  }
}
