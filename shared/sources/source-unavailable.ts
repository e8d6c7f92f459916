/** What is thrown when a road could not be asked: the failure as a value, for the run and the status to show. */
import type { SourceFailure } from '../source-failure.ts';

/** A service that records come from could not be asked, or did not answer. `message` repeats the words of `failure`. */
export class SourceUnavailable extends Error {
  override name = 'SourceUnavailable';
  readonly failure: SourceFailure;
  constructor(failure: SourceFailure, options?: { cause?: unknown }) {
    super(failure.words, options);
    this.failure = failure;
  }
}
