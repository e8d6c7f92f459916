/** What a slice of a purge by hand did. */

export interface SliceOf<Work> {
  readonly work: Work;
  readonly done: boolean;
  /** Not before (ms). */
  readonly waitUntil?: number | undefined;
}
