/** Takes a delivery in: candidates → records → rows, chunk by chunk, with one outcome per candidate, in order. */
import { randomUUID } from 'node:crypto';
import type { Category } from '../categories/define.ts';
import type { StoredRecord } from '../categories/record.ts';
import { type OutcomeFacts, outcomes } from '../outcomes/codes.ts';
import type { Rejected } from '../outcomes/keep-rejected.ts';
import type { Retention } from '../retention/retention.ts';
import type { Inserted } from '../storage/existing-rows.ts';
import { StorageUnavailable } from '../storage/table-store.ts';
import type { RecordWriter, Written } from '../storage/write-records.ts';
import { answerBuilder, type IngestAnswer } from './answer.ts';
import { UnreadableBody } from './decode.ts';
import { keptText } from './kept-text.ts';
import { type Conditions, prepare, type ReadValue, type Ready, type Settled } from './prepare.ts';
import type { Candidate } from './unfold.ts';

/** What ingesting needs of the rest of the product. */
export interface IngestServices {
  readonly writer: RecordWriter;
  readonly clock: () => Date;
  /** Says from when on records of a category are kept. */
  readonly retention: () => Promise<Pick<Retention, 'notBefore'>>;
  readonly maxRecordBytes: number;
  /** What {@link Conditions.erasedIn} asks, as of now. */
  readonly erased: () => Promise<NonNullable<Conditions['erasedIn']>>;
  /** Slugs of the categories that are switched off now. */
  readonly switchedOff: () => Promise<ReadonlySet<string>>;
  readonly keepRejected: (rejected: readonly Rejected[], arrival: { at: number; source: string }) => Promise<void>;
  readonly countDropped: (slug: string, count: number, at: Date) => Promise<void>;
  readonly noteArrivals: (records: readonly StoredRecord[], source: string, at: Date) => Promise<void>;
  /** Told when what the marks lead to is durable; the answer does not wait for what it does. */
  readonly gatherSoon: Written;
}

export interface Delivery {
  readonly candidates: AsyncIterable<Candidate> | Iterable<Candidate>;
  /** The category of candidates that name none. */
  readonly fallback: Category | undefined;
  /** How candidates are read; as records of logs where nothing else is said. */
  readonly read?: ReadValue;
  /** The road: `push`, `import`, … */
  readonly source: string;
  /** Most of it is stored already: which rows exist is asked before anything is written. */
  readonly expectStored?: true;
  /** When to stop taking more (ms since 1970); what is stored by then is answered. */
  readonly deadline?: number;
}

/** `done`, or why it ended early; the answer counts what is durable until then. */
export type Ingested =
  | { readonly ended: 'done'; readonly answer: IngestAnswer }
  | { readonly ended: 'out-of-time'; readonly answer: IngestAnswer }
  | { readonly ended: 'unreadable'; readonly error: UnreadableBody; readonly answer: IngestAnswer }
  | { readonly ended: 'unavailable'; readonly error: StorageUnavailable; readonly answer: IngestAnswer };

/** A chunk is written together: large enough for full transactions, small enough for flat memory. */
const chunkCandidates = 2000;
const chunkChars = 8 * 1024 * 1024;

/**
 * Ingests a delivery. Nothing is counted before it is durable, and sending all again is harmless. Candidates that end with
 * a `TimeoutError` are out of time too.
 */
export async function ingest(services: IngestServices, delivery: Delivery): Promise<Ingested> {
  const builder = answerBuilder();
  const end = delivery.deadline ?? Number.POSITIVE_INFINITY;
  const middle = (services.clock().getTime() + end) / 2;
  /**
   * What storage did not take is asked for once more while half of the time remains: the rows of an answer that was lost
   * bear the mark of what was asked, so they are counted as stored, now or never.
   */
  const twice = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StorageUnavailable) || services.clock().getTime() > middle) throw error;
      return work();
    }
  };
  let index = 0;
  try {
    for await (const chunk of chunksOf(delivery.candidates)) {
      if (services.clock().getTime() > end) return { ended: 'out-of-time', answer: builder.answer() };
      const settled = await ingestChunk(services, chunk, delivery, twice);
      for (const { differs, slug: _, ...outcome } of settled) builder.add({ index: index++, ...outcome }, differs);
    }
    return { ended: 'done', answer: builder.answer() };
  } catch (error) {
    if (error instanceof UnreadableBody) return { ended: 'unreadable', error, answer: builder.answer() };
    if (error instanceof StorageUnavailable) return { ended: 'unavailable', error, answer: builder.answer() };
    if (error instanceof Error && error.name === 'TimeoutError')
      return { ended: 'out-of-time', answer: builder.answer() };
    throw error;
  }
}

