/** Counts what became of records by category, and keeps the first reasons. */
import { outcomes } from '../../shared/outcomes/codes.ts';
import { printable, textTable } from '../text-table.ts';
import { type Answer, countOf, type Outcome } from './delivered.ts';
import type { Piece, Place } from './pieces.ts';

const counted = ['stored', 'duplicate', 'skipped', 'rejected'] as const;
type Counts = Record<(typeof counted)[number], number>;

/** Reasons that are shown; a broken source gives the same one a million times. */
const mostReasons = 20;
/** Of records that no answer lists. */
const unnamed = '(not named)';

export interface Tally {
  /** `reasons`: outcomes of rejected records, where the answer does not list all. */
  add(piece: Piece, answer: Answer, reasons?: readonly Outcome[]): void;
  readonly total: Counts & { readonly received: number };
  /** Whether further reasons would be shown. */
  readonly wantsReasons: boolean;
  /** For people: the table, what was skipped and why, the first rejections. */
  summary(storedTitle: string): string[];
}

export function tally(): Tally {
  const categories = new Map<string, Counts>();
  const total = { received: 0, stored: 0, duplicate: 0, skipped: 0, rejected: 0 };
  const skippedBy = new Map<string, number>();
  const reasons: string[] = [];

  const addTo = (category: string, count: keyof Counts, n: number) => {
    if (n === 0) return;
    const counts = categories.get(category) ?? { stored: 0, duplicate: 0, skipped: 0, rejected: 0 };
    counts[count] += n;
    categories.set(category, counts);
  };

  return {
    total,
    get wantsReasons() {
      return reasons.length < mostReasons;
    },
    add(piece, answer, explained = answer.outcomes) {
      const listed = { stored: 0, duplicate: 0, skipped: 0, rejected: 0 };
      for (const { outcome, category } of answer.outcomes) {
        const count = countOf(outcome);
        // What an earlier try of ours stored is listed as a duplicate.
        const meant = count === 'duplicate' && listed.duplicate === answer.duplicate ? 'stored' : count;
        listed[meant] += 1;
        addTo(category ?? piece.category ?? unnamed, meant, 1);
        if (count === 'skipped') skippedBy.set(outcome, (skippedBy.get(outcome) ?? 0) + 1);
      }
      for (const count of counted) {
        addTo(piece.category ?? unnamed, count, answer[count] - listed[count]);
        total[count] += answer[count];
      }
      total.received += answer.received;
      for (const outcome of explained) {
        if (reasons.length === mostReasons) break;
        if (countOf(outcome.outcome) === 'rejected') reasons.push(reasonOf(outcome, piece, answer.received));
      }
    },
    summary(storedTitle) {
      const titles = ['category', 'received', storedTitle, 'duplicate', 'skipped', 'rejected'];
      const columns = titles.map((title, index) => (index === 0 ? { title } : { title, align: 'right' as const }));
      const rows = [...categories].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, counts]) => rowOf(name, counts));
      const lines = textTable(columns, [...rows, rowOf('all', total)]);
      for (const [outcome, n] of skippedBy) lines.push(`${n} skipped: ${sentenceOf(outcome)}`);
      if (total.rejected > 0) {
        lines.push(`${total.rejected} rejected; the first reasons:`, ...reasons.map((reason) => `  ${reason}`));
      }
      return lines;
    },
  };
}

function rowOf(name: string, counts: Counts): string[] {
  const numbers = counted.map((count) => counts[count]);
  const received = numbers.reduce((sum, n) => sum + n, 0);
  return [name, ...[received, ...numbers].map((n) => n.toLocaleString('en'))];
}

function sentenceOf(outcome: string): string {
  if (!Object.hasOwn(outcomes, outcome)) return outcome;
  const { sentence, next } = outcomes[outcome as keyof typeof outcomes];
  return `${sentence} ${next}`;
}

/** Answers name a line by its index in the body, in front of the field's path: `[17].properties.callId`. */
function reasonOf({ index, issues = [] }: Outcome, { kind, places }: Piece, received: number): string {
  const [issue] = issues;
  const [, named, rest] = /^\[(\d+)\]\.?(.*)$/s.exec(issue?.path ?? '') ?? [];
  const single: Place | undefined = received === places.length ? places[index] : undefined;
  const place = kind === 'whole' ? places[0] : (places[Number(named)] ?? single);
  const field = kind === 'whole' ? (issue?.path ?? '') : (rest ?? issue?.path ?? '');
  const where = place === undefined ? '' : `${place.file}${place.line === undefined ? '' : `:${place.line}`}`;
  return printable([where, field, issue?.message ?? 'rejected'].filter((part) => part !== '').join(': '));
}
