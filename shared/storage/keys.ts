/** Table names, partition keys, row keys and public ids of records: pure, and in an order in which the newest comes first. */
import type { Category } from '../categories/define.ts';
import { factOn } from '../categories/define.ts';

const hourMs = 3_600_000;
const lastMsOfHour = hourMs - 1;

/** Padded by arithmetic: keys are made for every record, and this takes half the time of padStart. */
const digits = (value: number, width: number): string => String(10 ** width + value).slice(1);

/** Where a record stands. All parts are ASCII letters, digits and hyphens. */
export interface RecordKeys {
  readonly table: string;
  readonly partitionKey: string;
  readonly rowKey: string;
}

/** What the keys say of an hour. */
interface Hour {
  readonly day: string;
  readonly inverted: string;
}

/** Records come hour by hour, and writing a date out costs as much as the rest of a key. */
const hours = new Map<number, Hour>();
const mostHours = 10_000;

function hourOf(time: number): Hour {
  const number = Math.floor(time / hourMs);
  const known = hours.get(number);
  if (known) return known;
  const date = new Date(number * hourMs);
  const day = date.toISOString().slice(0, 10).replaceAll('-', '');
  const hour = { day, inverted: digits(23 - date.getUTCHours(), 2) };
  if (hours.size >= mostHours) hours.clear();
  hours.set(number, hour);
  return hour;
}

/** UTC day of an instant: `20250601`. */
export function dayOf(time: number): string {
  return hourOf(time).day;
}

/** UTC month of an instant: `202506`. */
export function monthOf(time: number): string {
  return dayOf(time).slice(0, 6);
}

/** `20250601` → `2025-06-01`, the form of dates that people write and that facts hold since. */
export function dateOf(day: string): string {
  return `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}`;
}

/** Milliseconds since 1970 at which a day (`20250601`) begins. */
export function startOfDay(day: string): number {
  return Date.parse(`${dateOf(day)}T00:00:00.000Z`);
}

/** The table of one category's records of one UTC day. */
export function recordsTable(day: string, slug: string): string {
  return `Records${day}${slug.includes('-') ? slug.replaceAll('-', '') : slug}`;
}

/** The hour of a day, counted so that later hours sort first: 23:00 is `00`. */
export function invertedHour(time: number): string {
  return hourOf(time).inverted;
}

/** The millisecond within the hour, counted so that later ones sort first. */
export function invertedMs(time: number): string {
  return digits(lastMsOfHour - (time % hourMs), 7);
}

/** Which of the hour's partitions an identity belongs to. */
export function shardOf(identity: string, shards: number): number {
  return shards === 1 ? 0 : Number.parseInt(identity.slice(0, 4), 16) % shards;
}

/** How many partitions an hour of the category has on a day (`20250601`). */
export function shardsOn(category: Category, day: string): number {
  return category.shards.length === 1 ? category.shards[0].fact : factOn(category.shards, dateOf(day));
}

/** The partition of a shard in the hour of `time`. */
export function recordPartition(shard: number, time: number): string {
  return `${shard}${invertedHour(time)}`;
}

/** Where the record of a category with this time (ms) and identity (32 hex digits) stands. */
export function recordKeys(category: Category, time: number, identity: string): RecordKeys {
  const day = dayOf(time);
  const shard = shardOf(identity, shardsOn(category, day));
  return {
    table: recordsTable(day, category.slug),
    partitionKey: recordPartition(shard, time),
    rowKey: `${invertedMs(time)}-${identity}`,
  };
}

/** The public id of a record: its time, identity and slug, from which alone its keys follow. */
export function recordId(category: Category, time: number, identity: string): string {
  const { day, inverted } = hourOf(time);
  const ms = time % hourMs;
  const minute = digits(Math.floor(ms / 60_000), 2);
  return `${day}T${digits(23 - Number(inverted), 2)}${minute}${digits(ms % 60_000, 5)}-${identity}-${category.slug}`;
}

/** The parts of a public id; undefined when the text is none. */
export function readRecordId(id: string): { time: number; identity: string; slug: string } | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})-([0-9a-f]{32})-([a-z][a-z0-9-]*)$/.exec(id);
  if (!match) return undefined;
  const [, y, mo, d, h, mi, s, ms, identity, slug] = match as unknown as string[];
  const iso = `${y}-${mo}-${d}T${h}:${mi}:${s}.${ms}Z`;
  const time = Date.parse(iso);
  if (Number.isNaN(time) || new Date(time).toISOString() !== iso) return undefined;
  return { time, identity: identity as string, slug: slug as string };
}

/** The time and identity that a row of a day's table stands for. */
export function timeOfRow(day: string, partitionKey: string, rowKey: string): { time: number; identity: string } {
  const hour = 23 - Number(partitionKey.slice(1));
  const ms = lastMsOfHour - Number(rowKey.slice(0, 7));
  return { time: startOfDay(day) + hour * hourMs + ms, identity: rowKey.slice(8) };
}

/** `Hours`: partition of a month, later months first. */
export function hoursPartition(time: number): string {
  return digits(999_999 - Number(monthOf(time)), 6);
}

/** `Hours`: the part of the row key that orders by hour, later hours first. */
export function hoursPrefix(time: number): string {
  const { day, inverted } = hourOf(time);
  return `${digits(31 - Number(day.slice(6)), 2)}${inverted}`;
}

/** `Hours`: the row that says that the category has records in the hour of `time`. */
export function hoursRow(time: number, slug: string): string {
  return `${hoursPrefix(time)}-${slug}`;
}

/** The instant (start of an hour, ms) and slug of a row of `Hours`. */
export function readHours(partitionKey: string, rowKey: string): { hour: number; slug: string } {
  const month = digits(999_999 - Number(partitionKey), 6);
  const day = 31 - Number(rowKey.slice(0, 2));
  const hour = 23 - Number(rowKey.slice(2, 4));
  return { hour: startOfDay(`${month}${digits(day, 2)}`) + hour * hourMs, slug: rowKey.slice(5) };
}

/** A time (ms) as text that sorts newest first: 14 digits. */
export function invertedTime(time: number): string {
  return digits(99_999_999_999_999 - time, 14);
}

/** `Lookups`: the table of the month of `time`. */
export function lookupsTable(time: number): string {
  return `Lookups${monthOf(time)}`;
}

/** Milliseconds at which the hour of `time` begins. */
export function startOfHour(time: number): number {
  return time - (time % hourMs);
}
