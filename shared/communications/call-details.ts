/** What is particular about a call: who called whom and who got it, whether it was answered, how it sounded. */
import type { CallStep } from '../categories/part.ts';
import { lookupForm } from '../storage/lookup-form.ts';
import type { CallDetails } from './communication.ts';
import { defined, type FoldedParty } from './parties.ts';
import type { Telling } from './telling.ts';
import { isMailbox, tookPart } from './took-part.ts';

/** Poor reasons, recordings, captions and surveys that are listed one by one. */
const mostListed = 50;

/** `parties` as {@link partiesOf} gives them: places are places there. */
export function callDetailsOf(tellings: readonly Telling[], parties: readonly FoldedParty[]): CallDetails {
  const steps = new Set(tellings.flatMap(({ told: { step } }) => (step ? [step] : [])));
  const caller = callerOf(parties);
  const others = parties.filter((party, place) => place !== caller && tookPart(party));
  const reached = reachedOf(others, steps);
  const answer = answerOf(tellings, caller === undefined ? undefined : parties[caller], others);
  return defined({
    status: statusOf(steps, reached, answer !== undefined),
    type: leastText(tellings, 'callType'),
    answer,
    caller,
    requested: requestedOf(tellings, parties, caller),
    reached: reached && parties.indexOf(reached),
    steps: [...steps].sort(),
    quality: qualityOf(tellings),
    recordings: recordingsOf(tellings),
    captions: listedOf(tellings, 'captions'),
    surveys: listedOf(tellings, 'survey'),
  }) as CallDetails;
}

/** Who an event names; else who was there first, by time and never by text; else the first of a usage record. */
function callerOf(parties: readonly FoldedParty[]): number | undefined {
  const place = (index: number) => (index === -1 ? undefined : index);
  const named = place(parties.findIndex(({ role }) => role === 'from'));
  if (named !== undefined) return named;
  const candidates = parties.filter(({ role }) => role !== 'to');
  const [first, second] = candidates.filter(({ joined, start }) => joined && start !== undefined);
  if (first && first.start !== second?.start) return parties.indexOf(first);
  return place(parties.findIndex(({ guess }) => guess === 'from')) ?? place(parties.findIndex(({ joined }) => joined));
}

/** Whom the call was meant for: who an event names first, else the second of a usage record, else the first who was rung. */
function requestedOf(
  tellings: readonly Telling[],
  parties: readonly FoldedParty[],
  caller: number | undefined,
): number | undefined {
  const named = tellings
    .flatMap(({ told }) => told.parties ?? [])
    .find(({ value, role, guess }) => value !== undefined && role === 'to' && !guess)?.value;
  const form = named === undefined ? undefined : lookupForm(named);
  const wanted: ((party: FoldedParty) => boolean)[] = [
    ({ value }) => value !== undefined && lookupForm(value) === form,
    ({ role }) => role === 'to',
    ({ guess }) => guess === 'to',
    ({ joined }) => joined === true,
  ];
  return wanted
    .map((isWanted) => parties.findIndex((party, place) => place !== caller && isWanted(party)))
    .find((place) => place !== -1);
}

/** Who was passed on reached the last one; otherwise it was the first who joined. */
function reachedOf(others: readonly FoldedParty[], steps: ReadonlySet<CallStep>): FoldedParty | undefined {
  const passedOn = steps.has('redirected') || steps.has('transferred');
  // Usage names numbers of which nothing says when they were there.
  return (passedOn ? others.findLast(({ start }) => start !== undefined) : undefined) ?? others[0];
}

/** When somebody was there beside the caller, or an application answered; a mailbox is nobody. */
function answerOf(
  tellings: readonly Telling[],
  caller: FoldedParty | undefined,
  others: readonly FoldedParty[],
): string | undefined {
  const [first] = others
    .flatMap((party) => (isMailbox(party) || party.start === undefined ? [] : [party.start]))
    .sort();
  const both = first !== undefined && caller?.start !== undefined && caller.start > first ? caller.start : first;
  const answered = tellings.filter(({ told: { step } }) => step === 'answered').map(({ at }) => at);
  return [both, ...answered].filter((at) => at !== undefined).sort()[0];
}

function statusOf(
  steps: ReadonlySet<CallStep>,
  reached: FoldedParty | undefined,
  answered: boolean,
): CallDetails['status'] {
  if (steps.has('rejected') && !answered) return 'blocked';
  if (!answered && reached && isMailbox(reached)) return 'voicemail';
  return answered ? 'answered' : 'unknown';
}

function qualityOf(tellings: readonly Telling[]): CallDetails['quality'] {
  const streams = tellings.flatMap(({ told: { stream } }) => (stream ? [stream] : []));
  if (streams.length === 0) return undefined;
  const poor = streams.filter((stream) => stream.poor.length > 0);
  const why = new Set(poor.flatMap((stream) => stream.poor.map((reason) => `${stream.media}: ${reason}`)));
  return { streams: streams.length, poor: poor.length, why: [...why].sort().slice(0, mostListed) };
}

/** One that a log and an event tell of is one. */
function recordingsOf(tellings: readonly Telling[]): CallDetails['recordings'] {
  const all = listedOf(tellings, 'recording');
  const byId = new Map(all.map((one, place) => [one.id ?? `${place}`, one]));
  return [...byId.values()];
}

function listedOf<Name extends 'recording' | 'captions' | 'survey'>(
  tellings: readonly Telling[],
  name: Name,
): NonNullable<Telling['told'][Name]>[] {
  const told = tellings.flatMap(({ told: { [name]: one } }) => (one === undefined ? [] : [defined(one)]));
  return told.slice(0, mostListed) as NonNullable<Telling['told'][Name]>[];
}

function leastText(tellings: readonly Telling[], name: string): string | undefined {
  const texts = tellings.flatMap(({ told: { facts } }) => (typeof facts?.[name] === 'string' ? [facts[name]] : []));
  return texts.sort()[0];
}
