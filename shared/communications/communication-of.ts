/** Folds records into the communication that they tell of: pure, and the same for any order and any repetition of them. */
import { keyKinds, priorities } from '../categories/part.ts';
import type { StoredRecord } from '../categories/record.ts';
import { lookedUpText } from '../storage/lookups.ts';
import { accountForm } from './account-form.ts';
import { callDetailsOf } from './call-details.ts';
import type { CallDetails, Communication, CommunicationState, NamedId, ObjectLog } from './communication.ts';
import { deliveryOf } from './delivery.ts';
import { engagementOf } from './engagement.ts';
import { kindNamed, kindNames } from './kinds.ts';
import { type AskDirectory, named } from './named.ts';
import { defined, type FoldedParty, partiesOf } from './parties.ts';
import { shortInstant } from './short-instant.ts';
import { current, rankOf, type Telling, tellingsOf } from './telling.ts';

export interface Folding {
  /** What the communication is named by: of its strongest key. */
  readonly id: string;
  /** ms since 1970. */
  readonly now: number;
  /** After how many ms without a record one that has not ended is stale, by kind. */
  readonly staleMs: (kind: Communication['kind']) => number;
  /** Undefined: the directory cannot be asked. */
  readonly directory: AskDirectory | undefined;
  /** More records belong to it than these. */
  readonly truncated?: boolean;
  /** It takes no more records. */
  readonly full?: boolean;
  /** How many parties and ids are listed, where that is not the usual number. */
  readonly mostListed?: number;
}

/** Everything that a list shows of one; parties beyond are counted. */
const usualParties = 500;
const usualIds = 800;

/** Throws where none of the records takes part in a communication. */
export function communicationOf(records: readonly StoredRecord[], folding: Folding): Communication {
  const { id, now, directory, mostListed } = folding;
  const mostParties = mostListed ?? usualParties;
  const all = tellingsOf(uniqueOf(records));
  const tellings = current(all);
  const kind = kindNames.find((one) => all.some((telling) => telling.kind === one));
  if (kind === undefined) throw new Error('no record tells of a communication');
  const expected = mostOf(tellings, 'expected');
  const delivery = kind === 'call' || kind === 'operation' ? undefined : deliveryOf(tellings, expected);
  const folded = partiesOf(tellings);
  const call = kind === 'call' ? callDetailsOf(tellings, folded) : undefined;
  const { over, state } = kindNamed(kind).judge({ tellings, parties: folded, delivery });
  const newest = all.at(-1)?.record.time ?? 0;
  const stale = !over && now - newest > folding.staleMs(kind);
  const { parties, tags, missing } = named(folded, directory);
  const start = startOf(tellings, all);
  const end = over
    ? endOf(
        tellings,
        delivery?.recipients.map(({ at }) => at),
      )
    : undefined;
  return defined({
    ...{ id, kind, state: over ? state : stale ? 'Stale' : 'Processing' },
    outcome: missing ? 'WAIT_LOOKUP' : over ? 'LOG_OK' : stale ? 'NOLOG_STALE' : 'WAIT_INCOMPLETE',
    start,
    end: end !== undefined && end < start ? start : end,
    seconds: mostOf(tellings, 'seconds') ?? lengthOf(start, end),
    direction: directionOf(tellings, folded, call),
    account: accountOf(tellings),
    resource: leastOf(all.map(({ record }) => textOf(record.columns['ResourceId']))),
    priority: priorities[tellings.reduce((most, { priority }) => Math.max(most, rankOf(priority)), 0)] ?? 'Info',
    parties: parties.slice(0, mostParties),
    partiesOmitted: parties.length > mostParties ? parties.length - mostParties : undefined,
    tags,
    delivery,
    engagement: engagementOf(tellings),
    call,
    usage: usageOf(all),
    facts: factsOf(tellings),
    objects: objectsOf(all, state, over, stale),
    ids: idsOf(all).slice(0, mostListed ?? usualIds),
    records: all.length,
    categories: [...new Set(all.map(({ record }) => record.category.slug))].sort(),
    newest: new Date(newest).toISOString(),
    truncated: folding.truncated || undefined,
    full: folding.full || undefined,
  }) as Communication;
}

function uniqueOf(records: readonly StoredRecord[]): Iterable<StoredRecord> {
  return new Map(records.map((one) => [`${one.category.slug} ${one.time} ${one.identity}`, one])).values();
}

/** The earliest moment that a record speaks of; where none does, when the first was generated. */
function startOf(tellings: readonly Telling[], all: readonly Telling[]): string {
  const moments = tellings.map(({ told, at }) => leastOf([told.start, at])).filter((moment) => moment !== undefined);
  return shortInstant(leastOf(moments) ?? new Date(all[0]?.record.time ?? 0).toISOString());
}

function endOf(tellings: readonly Telling[], deliveries: readonly string[] = []): string | undefined {
  const told = tellings.flatMap(({ told: { end } }) => (end === undefined ? [] : [end]));
  const moments = [...told, ...deliveries].map(shortInstant).sort();
  return (
    moments.at(-1) ??
    tellings
      .map(({ at }) => at)
      .filter((at) => at !== undefined)
      .map(shortInstant)
      .sort()
      .at(-1)
  );
}

