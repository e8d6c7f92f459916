/** What is said of a failure that nobody expected. */
import type { RunReason } from './run.ts';

export const internalReason: RunReason = {
  class: 'internal',
  words: 'Something went wrong inside; the log has a line with the id of this run.',
};
