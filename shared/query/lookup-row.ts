/** What a row of `Lookups` says: that one record, or some records of one hour, carry the looked-up value. */
import { invertedTime } from '../storage/keys.ts';
import type { Entity, KeyRange } from '../storage/table-store.ts';

export type LookupRow =
  | {
      readonly kind: 'record';
      readonly time: number;
      readonly slug: string;
      readonly identity: string;
      readonly entity: Entity;
    }
  /** `time`: the start of the hour. */
  | { readonly kind: 'hour'; readonly time: number; readonly slug: string };

/** `{hash}-{inverted time}-{slug}-{identity or "hour"}`; a slug may have hyphens. */
const rowKey = /^[0-9a-f]{32}-(\d{14})-(.+)-([0-9a-f]{32}|hour)$/;

/** Undefined for a row of another form, of a later version. */
export function readLookupRow(entity: Entity): LookupRow | undefined {
  const [, inverted, slug, last] = rowKey.exec(entity.rowKey) ?? [];
  if (inverted === undefined || slug === undefined || last === undefined) return undefined;
  const time = 99_999_999_999_999 - Number(inverted);
  return last === 'hour' ? { kind: 'hour', time, slug } : { kind: 'record', time, slug, identity: last, entity };
}

/** Row keys of a hash from one instant (ms) down to another, both inclusive. */
export function lookupRange(hash: string, newest: number, oldest: number): KeyRange {
  return { from: `${hash}-${invertedTime(newest)}-`, until: `${hash}-${invertedTime(oldest)}.` };
}
