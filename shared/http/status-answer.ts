/** The shape of the status. */
import { z } from 'zod';
import { failureClasses } from '../source-failure.ts';

const instant = z.iso.datetime().describe('UTC.');
const state = z.enum(['ok', 'never', 'failing', 'paused']);
const lastError = z
  .object({
    class: z.enum(Object.keys(failureClasses) as [keyof typeof failureClasses]),
    words: z.string(),
    at: instant,
    since: instant.describe('Since when it fails in this way.'),
  })
  .nullable()
  .describe('Null when a success or an arrival followed.');

export const statusAnswer = z.object({
  answer: z.string().describe('Whether any records arrive, in a sentence.'),
  state: state.describe(
    'never: nothing ever arrived. failing: nothing arrived for SILENCE_HOURS, a road that is set up fails, or storage cannot be asked. paused: all that ever arrived is switched off.',
  ),
  storage: z
    .enum(['ok', 'unavailable'])
    .describe('unavailable: storage could not be asked; then the lists are empty because nothing is known.'),
  checkedAt: instant,
  newest: instant.nullable().describe('The newest arrival of all; true to the minute.'),
  roads: z
    .array(
      z.object({
        source: z.string(),
        state,
        newest: instant.nullable(),
        lookedAt: instant.nullable().describe('When Commlog itself last looked there; null where others send.'),
        lastError,
      }),
    )
    .describe('By road: those that are set up, and those that ever brought something.'),
  items: z
    .array(
      z.object({
        resource: z.string().describe('Empty where the records name none.'),
        category: z.string(),
        source: z.string(),
        state: state.describe('paused: the category is switched off.'),
        newest: instant.nullable(),
        lastError,
      }),
    )
    .describe('By resource, category and road.'),
});
