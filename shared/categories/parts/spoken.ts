/** Words and readings that the parts of several categories share. */
import type { PartyTold, Said, Told } from '../part.ts';

/** `from` plus so many seconds; undefined where either is not known. */
export function later(from: string | undefined, seconds: number | undefined): string | undefined {
  if (from === undefined || seconds === undefined) return undefined;
  const time = Date.parse(from) + seconds * 1000;
  return Number.isFinite(time) && Math.abs(time) < 8e15 ? new Date(time).toISOString() : undefined;
}

/** Whether the record says that its operation failed; undefined where it says nothing. */
export function failedIn(said: Said): boolean | undefined {
  const result = said.text('ResultType')?.toLowerCase();
  if (result === undefined) return undefined;
  return /^(fail|error|cancel|unexpected)/.test(result);
}

/** An operation with its result: `SendChatMessage: Succeeded (201)`. */
export function operationTold(said: Said): Told {
  const failed = failedIn(said);
  const result = [said.text('ResultType'), signatureOf(said)].filter(Boolean).join(' ');
  const text = [said.operation || 'Operation', result, said.text('ResultDescription')].filter(Boolean).join(': ');
  return { text, ...resultOf(failed) };
}

/** What a result says by itself. */
export function resultOf(failed: boolean | undefined): Pick<Told, 'failed' | 'priority'> {
  return failed === undefined ? {} : { failed, ...(failed ? { priority: 'Error' } : {}) };
}

function signatureOf(said: Said): string | undefined {
  const signature = said.text('ResultSignature');
  return signature && `(${signature})`;
}

/** One party, where there is a value. */
export function party(value: string | undefined, facts: PartyTold): PartyTold[] {
  return value === undefined ? [] : [{ value, ...facts }];
}

/** Texts of a list that is split by comma. */
export function listed(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
}

/** `1 recipient`, `3 recipients`. */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