function lengthOf(start: string, end: string | undefined): number | undefined {
  return end === undefined ? undefined : Math.max(0, Math.round((Date.parse(end) - Date.parse(start)) / 1000));
}

function mostOf(tellings: readonly Telling[], name: 'seconds' | 'expected'): number | undefined {
  const numbers = tellings.map(({ told }) => told[name]).filter((number) => number !== undefined);
  return numbers.length === 0 ? undefined : Math.round(numbers.reduce((most, one) => Math.max(most, one)));
}

/**
 * What an application did says more than what a telephone line was called; where nothing says it, a telephone that calls
 * comes in, one that is called goes out, and a call among own users is internal.
 */
function directionOf(
  tellings: readonly Telling[],
  parties: readonly FoldedParty[],
  call: CallDetails | undefined,
): Communication['direction'] {
  const told = tellings.filter(({ told: { direction } }) => direction !== undefined);
  const first = told.find(({ told: { step } }) => step !== undefined) ?? told[0];
  if (first) return first.told.direction;
  const joined = parties.filter((party) => party.joined);
  if (!call || joined.length < 2) return undefined;
  const caller = call.caller === undefined ? undefined : parties[call.caller];
  const isPhone = ({ type, endpointType }: FoldedParty) => type === 'phone' || /^pstn$/i.test(endpointType ?? '');
  if (caller && isPhone(caller)) return 'inbound';
  if (joined.some(isPhone)) return 'outbound';
  return joined.every(({ type }) => type === 'acs' || type === 'teams' || type === 'bot') ? 'internal' : undefined;
}

function accountOf(tellings: readonly Telling[]): string | undefined {
  const told = tellings.find(({ told: { account } }) => account !== undefined)?.told.account;
  return told === undefined ? undefined : accountForm(told);
}

/** One usage record counts once, by its id; different units are never added. */
function usageOf(tellings: readonly Telling[]): Communication['usage'] {
  const records = new Map<string, NonNullable<Telling['told']['usage']>>();
  for (const { told, record, id } of tellings) {
    if (told.usage) records.set(textOf(record.columns['RecordId'])?.toLowerCase() ?? id, told.usage);
  }
  const sums = Map.groupBy(records.values(), ({ type, unit }) => `${type.toLowerCase()} ${unit.toLowerCase()}`);
  return [...sums.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => {
      const { type = '', unit = '' } = group[0] ?? {};
      const quantity = group
        .map((one) => one.quantity)
        .sort((a, b) => a - b)
        .reduce((sum, one) => sum + one, 0);
      // Sums of fractions have digits that nobody measured.
      return { type, unit, quantity: Number(quantity.toPrecision(12)) };
    });
}

/** The first that says it, in the order of time. */
function factsOf(tellings: readonly Telling[]): Communication['facts'] {
  const facts: Record<string, string | number> = {};
  for (const { told } of tellings) {
    for (const [name, value] of Object.entries(told.facts ?? {})) if (value !== undefined) facts[name] ??= value;
  }
  return Object.fromEntries(Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function objectsOf(
  tellings: readonly Telling[],
  state: CommunicationState,
  over: boolean,
  stale: boolean,
): readonly ObjectLog[] {
  return (['Connection', 'Message'] as const).flatMap((type) => {
    const own = tellings.filter(({ part }) => part.object === type);
    const moments = own.map(({ at, record }) => shortInstant(at ?? new Date(record.time).toISOString())).sort();
    const [start, end] = [moments[0], moments.at(-1)];
    if (start === undefined || end === undefined) return [];
    const failed = own.filter((telling) => telling.told.failed === true).length;
    const connection = failed === 0 ? 'Successful' : failed === own.length ? 'Failed' : 'Warning';
    const message = over ? state : stale ? 'Stale' : 'Processing';
    return [{ type, state: type === 'Connection' ? connection : message, start, end, records: own.length }];
  });
}

/** The values of its keys, as first written: the strongest kinds first, then what most records carry. */
function idsOf(tellings: readonly Telling[]): readonly NamedId[] {
  const ids = new Map<string, { id: NamedId; records: number }>();
  for (const { record, part } of tellings) {
    for (const { kind, columns } of part.keys) {
      const values = columns.map((column) => lookedUpText(record.columns[column]));
      if (values.some((value) => value === undefined)) continue;
      const value = values.join(' ');
      const key = `${kind} ${value.toLowerCase()}`;
      const known = ids.get(key);
      if (known) known.records += 1;
      else ids.set(key, { id: { kind, value }, records: 1 });
    }
  }
  const rank = ({ id }: { id: NamedId }) => Object.keys(keyKinds).indexOf(id.kind);
  const sorted = [...ids.values()].sort((a, b) => rank(a) - rank(b) || b.records - a.records);
  return sorted.map(({ id }) => id);
}

function leastOf(texts: readonly (string | undefined)[]): string | undefined {
  return texts.filter((text) => text !== undefined).sort()[0];
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : String(value).trim();
}
