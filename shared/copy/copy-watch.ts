/** Who looks on while a store is copied. */
export interface CopyWatch {
  /** A phase begins: so many tables are before it. */
  begins(phase: 'counting' | 'copying' | 'verifying', tables: number): void;
  /** So many more rows are done in this phase. */
  rows(count: number): void;
  tableDone(): void;
  /** Something that is worth a line. */
  says(words: string): void;
}
