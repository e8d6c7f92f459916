/** What the Functions host loads: every function, with bodies and answers streamed. */
import { app } from '@azure/functions';
import './backfill.ts';
import './delete-communications.ts';
import './delete-person.ts';
import './events.ts';
import './events-handshake.ts';
import './examine-installation.ts';
import './find.ts';
import './gather.ts';
import './generate.ts';
import './get-communication.ts';
import './get-openapi.ts';
import './get-person.ts';
import './get-record.ts';
import './get-run.ts';
import './get-setting.ts';
import './get-status.ts';
import './health.ts';
import './import-people.ts';
import './ingest-category.ts';
import './ingest-event-hub.ts';
import './ingest.ts';
import './list-call-logs.ts';
import './list-categories.ts';
import './list-communications.ts';
import './list-people.ts';
import './list-records.ts';
import './list-runs.ts';
import './list-settings.ts';
import './nightly.ts';
import './purge-by-hand.ts';
import './purge.ts';
import './put-person.ts';
import './put-setting.ts';
import './read-archive.ts';
import './regenerate.ts';
import './switch-category.ts';
import './work.ts';

/** For a host that loads the app in place of Azure's worker, the bundle too: what the functions work with. */
export { createServices, provideServices } from '../shared/services.ts';

// Without it a body of unknown length is dropped, repeated parameters are joined, and answers are held back to their end.
app.setup({ enableHttpStream: true });
