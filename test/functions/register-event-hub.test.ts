import { afterEach, expect, it, vi } from 'vitest';
import { suppliedCore } from '../../local/core-api.ts';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

const connection = 'Endpoint=sb://hub.example/;SharedAccessKeyName=listen;SharedAccessKey=c2VjcmV0';

/** The triggers that a fresh load of the function's file registers under these settings. */
async function triggersUnder(env: Readonly<Record<string, string>>): Promise<object[]> {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const core = suppliedCore();
  core.open(() => {});
  await import('../../functions/health.ts');
  await import('../../functions/ingest-event-hub.ts');
  const bindings = core.seal().functions.get('ingest-event-hub')?.metadata.bindings ?? {};
  return Object.values(bindings);
}

it.each([
  ['a connection string', { EVENT_HUB_CONNECTION: connection }],
  ['the name of a namespace', { EVENT_HUB_CONNECTION__fullyQualifiedNamespace: 'talk.servicebus.windows.net' }],
])('the hub is listened to where %s is set', async (_, env) => {
  const all = { ...env, EVENT_HUB_CONSUMER_GROUP: 'commlog' };
  const trigger = { eventHubName: 'insights-logs', consumerGroup: 'commlog', connection: 'EVENT_HUB_CONNECTION' };
  expect(await triggersUnder(all)).toEqual([expect.objectContaining(trigger)]);
});

it.each([
  ['no connection is set', { EVENT_HUB_NAME: 'acs-logs' }],
  ['the connection is blank', { EVENT_HUB_CONNECTION: ' ' }],
  ['the connection is wrong', { EVENT_HUB_CONNECTION: 'talk' }],
  ['the name of the hub is wrong', { EVENT_HUB_CONNECTION: connection, EVENT_HUB_NAME: '%HUB%' }],
  ['its consumer group is wrong', { EVENT_HUB_CONNECTION: connection, EVENT_HUB_CONSUMER_GROUP: 'a/b' }],
])('no hub is listened to, and loading goes on, where %s', async (_, env) => {
  expect(await triggersUnder(env)).toEqual([]);
});
