/** What is kept of the text of a candidate that no record was made of. */
import { categoryOf } from './category-of.ts';
import { guidesOf, isFields, liftedOf } from './fields.ts';
import { withoutMessageText } from './message-text.ts';
import type { Candidate } from './unfold.ts';

/** All of it; but of an event, which has come to the wrong place among logs, no message text. */
export function keptText(candidate: Candidate): string {
  if (candidate.fault !== undefined || !isFields(candidate.value)) return candidate.text;
  const top = { fields: candidate.value, guides: guidesOf(candidate.value) };
  if (categoryOf(top, liftedOf(top, JSON.parse), undefined) !== 'event') return candidate.text;
  return withoutMessageText(candidate.text, candidate.value);
}
