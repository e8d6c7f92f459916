/** What a function is told about its invocation. */

import { app, type InvocationContext, type Timer } from '@azure/functions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ask, type Served, serve } from './serve.ts';

let host: Served;
const contexts: InvocationContext[] = [];
const order: string[] = [];
let shown: Timer | undefined;

beforeAll(async () => {
  host = await serve(() => {
    app.hook.preInvocation((context) => {
      order.push(`before ${context.invocationContext.functionName}`);
      context.hookData.seen = 'yes';
    });
    app.hook.postInvocation((context) => {
      order.push(`after ${context.invocationContext.functionName}: ${context.hookData.seen}`);
    });
    app.http('watched', {
      methods: ['GET'],
      authLevel: 'function',
      handler: (_request, context) => {
        contexts.push(context);
        context.warn('careful', { n: 1 });
        return {};
      },
    });
    app.timer('ticking', {
      schedule: '0 30 4 * * *',
      handler: (timer, context) => {
        shown = timer;
        contexts.push(context);
      },
    });
  });
});
afterAll(() => host.close());

describe('an invocation', () => {
  test('has the context of the real host', async () => {
    const trace = `00-${'ab'.repeat(16)}-${'cd'.repeat(8)}-01`;
    await ask(host.port, '/api/watched', { headers: { traceparent: trace } });
    const context = contexts.at(-1);
    expect(context?.invocationId).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(context?.functionName).toBe('watched');
    expect(context?.traceContext?.traceParent).toMatch(new RegExp(`^00-${'ab'.repeat(16)}-[0-9a-f]{16}-00$`));
    expect(context?.triggerMetadata).toBeUndefined();
    expect(context?.retryContext).toBeUndefined();
    expect(context?.extraInputs.get('none')).toBeUndefined();
    expect(context?.options.trigger).toMatchObject({ type: 'httpTrigger', authLevel: 'function', methods: ['GET'] });
    expect(context?.options.return).toMatchObject({ type: 'http' });
  });

  test('runs between the hooks, which share their data', async () => {
    order.length = 0;
    await ask(host.port, '/api/watched');
    expect(order).toEqual(['before watched', 'after watched: yes']);
  });

  test('logs with its function and its id', async () => {
    await ask(host.port, '/api/watched');
    expect(host.logged).toContainEqual({
      level: 'warning',
      message: 'careful { n: 1 }',
      functionName: 'watched',
      invocationId: contexts.at(-1)?.invocationId,
    });
  });

  test('of a timer brings its schedule and its status, which says when it never ran', async () => {
    await host.invoke('ticking');
    expect(contexts.at(-1)?.triggerMetadata).toBeUndefined();
    expect(shown).toMatchObject({ schedule: { adjustForDST: true }, isPastDue: false });
    expect(shown?.scheduleStatus.last).toBe('0001-01-01T00:00:00+00:00');
    expect(shown?.scheduleStatus.next).toMatch(/T04:30:00.000\+00:00$/);
  });
});
