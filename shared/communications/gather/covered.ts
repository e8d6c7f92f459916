/** What was gathered since some marks were read: marks that it covers need no gathering of their own. */
import type { GatherMark } from '../../storage/gather-marks.ts';
import type { KeySpan } from './communication-row.ts';

export interface Covered {
  /** What a gathering that began after the marks were read has seen. */
  add(spans: readonly KeySpan[]): void;
  has(mark: GatherMark): boolean;
}

/** A call of three hundred has a mark for each participant, and all lead to the one call. */
export function covered(): Covered {
  const byKey = new Map<string, KeySpan[]>();
  const nameOf = ({ kind, hash }: KeySpan['key']) => `${kind} ${hash}`;
  return {
    add(spans) {
      for (const span of spans) {
        const name = nameOf(span.key);
        byKey.set(name, [...(byKey.get(name) ?? []), span]);
      }
    },
    has: ({ key, time }) => byKey.get(nameOf(key))?.some(({ first, last }) => first <= time && time <= last) ?? false,
  };
}
