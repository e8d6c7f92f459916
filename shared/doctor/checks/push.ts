/** Whether somebody sends records to us. */
import { roadCheck } from '../road-check.ts';

export const push = roadCheck({
  source: 'push',
  title: 'Senders',
  things: 'Records that were sent to /api/ingest',
  never: {
    state: 'off',
    remedy:
      'To send records, POST them to https://NAME.azurewebsites.net/api/ingest with a Functions key in the header x-functions-key.',
  },
});
