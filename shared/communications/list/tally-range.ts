/** Counts the communications of a range by kind and state: from the tallies of days that did not change, else from keys. */
import { endOfTime } from '../../query/position.ts';
import { deadline, type Reading } from '../../query/reading.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import type { KeyRange, Stored } from '../../storage/table-store.ts';
import type { CommunicationState } from '../communication.ts';
import { invertedInDay, readLocation } from '../gather/location.ts';
import type { CommunicationQuery } from './communication-query.ts';
import { dayOfTable } from './day-rows.ts';
import { daysWithAny, partitionsOf } from './scan-communications.ts';
import { keepTally, mayKeep, storedTallies, sumByState, type Tally, tallyOf } from './tallies.ts';

export interface RangeTally {
  readonly states: Readonly<Record<CommunicationState, number>>;
  /** Every day of the range was counted. */
  readonly complete: boolean;
}

/** What counting may cost in all: then the rest is left out, and said to be. */
const mostPages = 200;
const countMs = 5_000;
const daysAtOnce = 4;
const dayMs = 86_400_000;

/** Newest days first. A whole day that is quiet is counted once for good. Throws StorageUnavailable. */
export async function tallyRange(
  reading: Reading,
  { from: asked, until: end, kinds }: Pick<CommunicationQuery, 'from' | 'until' | 'kinds'>,
  isLate: () => boolean,
): Promise<RangeTally> {
  const from = Math.max(asked, reading.notBefore());
  const until = Math.min(end, endOfTime);
  const isOver = deadline(reading, countMs);
  const days = (await daysWithAny(reading)).filter((table) => {
    const day = dayOfTable(table);
    return day < until && day + dayMs > from;
  });
  const rows = await storedTallies(reading, days);
  const tallies: Tally[] = [];
  let complete = true;
  let pages = 0;

  async function countDay(table: string): Promise<void> {
    const day = dayOfTable(table);
    const row = rows.get(table);
    const isWhole = day >= from && day + dayMs <= until;
    // Of those that were successful, some of the day may be past their retention.
    const isCut = reading.successfulNotBefore > day && reading.successfulNotBefore < day + dayMs;
    const kept = isWhole && !isCut ? tallyOf(row) : undefined;
    if (kept) {
      tallies.push(shownOf(kept, day));
      return;
    }
    // A day that is begun is counted to its end, so that each count gets on, however many a day has.
    if (pages >= mostPages || isOver()) {
      complete = false;
      return;
    }
    const keeps = isWhole && !isCut && mayKeep(row, reading.now());
    const tally = new Map<string, number>();
    const range = { ...(until < day + dayMs ? { from: invertedInDay(until - 1) } : {}), ...downTo(day, from) };
    // What is kept is of all kinds and states, so that it serves every question.
    let ended = true;
    for (const partition of keeps ? [undefined] : partitionsOf({ kinds }))
      ended &&= await countRows(table, partition, range, tally);
    tallies.push(shownOf(tally, day));
    if (keeps && ended) await keepTally(reading, table, row, tally);
    complete &&= ended;
  }

  /** Of a day that is past it as a whole, those that were successful are not shown. */
  function shownOf(tally: Tally, day: number): Tally {
    if (day + dayMs > reading.successfulNotBefore) return tally;
    return new Map([...tally].filter(([name]) => !name.endsWith(' Successful')));
  }

  /** Whether it came to the end. */
  async function countRows(
    table: string,
    partition: string | undefined,
    rows: KeyRange,
    tally: Map<string, number>,
  ): Promise<boolean> {
    const within = partition === undefined ? {} : { partition, rows };
    let continuation: string | undefined;
    do {
      if (isLate()) return false;
      pages += 1;
      const resume = continuation === undefined ? {} : { continuation };
      const page = await reading.store.query(table, { ...within, select: ['kind', 'state'], ...resume });
      for (const entity of page.entities) if (!isPast(table, entity)) add(entity, tally);
      continuation = page.continuation;
    } while (continuation !== undefined);
    return true;
  }

  function isPast(table: string, entity: Stored): boolean {
    const day = dayOfTable(table);
    if (day >= reading.successfulNotBefore || day + dayMs <= reading.successfulNotBefore) return false;
    return entity['state'] === 'Successful' && readLocation(table, entity.rowKey).start < reading.successfulNotBefore;
  }

  await runBounded(
    daysAtOnce,
    days.map((table) => () => countDay(table)),
  );
  return { states: sumByState(tallies, kinds), complete };
}

function downTo(day: number, from: number): KeyRange {
  return from > day ? { until: `${invertedInDay(from)}.` } : {};
}

/** Rows that a communication has left have no kind. */
function add(row: Stored, tally: Map<string, number>): void {
  if (row['kind'] === undefined) return;
  const name = `${row['kind']} ${row['state']}`;
  tally.set(name, (tally.get(name) ?? 0) + 1);
}
