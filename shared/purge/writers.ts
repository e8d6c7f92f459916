/** How long whoever does not know yet what was purged can still be writing. */

/** A minute in which settings are remembered, and the time that a delivery may take: ms. */
export const writersMs = 240_000;
