/** The registered function of the event hub, called with what a Functions host hands over. */
import { InvocationContext } from '@azure/functions';
import { vi } from 'vitest';
import { provideServices, type Services } from '../../shared/services.ts';
import { registeredFunctions } from './app.ts';

export const hubSettings = {
  EVENT_HUB_CONNECTION: 'Endpoint=sb://hub.example/;SharedAccessKeyName=listen;SharedAccessKey=c2VjcmV0',
  EVENT_HUB_NAME: 'acs-logs',
};

/** What is registered for the hub when the app is loaded with these settings; call it before anything else loads the app. */
export async function hubRegistration(env: Readonly<Record<string, string>> = hubSettings) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const functions = await registeredFunctions();
  vi.unstubAllEnvs();
  return functions.get('ingest-event-hub');
}

/** Hands events over, as a batch; `metadata` as the library shows it. */
export async function handOver(services: Services, messages: unknown, metadata?: object): Promise<void> {
  provideServices(services);
  const registration = await hubRegistration();
  if (!registration)
    throw new Error('ingest-event-hub is not registered; load the app with the settings of a hub first.');
  const callback = registration.callback as unknown as (messages: unknown, context: InvocationContext) => Promise<void>;
  const context = new InvocationContext({
    ...{ invocationId: 'invocation-8', functionName: 'ingest-event-hub' },
    ...(metadata === undefined ? {} : { triggerMetadata: { ...metadata } }),
  });
  await callback(messages, context);
}
