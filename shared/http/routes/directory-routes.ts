/** The operations about the directory of people. */
import { z } from 'zod';
import { personBody } from '../../directory/person.ts';
import { bodyProblems } from '../body-problems.ts';
import { peopleImported, peopleList, personItem } from '../directory-answers.ts';
import { pageParameters } from '../page-parameters.ts';
import type { Route } from '../route.ts';
import { ingestSeconds, minuteAndHalf } from './seconds.ts';

const noQuery = z.strictObject({});
const params = { id: 'The id of the person.' } as const;

export const directoryRoutes = {
  'list-people': {
    method: 'GET',
    path: '/directory',
    authLevel: 'anonymous',
    action: 'read-directory',
    summary: 'List the people of the directory',
    description: 'Who numbers, addresses and identities belong to, in the order of the ids.',
    query: z.strictObject({
      search: z
        .string()
        .min(1, { error: 'must not be empty' })
        .optional()
        .describe(
          'Only people who have this text in id, name, numbers, addresses, identities or user field; letter case does not matter.',
        ),
      tag: z.string().min(1, { error: 'must not be empty' }).optional().describe('Only people with this tag.'),
      ...pageParameters,
    }),
    answer: { description: 'A page of people.', content: { 'application/json': peopleList } },
    problems: ['invalid-cursor'],
    seconds: minuteAndHalf,
  },
  'get-person': {
    method: 'GET',
    path: '/directory/{id}',
    authLevel: 'anonymous',
    action: 'read-directory',
    summary: 'Read one person of the directory',
    description: 'The name, what belongs to the person, and the tags.',
    params,
    query: noQuery,
    answer: { description: 'The person.', content: { 'application/json': personItem } },
    problems: ['not-found'],
    seconds: minuteAndHalf,
  },
  'put-person': {
    method: 'PUT',
    path: '/directory/{id}',
    authLevel: 'anonymous',
    action: 'change-directory',
    summary: 'Put a person into the directory',
    description:
      'Makes the entry say this, whatever it said before. Communications that are gathered from then on take it over; ' +
      'every instance follows within a minute.',
    params: { id: 'The id of the person: 1 to 128 printable ASCII characters without / \\ # ? %.' },
    query: noQuery,
    body: { json: personBody, description: 'The whole entry: what is left out is empty.' },
    answer: { description: 'The person as it is now.', content: { 'application/json': personItem } },
    problems: ['invalid-body', 'unreadable-body', 'unsupported-media-type', 'unsupported-encoding', 'body-too-large'],
    seconds: minuteAndHalf,
  },
  'delete-person': {
    method: 'DELETE',
    path: '/directory/{id}',
    authLevel: 'anonymous',
    action: 'change-directory',
    summary: 'Delete a person from the directory',
    description: 'Communications that were gathered before keep what they say.',
    params,
    query: noQuery,
    answer: { description: 'It is gone.', content: {}, status: 204 },
    problems: ['not-found'],
    seconds: minuteAndHalf,
  },
  // Not below /directory: there the host could take it for the id of a person.
  'import-people': {
    method: 'POST',
    // The host takes the first of two routes that fit by name: this one shares its template with those of a person.
    path: '/directory/{id}',
    params: { id: 'Always: import.' },
    authLevel: 'anonymous',
    action: 'change-directory',
    summary: 'Import people into the directory',
    description:
      'A line is a person, who is put into the directory or changed; columns that the file lacks, and people who are in no ' +
      'line, stay as they are. A line that is wrong spoils none of the others. Importing again is harmless.',
    query: z.strictObject({
      dryRun: z
        .stringbool({ error: 'must be true or false' })
        .default(false)
        .describe('true: says what would become of each line, and stores nothing.'),
    }),
    body: {
      stream: ['text/csv'],
      description:
        'CSV in UTF-8, at most 10 MiB, with a first line that names the columns: id, name, numbers, addresses, identities, ' +
        'user field, active, ignores. Only name is needed; several values in a column are divided by ";". ' +
        'Without id one is made of the first identity, address or number. Content-Encoding: gzip is taken.',
    },
    answer: {
      description: 'What became of the lines.',
      content: { 'application/json': peopleImported },
    },
    problems: ['not-found', ...bodyProblems, 'out-of-time'],
    seconds: ingestSeconds,
  },
} as const satisfies Record<string, Route>;
