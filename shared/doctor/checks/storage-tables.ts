/** Whether our own storage can be written, read and deleted from. */
import { randomUUID } from 'node:crypto';
import type { Services } from '../../services.ts';
import { StorageLimit, StorageUnavailable, type TableStore } from '../../storage/table-store.ts';
import { transactIn } from '../../storage/transact-in.ts';
import { defineCheck, type Found } from '../check.ts';
import { identityWords } from '../identity-words.ts';
import { type StorageFault, storageRefusalOf } from '../storage-refusal.ts';

const table = 'Counters';
const partitionKey = 'doctor';

const letIn =
  'Let the app in: in the account’s networking, allow its virtual network or the addresses from which it goes out.';

function remedyOfRole({ settings }: Services): string {
  if (settings.AzureWebJobsStorage !== undefined)
    return 'The signature in AzureWebJobsStorage allows too little: set a connection string with the account key, or one that may read, add, update and delete in tables.';
  const identity = identityWords(settings.AzureWebJobsStorage__clientId);
  return `Give ${identity} the role Storage Table Data Contributor on the storage account; it takes some minutes until that holds.`;
}

function remedyOfCredentials({ settings }: Services): string {
  return settings.AzureWebJobsStorage === undefined
    ? 'AzureWebJobsStorage__tableServiceUri must be the table address of an account in the tenant of the identity.'
    : 'Copy the connection string again into AzureWebJobsStorage, since its key may have been renewed; where the account allows no keys, set AzureWebJobsStorage__tableServiceUri instead and give the app an identity.';
}

export const storageTables = defineCheck({
  title: 'Storage tables',
  faults: {
    role: { state: 'failed', remedy: remedyOfRole },
    firewall: { state: 'failed', remedy: (services) => `${letIn} If it is let in: ${remedyOfRole(services)}` },
    credentials: { state: 'failed', remedy: remedyOfCredentials },
    identity: {
      state: 'failed',
      remedy: ({ settings }) =>
        `Switch ${identityWords(settings.AzureWebJobsStorage__clientId)} on: the app needs a managed identity, and AzureWebJobsStorage__clientId names it where it is user-assigned. On a developer’s machine, sign in with "az login".`,
    },
    throttled: {
      state: 'failed',
      remedy: 'Ask again in some minutes; if it stays so, the account has more to do than it can: look at its metrics.',
    },
    unreachable: {
      state: 'failed',
      remedy: `Check the address in AzureWebJobsStorage (or AzureWebJobsStorage__tableServiceUri). ${letIn} On one machine, see whether the disk is full.`,
    },
  },
  late: `Check the address of the account. ${letIn}`,
  async examine({ services: { store } }): Promise<Found<StorageFault>> {
    try {
      await writeReadDelete(store);
      return { finding: 'A row can be written, read and deleted.' };
    } catch (error) {
      if (!(error instanceof StorageUnavailable || error instanceof StorageLimit)) throw error;
      const { fault, said } = storageRefusalOf(error);
      const isAnswer = fault === 'unreachable' && /^\d/.test(said ?? '');
      const what = isAnswer ? 'What answers is no table storage' : words[fault];
      return { fault, finding: `${what}${said === undefined ? '' : ` (${said})`}.` };
    }
  },
});

const words: Readonly<Record<StorageFault, string>> = {
  role: 'Storage does not allow us to write, read and delete rows',
  firewall: 'Storage does not let us in',
  credentials: 'Storage refuses our credentials',
  identity: 'No identity gives a token for storage',
  throttled: 'Storage asks us to slow down',
  unreachable: 'Storage does not answer',
};

/** A row of its own, so that several examinations do not meet. */
async function writeReadDelete(store: TableStore): Promise<void> {
  const rowKey = randomUUID();
  await transactIn(store, table, [{ kind: 'upsert', entity: { partitionKey, rowKey, v: 1 } }]);
  const row = await store.get(table, partitionKey, rowKey);
  if (row === undefined) throw new Error('A row that was just written is not there.');
  await store.transact(table, [{ kind: 'delete', partitionKey, rowKey, etag: row.etag }]);
}
