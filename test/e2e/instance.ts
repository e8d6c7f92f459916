/** One instance of several that share a store: `instance.ts sqlite FILE`, or `instance.ts azurite CONNECTION-STRING PREFIX`. */

import { startHost } from '../../local/host.ts';
import { readHostJson } from '../../local/host-json.ts';
import { createServices, localAdministrator, provideServices } from '../../shared/services.ts';
import { azureTables } from '../../shared/storage/azure-tables.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';

const [kind, place = '', tablePrefix = ''] = process.argv.slice(2);
const store = kind === 'sqlite' ? sqliteTables({ path: place }) : azureTables({ connectionString: place, tablePrefix });
provideServices(await createServices({ store, localPrincipal: localAdministrator }));
const hostJson = readHostJson(`${import.meta.dirname}/../../host.json`);
const host = await startHost({ ...hostJson, port: 0, load: () => import('../../functions/index.ts') });
console.log(`Ready at ${host.url} .`);
