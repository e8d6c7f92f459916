/** Registers the function that takes the events of the hub, where the settings name one. */
import { app } from '@azure/functions';
import { eventHubConnection, eventHubOf } from '../shared/event-hub.ts';
import { readSettings } from '../shared/settings.ts';
import { eventHubFunction } from '../shared/sources/event-hub/event-hub-function.ts';

/**
 * Without a hub there is nothing to listen to. With a wrong setting of the hub neither: `/health` names it, and another
 * hub than the one that was meant must not be read.
 */
export function registerEventHub(name: string): void {
  const { settings, mistakes } = readSettings();
  const hub = eventHubOf(settings);
  if (hub === undefined || mistakes.some((mistake) => mistake.name.startsWith('EVENT_HUB_'))) return;
  const trigger = {
    connection: eventHubConnection,
    // The values themselves: the host resolves %NAME% only where the setting is there, and both have defaults.
    eventHubName: hub.name,
    consumerGroup: hub.consumerGroup,
    cardinality: 'many',
    // Without it the host reads every body as JSON before the function sees it, and one that is none fails its whole
    // batch for ever: https://github.com/Azure/azure-functions-eventhubs-extension/issues/118
    dataType: 'binary',
  } as const;
  app.eventHub(name, {
    ...trigger,
    handler: eventHubFunction(name),
    // No batch is given up: its partition waits, and the hub keeps what comes meanwhile.
    retry: {
      strategy: 'exponentialBackoff',
      maxRetryCount: -1,
      minimumInterval: { seconds: 5 },
      maximumInterval: { minutes: 5 },
    },
  });
}
