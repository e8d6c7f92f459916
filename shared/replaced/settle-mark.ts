/** Pairs what one mark leads to, so that of each event one record is shown. */
import { lookupKeys } from '../storage/lookups.ts';
import { removeLookups } from '../storage/remove-lookups.ts';
import type { StoredMark } from '../storage/replaced-marks.ts';
import { runBounded } from '../storage/run-bounded.ts';
import { isTombstone, lookupsOfTombstone } from '../storage/tombstone.ts';
import { type Burying, bury } from './bury.ts';
import { pairMembers } from './pair-members.ts';
import { recordRow } from './record-row.ts';
import { type Member, valueRecords } from './value-records.ts';

/**
 * `replaced`: records that became tombstones; `waiting`: those without a twin yet. `unfinished`: the time was up, or others
 * were at it, and what is left must be looked at again.
 */
export type Settled =
  | { readonly outcome: 'settled' | 'unfinished'; readonly replaced: number; readonly waiting: number }
  | { readonly outcome: 'too-many' };

const mostPasses = 10;
const concurrency = 10;

/** Settles a mark, again and again while others change what it leads to. `months`: the tables of lookups. */
export async function settleMark(
  burying: Burying,
  mark: StoredMark,
  months: readonly string[],
  isOver: () => boolean,
): Promise<Settled> {
  let replaced = 0;
  for (let pass = 0; pass < mostPasses && !isOver(); pass += 1) {
    const records = await valueRecords(burying.store, burying.category, mark.hash, months);
    if (records === 'too-many') return { outcome: 'too-many' };
    for (const id of records.found) await hide(burying, id);
    const done = await pairOnce(burying, records.members, isOver);
    replaced += done.replaced;
    if (!done.disputed) return { outcome: 'settled', replaced, waiting: done.waiting };
  }
  return { outcome: 'unfinished', replaced, waiting: 0 };
}

/**
 * A pair is made by the twin's row, which names the other one: a conditional write, so a record stands for one at most, and
 * tombstones are never more than their twins. Whatever is named is buried then, by whoever comes; where two name the same
 * one, its tombstone says whose it is, and the other is free again.
 */
async function pairOnce(burying: Burying, members: readonly Member[], isOver: () => boolean) {
  const live = new Set(members.map(({ id }) => id));
  const named = new Set<string>();
  const free: Member[] = [];
  let replaced = 0;
  let disputed = false;
  const others = members.filter((member) => !member.replaced);
  const goOn = others.map((member) => async () => {
    const ended =
      member.twin === undefined ? 'taken' : await bury(burying, member.twin, { why: 'replaced', twin: member.id });
    if (member.twin === undefined || ended === 'taken') free.push(member);
    else named.add(member.twin);
    if (ended === 'changed') disputed = true;
    if (ended === 'buried' && live.has(member.twin ?? '')) replaced += 1;
  });
  await runBounded(concurrency, goOn);
  const left = members.filter((member) => member.replaced && !named.has(member.id));
  const pairs = pairMembers(left, free);
  const begin = pairs.map(({ twin, replaced: { id } }) => async () => {
    const goes = !isOver() && (await claim(burying, twin, id));
    if (goes && (await bury(burying, id, { why: 'replaced', twin: twin.id })) === 'buried') replaced += 1;
    else disputed = true;
  });
  await runBounded(concurrency, begin);
  return { replaced, disputed, waiting: left.length - pairs.length };
}

/** Lets the row name the other one, unless it changed since it was looked at. */
async function claim({ store, category }: Burying, member: Member, twin: string): Promise<boolean> {
  const found = await recordRow(store, category, member.id);
  if (!found || isTombstone(found.row) || found.row['twin'] !== member.twin) return false;
  const { etag, ...entity } = found.row;
  const result = await store.transact(found.table, [{ kind: 'replace', entity: { ...entity, twin }, etag }]);
  return result.outcome === 'done';
}

/** Removes the lookups that lead to a tombstone. */
async function hide({ store, category }: Burying, id: string): Promise<void> {
  const found = await recordRow(store, category, id);
  if (!found) return;
  const { time, identity } = found;
  await removeLookups(
    store,
    lookupsOfTombstone(found.row).map((hash) => lookupKeys(hash, { category, time, identity })),
  );
}
