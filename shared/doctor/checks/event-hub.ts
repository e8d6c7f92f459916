/** Whether records come by the event hub that the settings name. */
import { eventHubOf } from '../../event-hub.ts';
import type { Services } from '../../services.ts';
import { identityWords } from '../identity-words.ts';
import { roadCheck } from '../road-check.ts';

const toHub = ({ settings }: Services): string =>
  `In the diagnostic setting of each Communication Services resource, tick "Stream to an event hub" with the hub ${settings.EVENT_HUB_NAME} and the categories.`;

function readable({ settings }: Services): string {
  const group = `Nobody else may read with the consumer group ${settings.EVENT_HUB_CONSUMER_GROUP}.`;
  return settings.EVENT_HUB_CONNECTION === undefined
    ? `Give ${identityWords(undefined)} the role Azure Event Hubs Data Receiver on the namespace. ${group}`
    : `The policy in EVENT_HUB_CONNECTION must allow to listen. ${group}`;
}

export const eventHub = roadCheck({
  source: 'event-hub',
  title: 'Event hub',
  things: 'Records',
  isSet: ({ settings }) => eventHubOf(settings) !== undefined,
  unset: {
    state: 'off',
    remedy:
      'To have a hub read, set EVENT_HUB_CONNECTION (or EVENT_HUB_CONNECTION__fullyQualifiedNamespace with an identity) and EVENT_HUB_NAME, and restart the app.',
  },
  never: { state: 'warning', remedy: (services) => `${toHub(services)} ${readable(services)}` },
  silent: {
    state: 'warning',
    remedy: (services) =>
      `If something was logged since: ${readable(services)} See whether the diagnostic setting still streams to it, and what the log says of ingest-event-hub.`,
  },
});
