/** What the local host makes of an app that listens to an event hub: it has none, and says so. */

import { app } from '@azure/functions';
import { expect, test } from 'vitest';
import { ask, serve } from './serve.ts';

test('a function of an event hub is disabled in words, and disturbs no other', async () => {
  const host = await serve(() => {
    app.eventHub('hub', { connection: 'NOT_SET', eventHubName: 'logs', cardinality: 'many', handler: () => {} });
    app.http('well', { authLevel: 'anonymous', methods: ['GET'], handler: () => ({ body: 'well' }) });
  });
  const errors = host.logged.filter(({ level }) => level === 'error').map(({ message }) => message);
  expect(errors).toEqual([
    'Function "hub" is disabled: the local host does not support the trigger type eventHubTrigger.',
  ]);
  expect(host.functions().map(({ name, trigger }) => [name, trigger.kind])).toEqual([
    ['hub', 'disabled'],
    ['well', 'http'],
  ]);
  expect(await ask(host.port, '/api/well')).toMatchObject({ status: 200, body: 'well' });
  await host.close();
});
