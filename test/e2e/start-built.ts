/**
 * A program: `npm start -- --azurite` with a bundle in place of the sources. Its first argument is the bundle, the others
 * are those of the command. The bundle makes its services by itself, of settings alone, but for the local administrator.
 */

import { runStart } from '../../local/run-start.ts';
import { localAdministrator, type Services } from '../../shared/services.ts';
import { loadBuilt } from './load-built.ts';

const [node = '', program = '', bundle = '', ...args] = process.argv;
let services: Services | undefined;
let load = async (): Promise<unknown> => {
  throw new Error('It was loaded before its storage was there.');
};

const status = await runStart([node, program, ...args], {
  onAzure: false,
  async open({ database, connectionString }, log) {
    if (database !== undefined) return { refused: 'The bundle has no SQLite store: start it with --azurite.' };
    const env = { ...process.env, AzureWebJobsStorage: connectionString };
    load = async () => {
      services = await loadBuilt(bundle, { env, log, localPrincipal: localAdministrator });
    };
    return { close: async () => services?.store.close() };
  },
  load: () => load(),
  fill: async () => 'It has no sample data.',
});
process.exit(status);
