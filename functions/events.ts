/** POST /events: takes events of Event Grid. */
import { takeEvents } from '../shared/http/take-events.ts';
import { register } from './register.ts';

register('events', takeEvents);
