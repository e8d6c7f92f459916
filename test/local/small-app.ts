/** A runnable stand-in for `local/start.ts` with an app that is just enough to see the command work. */

import { setTimeout as sleep } from 'node:timers/promises';
import { app } from '@azure/functions';
import { runStart } from '../../local/run-start.ts';

const status = await runStart(process.argv, {
  onAzure: false,
  async open(_storage, log) {
    console.log('opened');
    log({ level: 'info', function: 'open' });
    return { close: async () => console.log('closed') };
  },
  async load() {
    app.setup({ enableHttpStream: true });
    app.http('slow', {
      methods: ['GET'],
      authLevel: 'anonymous',
      handler: async () => {
        console.log('slow began');
        await sleep(700);
        return { body: 'slow but whole' };
      },
    });
    app.http('fault', {
      methods: ['POST'],
      authLevel: 'anonymous',
      handler: async () => {
        setTimeout(() => Promise.reject(new Error('nobody awaits this')), 20);
        await sleep(30_000);
        return {};
      },
    });
  },
  fill: async (url) => `Filled over ${url}.`,
});
process.exit(status);
