/** Takes the diagnostic records that a diagnostic setting streams to an event hub. */
import { registerEventHub } from './register-event-hub.ts';

registerEventHub('ingest-event-hub');
