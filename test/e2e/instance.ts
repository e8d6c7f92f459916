/**
 * One instance of several that share a store: `instance.ts sqlite FILE` of the sources, or
 * `instance.ts azurite CONNECTION-STRING BUNDLE` of the bundle.
 */

import { startHost } from '../../local/host.ts';
import { readHostJson } from '../../local/host-json.ts';
import { createServices, localAdministrator, provideServices } from '../../shared/services.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { loadBuilt } from './load-built.ts';

const [kind, place = '', bundle = ''] = process.argv.slice(2);
const localPrincipal = localAdministrator;

async function loadSources(): Promise<void> {
  provideServices(await createServices({ store: sqliteTables({ path: place }), localPrincipal }));
  await import('../../functions/index.ts');
}

const load =
  kind === 'sqlite'
    ? loadSources
    : () => loadBuilt(bundle, { env: { ...process.env, AzureWebJobsStorage: place }, localPrincipal });
const hostJson = readHostJson(`${import.meta.dirname}/../../host.json`);
const host = await startHost({ ...hostJson, port: 0, load });
console.log(`Ready at ${host.url} .`);