async function* chunksOf(candidates: Delivery['candidates']): AsyncGenerator<Candidate[]> {
  let chunk: Candidate[] = [];
  let chars = 0;
  for await (const candidate of candidates) {
    chunk.push(candidate);
    chars += candidate.text.length;
    if (chunk.length === chunkCandidates || chars > chunkChars) {
      yield chunk;
      chunk = [];
      chars = 0;
    }
  }
  if (chunk.length > 0) yield chunk;
}

async function ingestChunk(
  services: IngestServices,
  chunk: readonly Candidate[],
  delivery: Delivery,
  twice: <T>(work: () => Promise<T>) => Promise<T>,
): Promise<Settled[]> {
  const { source, fallback, read } = delivery;
  const at = services.clock();
  const conditions = {
    ...{ source, fallback, read, at, off: await twice(services.switchedOff) },
    ...{ notBefore: (await twice(services.retention)).notBefore, maxRecordBytes: services.maxRecordBytes },
    erasedIn: await twice(services.erased),
  };
  const prepared = chunk.map((candidate) => prepare(candidate, conditions));
  // A reader of its own has seen to the texts already.
  const textOf = read ? ({ text }: Candidate) => text : keptText;
  const rejected = rejectedOf(chunk, prepared, textOf).map((one) => withoutErased(one, conditions));
  await twice(() => services.keepRejected(rejected, { at: at.getTime(), source }));

  // The first of a repeated event is written, the others are duplicates of it.
  const firsts = new Map<string, Ready>();
  for (const one of prepared) if ('record' in one && !firsts.has(one.id)) firsts.set(one.id, one);
  const ready = [...firsts.values()];
  // Each chunk has a mark of its own: what an earlier one of this delivery stored is a duplicate here.
  const batch = randomUUID();
  const writing = { expectStored: delivery.expectStored, written: services.gatherSoon };
  const written = await twice(() => services.writer.write(ready, batch, writing));
  const insertedOf = new Map(ready.map((one, index) => [one, written[index]]));
  // What was looked at once more has not arrived.
  const arrived = delivery.expectStored ? ready.filter((_, index) => written[index]?.outcome === 'stored') : ready;
  const records = arrived.map(({ record }) => record);
  await twice(() => services.noteArrivals(records, source, at));
  const dropped = prepared.filter((one): one is Settled => !('record' in one) && one.outcome === 'NOLOG_CATEGORY_OFF');
  for (const [slug, group] of Map.groupBy(dropped, (one) => one.slug ?? '')) {
    await twice(() => services.countDropped(slug, group.length, at));
  }
  return prepared.map((one) => ('record' in one ? settle(one, firsts.get(one.id), insertedOf.get(one)) : one));
}

/** `inserted` is undefined for a repetition, which was not written. */
function settle(ready: Ready, first: Ready | undefined, inserted: Inserted | undefined): Settled {
  const { id, record } = ready;
  const facts = { id, category: record.label };
  if (!inserted) return { outcome: 'NOLOG_DUPLICATE', ...facts, differs: ready.content !== first?.content };
  if (inserted.outcome === 'stored') return { outcome: 'LOG_OK', ...facts };
  if (inserted.outcome === 'erased') return { outcome: 'NOLOG_ERASED', category: record.label };
  if (inserted.outcome === 'expired') return { outcome: 'NOLOG_EXPIRED', category: record.label };
  return { outcome: 'NOLOG_DUPLICATE', ...facts, differs: inserted.differs };
}

/** Of one that says what was erased, only the path of each mistake is kept. */
function withoutErased(rejected: Rejected, { erasedIn }: Pick<Conditions, 'erasedIn'>): Rejected {
  const { text, issues } = rejected;
  if (erasedIn?.([text, ...issues.map(({ message }) => message)]) === undefined) return rejected;
  return { ...rejected, text: '', issues: issues.map(({ path }) => ({ path, message: 'says what was erased' })) };
}

function rejectedOf(
  chunk: readonly Candidate[],
  prepared: readonly (Ready | Settled)[],
  textOf: (candidate: Candidate) => string,
): Rejected[] {
  return prepared.flatMap((one, index) => {
    const candidate = chunk[index];
    if ('record' in one || !candidate) return [];
    const { keepsText }: OutcomeFacts = outcomes[one.outcome];
    if (!keepsText) return [];
    return [{ outcome: one.outcome, place: candidate.place, text: textOf(candidate), issues: one.issues ?? [] }];
  });
}
