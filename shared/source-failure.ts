/** Why a road could not be read, in classes that call for different remedies. */

/** What each class means; completes "it …". */
export const failureClasses = {
  refused: 'refuses our credentials',
  unreachable: 'does not answer',
  throttled: 'asks us to slow down',
  malformed: 'gives what cannot be read',
  nothing: 'has nothing to read',
} as const;

export type FailureClass = keyof typeof failureClasses;

/** A failure as a value. `words` is a sentence for people: what, why, what to do; never a record's value or a secret. */
export interface SourceFailure {
  readonly class: FailureClass;
  readonly words: string;
}
