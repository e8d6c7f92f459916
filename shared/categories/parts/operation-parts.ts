/** How operations take part that are no message and no call: each request is a communication of its own. */
import type { Part } from '../part.ts';
import { operationTold, party } from './spoken.ts';

export const requestPart: Part = {
  kind: 'operation',
  keys: [{ kind: 'request', columns: ['CorrelationId'] }],
  object: 'Message',
  tells: operationTold,
};

/** Signing in, and reaching the service. */
export const connectionPart: Part = {
  ...requestPart,
  object: 'Connection',
  tells: (said) => ({ ...operationTold(said), parties: party(said.text('Identity'), {}) }),
};

export const optOutPart: Part = {
  ...requestPart,
  tells: (said) => ({ ...operationTold(said), account: said.text('PhoneNumber') }),
};

/** An event that shares no id with any other. */
export const loneEventPart: Part = {
  kind: 'operation',
  keys: [],
  object: 'Message',
  tells: (said) => ({
    text: said.operation,
    parties: [
      ...party(said.text('Actor'), { role: 'from' }),
      ...party(said.text('Participant'), { name: said.text('DisplayName') }),
    ],
  }),
};

export const userDisconnectedPart: Part = {
  kind: 'operation',
  keys: [],
  object: 'Connection',
  tells: (said) => ({ text: said.operation, parties: party(said.text('User'), {}) }),
};
