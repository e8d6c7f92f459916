/** The webhook of Event Grid: events in both schemas, and the handshake of CloudEvents. */
import { z } from 'zod';
import { ingestAnswer } from '../answers.ts';
import type { Route } from '../route.ts';
import { eventSeconds, minuteAndHalf } from './seconds.ts';

const keyQuery = z.looseObject({
  code: z.string().optional().describe('A key of the Functions app, as the address of the subscription carries it.'),
});

export const eventRoutes = {
  events: {
    method: 'POST',
    path: '/events',
    authLevel: 'function',
    action: 'anonymous',
    summary: 'Take events of Event Grid',
    description:
      'Events in the Event Grid schema or as CloudEvents 1.0, one or many; the validation of a subscription is answered. ' +
      'Each event is stored once; sending again is harmless.',
    query: keyQuery,
    body: {
      stream: ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'],
      description: 'An array of Event Grid events, a CloudEvent, or an array of those.',
    },
    answer: {
      description: 'Everything is durable; or the code of a validation.',
      content: {
        'application/json': z.union([ingestAnswer, z.object({ validationResponse: z.string() })]),
      },
    },
    problems: ['unreadable-body', 'body-too-large', 'unsupported-media-type', 'unsupported-encoding', 'out-of-time'],
    seconds: eventSeconds,
  },
  'events-handshake': {
    method: 'OPTIONS',
    path: '/events',
    authLevel: 'function',
    action: 'anonymous',
    summary: 'Allow a sender of CloudEvents',
    description: 'The abuse protection of CloudEvents webhooks: answers whether the origin may send.',
    query: keyQuery,
    answer: { description: 'The origin may send.', content: { 'application/json': z.object({ allowed: z.string() }) } },
    problems: ['forbidden-origin'],
    seconds: minuteAndHalf,
  },
} as const satisfies Record<string, Route>;
