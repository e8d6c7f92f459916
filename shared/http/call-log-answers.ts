/** The shapes of call logs in answers. */
import { z } from 'zod';
import { callLogColumn } from '../communications/call-logs/call-log-columns.ts';
import { callDirections, callStatuses } from '../communications/call-logs/call-log-filters.ts';
import { destinationTypes } from '../communications/call-logs/destination-details.ts';
import { states } from '../communications/communication.ts';

const count = z.int().min(0);
const instant = z.string().describe('An instant; UTC unless tz or the setting TIME_ZONE says otherwise.');
const seconds = z.number().min(0);
const text = z.string().nullable();

const party = z.object({
  name: text.describe('From the directory, or as the records show it.'),
  number: text.describe('Only of a telephone or an extension.'),
  identity: text.describe('Of Communication Services, Teams, a bot: whatever is no number.'),
  user_uuid: text.describe('The id in the directory.'),
  endpoint_type: text.describe('VoIP, PSTN, Bot, Voicemail and the like.'),
});

const participant = party.extend({
  role: z.enum(['source', 'destination']),
  requested: z.boolean().describe('Whom the call was meant for.'),
  answered: z.boolean().describe('Was in the call, and not only rung.'),
  start: instant.nullable(),
  duration: seconds.nullable(),
  end_reason: text.describe('The code with which this part ended.'),
  tags: z.array(z.string()),
});

const callLog = z.object({
  id: z.string().describe(callLogColumn('id').description),
  start: instant.describe(callLogColumn('start').description),
  answer: instant.nullable().describe(callLogColumn('answer').description),
  end: instant.nullable().describe(callLogColumn('end').description),
  answered: z.boolean(),
  duration: seconds.nullable().describe('Seconds from answer to end; null if nobody answered.'),
  period: count.nullable().describe(callLogColumn('period').description),
  call_direction: z.enum(callDirections).nullable(),
  call_status: z.enum(callStatuses).describe('Blocked: an application rejected it.'),
  conversation_id: text.describe(callLogColumn('conversation_id').description),
  state: z.enum(states),
  source: party.describe('Who called.'),
  requested: party.describe('Whom it was meant for.'),
  destination: party.describe('Who got it; where nobody did, who was rung last.'),
  destination_details: z.object({
    type: z.enum(destinationTypes),
    user_uuid: text.optional(),
    name: text.optional(),
    identity: text.optional(),
    thread: z.string().optional(),
    participants: count.optional(),
  }),
  participants: z.array(participant).describe('Everybody whom the records name, those too whom it only rang.'),
  participants_omitted: count.optional().describe('Participants beyond those listed.'),
  tags: z.array(z.string()).describe(callLogColumn('tags').description),
  recordings: z.array(
    z.object({
      id: text,
      start_time: instant.nullable(),
      end_time: instant.nullable(),
      duration: seconds.nullable(),
      format: text,
    }),
  ),
  quality: z.object({ streams: count, poor: count, why: z.array(z.string()) }).nullable(),
  steps: z.array(z.string()).describe(callLogColumn('steps').description),
  link: z.string().describe(callLogColumn('link').description),
});

export const callLogList = z.object({
  items: z.array(callLog),
  total: count.optional().describe('All calls that can be seen, whatever is asked for.'),
  filtered: count.optional().describe('Those that match.'),
  totalIsLowerBound: z.boolean().optional().describe('The counts stopped early: there may be more.'),
  next: z.string().nullable().describe('The cursor of the next page, or null at the end.'),
  searchedTo: instant.optional().describe('The search stopped early: it has looked down to here; next goes on.'),
});
