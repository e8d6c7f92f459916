/** A set of UTC days that is small as text, however many days it has. */

const dayMs = 86_400_000;

/** A set holds the days from 1970 on; a day outside is taken for the nearest within. */
const lastDay = Math.floor(Date.UTC(2099, 11, 31) / dayMs);

export interface DaySet {
  /** Adds the day of an instant (ms). */
  add(time: number): void;
  /** Starts (ms) of the days, oldest first. */
  days(): number[];
  /** One bit a day, in base64: sixty years are four thousand characters. */
  toText(): string;
}

/** The set that {@link DaySet.toText} wrote; without a text an empty one. */
export function daySet(text = ''): DaySet {
  let bits = Buffer.from(text, 'base64');
  return {
    add(time) {
      const day = Math.min(Math.max(Math.floor(time / dayMs), 0), lastDay);
      const byte = day >> 3;
      if (byte >= bits.length) bits = Buffer.concat([bits, Buffer.alloc(byte + 1 - bits.length)]);
      bits[byte] = (bits[byte] ?? 0) | (1 << (day & 7));
    },
    days() {
      const found: number[] = [];
      for (const [byte, eight] of bits.entries()) {
        for (let bit = 0; bit < 8; bit += 1) if (eight & (1 << bit)) found.push((byte * 8 + bit) * dayMs);
      }
      return found;
    },
    toText: () => bits.toString('base64'),
  };
}
