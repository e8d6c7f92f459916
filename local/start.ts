/** `npm start`: the app of this repository on one machine. */

import { Readable } from 'node:stream';
import { createServices, localAdministrator, provideServices } from '../shared/services.ts';
import { readSettings, type SettingName } from '../shared/settings.ts';
import { azureTables } from '../shared/storage/azure-tables.ts';
import type { TableStore } from '../shared/storage/table-store.ts';
import { runStart } from './run-start.ts';
import { loadSample } from './sample/load-sample.ts';
import { samplePeople } from './sample/people.ts';

let store: TableStore | undefined;

const status = await runStart(process.argv, {
  onAzure: readSettings().platform.onAzure,
  async open({ database, connectionString }, log) {
    const services = await createServices({
      ...{ localPrincipal: localAdministrator, log, ownStorage: connectionString },
      ...(database === undefined ? { store: azureTables({ connectionString }) } : { sqlite: { path: database } }),
    });
    if (services.mistakes.length > 0) {
      await services.store.close();
      return { refused: services.mistakes.map(({ message }) => message).join('\n') };
    }
    store = services.store;
    provideServices(services);
    const setting = (name: string) => {
      const value: unknown = services.settings[name as SettingName];
      return value === undefined ? undefined : String(value);
    };
    return { setting, close: () => services.store.close() };
  },
  load: () => import('../functions/index.ts'),
  async fill(url) {
    if ((await store?.listTables('Records'))?.length !== 0) return 'It holds the records of before.';
    const people = { method: 'POST', body: samplePeople(), headers: { 'content-type': 'text/csv' } };
    const imported = await fetch(`${url}/api/directory/import`, people);
    if (!imported.ok) throw new Error(`the directory answered ${imported.status} ${await imported.text()}`);
    return loadSample(async (lines) => {
      const body = Readable.toWeb(Readable.from(lines)) as ReadableStream<Uint8Array>;
      const answer = await fetch(`${url}/api/ingest`, { method: 'POST', body, duplex: 'half' });
      if (!answer.ok) throw new Error(`the answer was ${answer.status} ${await answer.text()}`);
      const { stored } = (await answer.json()) as { stored: number };
      return `It holds sample data: ${stored} records of an invented company (none with --empty).`;
    });
  },
});
process.exit(status);
