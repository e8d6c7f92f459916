import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairMembers } from '../../shared/replaced/pair-members.ts';
import type { Member } from '../../shared/replaced/value-records.ts';

const hour = 3_600_000;
const memberAt = (hours: number, name: string, twinHash = 'same'): Member => ({
  id: name,
  time: hours * hour,
  twinHash,
  replaced: name.startsWith('f'),
  twin: undefined,
});

const idsOf = (replaced: readonly Member[], others: readonly Member[]) =>
  pairMembers(replaced, others).map((pair) => `${pair.replaced.id} ${pair.twin.id}`);

describe('pairing', () => {
  it('takes the oldest first, in whatever order they are given', () => {
    const replaced = [memberAt(100, 'f1'), memberAt(101, 'f2')];
    const others = [memberAt(3, 'u3'), memberAt(1, 'u1'), memberAt(2, 'u2')];
    expect(idsOf(replaced, others)).toEqual(['f1 u1', 'f2 u2']);
    expect(idsOf(replaced.toReversed(), others.toReversed())).toEqual(['f1 u1', 'f2 u2']);
  });

  it('takes none that happened less than two days before: such a time is not replaced', () => {
    expect(idsOf([memberAt(100, 'f1')], [memberAt(53, 'u1')])).toEqual(['f1 u1']);
    expect(idsOf([memberAt(100, 'f1')], [memberAt(53.01, 'u1')])).toEqual([]);
    expect(idsOf([memberAt(100, 'f1')], [memberAt(101, 'u1')])).toEqual([]);
  });

  it('takes none of another event', () => {
    expect(idsOf([memberAt(100, 'f1', 'a')], [memberAt(1, 'u1', 'b')])).toEqual([]);
  });

  it('makes as many pairs as there can be, each record in one at most', () => {
    const members = (name: string) =>
      fc
        .array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.constantFrom('a', 'b')), { maxLength: 7 })
        .map((all) => all.map(([hours, hash], index) => memberAt(hours, `${name}${index}`, hash)));
    fc.assert(
      fc.property(members('f'), members('u'), (replaced, others) => {
        const pairs = pairMembers(replaced, others);
        expect(new Set(pairs.map(({ twin }) => twin)).size).toBe(pairs.length);
        expect(new Set(pairs.map((pair) => pair.replaced)).size).toBe(pairs.length);
        expect(pairs.length).toBe(mostPairs(replaced, others));
      }),
    );
  });
});

/** By trying everything. */
function mostPairs([first, ...rest]: readonly Member[], others: readonly Member[]): number {
  if (!first) return 0;
  const fits = others.filter((one) => one.twinHash === first.twinHash && first.time - one.time >= 47 * hour);
  const counts = fits.map(
    (fit) =>
      1 +
      mostPairs(
        rest,
        others.filter((one) => one !== fit),
      ),
  );
  return Math.max(mostPairs(rest, others), ...counts);
}
