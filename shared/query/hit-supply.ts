/** Supplies a merge with hits: those that lookups answer, and the records of hours in which a common value occurs. */
import { allCategories } from '../categories/index.ts';
import { dayOf, shardsOn, startOfHour } from '../storage/keys.ts';
import { heldSource, mappedSource } from './derived-source.ts';
import { columnsWith, type Hit, hitColumns, hitOfLookup, hitOfRecord } from './hit.ts';
import type { LookupPages } from './lookup-pages.ts';
import type { LookupRow } from './lookup-row.ts';
import type { Source, Supply } from './merge.ts';
import { comparePositions, isBefore, type Position, placeBefore } from './position.ts';
import type { Reading } from './reading.ts';
import { rowSource } from './row-source.ts';

export interface HitSearch {
  readonly reading: Reading;
  readonly pages: LookupPages;
  /** The looked-up form of the value. */
  readonly form: string;
  /** Only what comes after this place, … */
  readonly after: Position;
  /** … down to this instant (ms), inclusive. */
  readonly from: number;
}

const hourMs = 3_600_000;
const bySlug = new Map(allCategories.map((category) => [category.slug, category]));

export function hitSupply({ reading, pages, form, after, from }: HitSearch): Supply<Hit> {
  /** Rows that are read and not yet given to the merge, newest first. */
  let rows: LookupRow[] = [];
  /** An hour in which a page ended: the rows of its common values were asked for by themselves, and wait here. */
  let knownHour: number | undefined;
  let waiting: LookupRow[] = [];

  function sourcesOf(given: readonly LookupRow[]): Source<Hit>[] {
    const hits: Hit[] = [];
    const sources: Source<Hit>[] = [];
    for (const row of given) {
      const category = bySlug.get(row.slug);
      if (!category) continue;
      const oldest = Math.max(from, reading.notBefore(category));
      if (row.kind === 'hour') sources.push(...hourSources(row, oldest));
      else if (row.time >= oldest) {
        const hit = hitOfLookup(category, row);
        if (comparePositions(hit.position, after) > 0) hits.push(hit);
      }
    }
    // Rows of one millisecond stand by category first.
    hits.sort((a, b) => comparePositions(a.position, b.position));
    // Where a record is found both ways, the first source is heard, and the record itself knows all its columns.
    return [...sources, heldSource(hits)];
  }

  function hourSources({ slug, time: hour }: LookupRow, oldest: number): Source<Hit>[] {
    const category = bySlug.get(slug);
    const newest = startOfHour(after.time) === hour ? after : placeBefore(hour + hourMs);
    const down = Math.max(hour, oldest);
    if (!category || newest.time < down) return [];
    return Array.from({ length: shardsOn(category, dayOf(hour)) }, (_, shard) =>
      mappedSource(
        rowSource(
          { category, shard, after: newest, from: down },
          {
            category,
            filter: [],
            keep: (record) => columnsWith(category, record.columns, form).length > 0,
            looksAtLongTexts: false,
            select: hitColumns(category),
          },
          { store: reading.store, now: reading.now, pageRows: 1000, mostPageRows: 1000 },
        ),
        (row) => hitOfRecord(row, form),
      ),
    );
  }

  /** How many of the rows read can be given: whole hours, or of an hour that goes on all but its last millisecond. */
  function ready(): number {
    const last = rows.at(-1);
    if (!pages.cut || !last) return rows.length;
    const hour = startOfHour(last.time);
    const cut = knownHour === hour ? last.time + 1 : hour + hourMs;
    return rows.findIndex(({ time }) => time < cut);
  }

  /** Where the first row that is not yet given may lead. */
  function place(): Position | undefined {
    const newest = rows[0]?.time ?? pages.bound;
    if (newest === undefined) return undefined;
    const hour = startOfHour(newest);
    const end = hour === knownHour && waiting.length === 0 ? newest + 1 : hour + hourMs;
    return placeBefore(Math.min(end, after.time + 1));
  }

  return {
    get position() {
      return place();
    },
    get mustRead() {
      return ready() === 0 && place() !== undefined;
    },
    open(before) {
      const opened: LookupRow[] = [];
      for (let count = ready(); count > 0 && isBefore(place(), before); count = ready()) {
        const hour = startOfHour((rows[0] as LookupRow).time);
        const within = rows.slice(0, count).filter(({ time }) => time >= hour);
        rows = rows.slice(within.length);
        if (hour !== knownHour) opened.push(...within);
        else {
          opened.push(...waiting, ...within.filter(({ kind }) => kind === 'record'));
          waiting = [];
        }
      }
      return opened.length === 0 ? [] : sourcesOf(opened);
    },
    async read() {
      const [first] = rows;
      const hour = first && startOfHour(first.time);
      if (hour === undefined || hour === knownHour) {
        rows.push(...(await pages.read()));
      } else {
        waiting = await pages.readHour(hour);
        knownHour = hour;
      }
    },
  };
}
