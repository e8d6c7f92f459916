/** What the Functions host loads: every function, with bodies and answers streamed. */
import { app } from '@azure/functions';
import './find.ts';
import './get-openapi.ts';
import './get-record.ts';
import './health.ts';
import './ingest-category.ts';
import './ingest.ts';
import './list-categories.ts';
import './list-records.ts';
import './switch-category.ts';

// Without it a body of unknown length is dropped, repeated parameters are joined, and answers are held back to their end.
app.setup({ enableHttpStream: true });
