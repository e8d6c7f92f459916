/** Which event hub the settings name. */
import type { Settings } from './settings.ts';

export interface EventHub {
  readonly name: string;
  readonly consumerGroup: string;
}

/** The app setting that the Functions host connects with; with a managed identity, the beginning of its names. */
export const eventHubConnection = 'EVENT_HUB_CONNECTION';

/** Undefined where no connection is set: then no hub is read. */
export function eventHubOf(settings: Settings): EventHub | undefined {
  const { EVENT_HUB_CONNECTION, EVENT_HUB_CONNECTION__fullyQualifiedNamespace } = settings;
  if (EVENT_HUB_CONNECTION === undefined && EVENT_HUB_CONNECTION__fullyQualifiedNamespace === undefined)
    return undefined;
  return { name: settings.EVENT_HUB_NAME, consumerGroup: settings.EVENT_HUB_CONSUMER_GROUP };
}
