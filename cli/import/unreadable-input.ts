/** A file of which nothing (or nothing more) can be taken. */
export class UnreadableInput extends Error {
  override name = 'UnreadableInput';
}
