/** How long what was rejected is kept: long enough to mend its source and send it again. */

export const outcomesKeptDays = 30;
