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
  })
  .nullable();

export const statusAnswer = z.object({
  answer: z.string().describe('Whether any records arrive, in a sentence.'),
  state,
  checkedAt: instant,
  newest: instant.nullable().describe('The newest arrival of all; true to the minute.'),
  roads: z
    .array(
      z.object({
        source: z.string(),
        state,
        newest: instant.nullable(),
        lookedAt: instant.nullable().describe('When a road that pulls was last looked at.'),
        lastError,
      }),
    )
    .describe('By road.'),
  items: z
    .array(
      z.object({
        resource: z.string(),
        category: z.string(),
        source: z.string(),
        state,
        newest: instant.nullable(),
        lastError,
      }),
    )
    .describe('By resource, category and road.'),
});
