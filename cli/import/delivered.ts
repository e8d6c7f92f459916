/** What became of a piece, whether a server said it or a rehearsal found it. */
import { z } from 'zod';
import { outcomes } from '../../shared/outcomes/codes.ts';

/** The answer to a delivery, as far as the command needs it. */
export const answerFacts = z.looseObject({
  received: z.int(),
  stored: z.int(),
  duplicate: z.int(),
  skipped: z.int(),
  rejected: z.int(),
  outcomes: z.array(
    z.looseObject({
      index: z.int(),
      outcome: z.string(),
      category: z.string().optional(),
      issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    }),
  ),
});
export type Answer = z.infer<typeof answerFacts>;
export type Outcome = Answer['outcomes'][number];

export type Delivered =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** This piece cannot be taken; the others can. */
  | { readonly kind: 'refused'; readonly words: string }
  /** Nothing more can be sent. */
  | { readonly kind: 'stopped'; readonly words: string };

/** Which of the counts an outcome belongs to; one that a newer Commlog made is taken for a rejection. */
export function countOf(outcome: string): 'stored' | 'duplicate' | 'skipped' | 'rejected' {
  return Object.hasOwn(outcomes, outcome) ? outcomes[outcome as keyof typeof outcomes].count : 'rejected';
}
