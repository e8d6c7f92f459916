/** What a listing tells of a blob. */

export interface BlobFacts {
  readonly container: string;
  readonly name: string;
  /** In bytes. */
  readonly length: number;
  /** Without quotes. */
  readonly etag: string;
  /** When it was created and last changed: ms since 1970, true to the second. */
  readonly created: number;
  readonly modified: number;
  readonly type: 'append' | 'block' | 'page';
}

/** The facts alone, of whatever has them, such as a checkpoint. */
export function blobFactsOf({ container, name, length, etag, created, modified, type }: BlobFacts): BlobFacts {
  return { container, name, length, etag, created, modified, type };
}
