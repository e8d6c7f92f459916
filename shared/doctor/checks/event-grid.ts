/** Whether events of Event Grid come. */
import { roadCheck } from '../road-check.ts';

export const eventGrid = roadCheck({
  source: 'event-grid',
  title: 'Event Grid',
  things: 'Events',
  never: {
    state: 'off',
    remedy:
      'To have events taken, make an event subscription of the Communication Services resource with the type of endpoint "Web Hook" and the address https://NAME.azurewebsites.net/api/events?code=KEY, where KEY is a Functions key.',
  },
  silent: {
    state: 'warning',
    remedy:
      'If something happened since, look at the metrics of the event subscription: whether deliveries fail, and whether its address still has a Functions key that holds.',
  },
});
