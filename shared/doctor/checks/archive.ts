/** Whether the archive can be listed, which containers of logs it has, and how new their newest blob is. */
import { categoryNamed } from '../../categories/index.ts';
import type { Services } from '../../services.ts';
import { type BlobAccount, blobAccount } from '../../sources/archive/blob-account.ts';
import { containerPrefix, isForeign, placeOf } from '../../sources/archive/blob-path.ts';
import { SourceUnavailable } from '../../sources/source-unavailable.ts';
import { lasting } from '../../status/lasting.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import { defineCheck } from '../check.ts';
import { identityWords } from '../identity-words.ts';
import { listedWords } from '../listed-words.ts';

/** There is no time to wait long between tries: ms. */
const retryDelay = 100;
const width = 8;
const hourMs = 3_600_000;
/** Azure closes an hour's blob that long after the hour began. */
const writtenWithin = 2 * hourMs;

const toArchive =
  'In the diagnostic setting of each Communication Services resource, tick "Archive to a storage account" with this account, and the categories.';

const isNamed = ({ settings }: Services): boolean =>
  settings.ARCHIVE_STORAGE !== undefined || settings.ARCHIVE_STORAGE__blobServiceUri !== undefined;

function remedyOfRefusal(services: Services): string {
  const { settings } = services;
  const firewall = 'A firewall of the account must let the app in.';
  if (settings.ARCHIVE_STORAGE !== undefined)
    return `Copy the connection string again into ARCHIVE_STORAGE. ${firewall}`;
  const isOwn = !isNamed(services);
  if (isOwn && settings.AzureWebJobsStorage !== undefined)
    return `Copy the connection string again into AzureWebJobsStorage. ${firewall}`;
  const clientId = isOwn ? settings.AzureWebJobsStorage__clientId : settings.ARCHIVE_STORAGE__clientId;
  return `Give ${identityWords(clientId)} the role Storage Blob Data Reader on the archive account. ${firewall}`;
}

export const archive = defineCheck({
  title: 'Archive',
  faults: {
    unset: {
      state: 'off',
      remedy:
        'To have archived logs read, set ARCHIVE_STORAGE, or ARCHIVE_STORAGE__blobServiceUri with an identity, to the account to which a diagnostic setting archives.',
    },
    unused: { state: 'off', remedy: `${toArchive} Where other roads bring the records, nothing is to be done.` },
    empty: {
      state: 'warning',
      remedy: `${toArchive} The first container appears within about an hour after something was logged.`,
    },
    foreign: { state: 'warning', remedy: toArchive },
    old: {
      state: 'warning',
      remedy:
        'If something was logged since, see whether the diagnostic setting is still there, and still archives to this account.',
    },
    refused: { state: 'failed', remedy: remedyOfRefusal },
    throttled: { state: 'warning', remedy: 'Ask again in some minutes; reading goes on at the next tick by itself.' },
    unreachable: {
      state: 'failed',
      remedy:
        'Check the address of the archive account in ARCHIVE_STORAGE or ARCHIVE_STORAGE__blobServiceUri, and its firewall.',
    },
    malformed: {
      state: 'failed',
      remedy: 'Check that the address in ARCHIVE_STORAGE or ARCHIVE_STORAGE__blobServiceUri is that of a blob service.',
    },
  },
  late: 'Check the address of the archive account, and whether its firewall lets the app in.',
  async examine({ services }) {
    const account = await services.archive();
    if (account === undefined) return { fault: 'unset', finding: 'No archive account is set.' };
    try {
      return await lookThrough(services, blobAccount(account, { retryDelay }));
    } catch (error) {
      if (!(error instanceof SourceUnavailable) || error.failure.class === 'nothing') throw error;
      return { fault: error.failure.class, finding: error.message };
    }
  },
});

async function lookThrough(services: Services, account: BlobAccount) {
  const containers = await account.containers(containerPrefix);
  if (containers.length === 0) {
    const whose = isNamed(services) ? 'The archive account' : 'The app’s own account, which is the archive,';
    const finding = `${whose} has no container ${containerPrefix}…: no diagnostic setting archives to it.`;
    return { fault: isNamed(services) ? 'empty' : 'unused', finding } as const;
  }
  const known = containers.flatMap((container) => {
    const category = categoryNamed(container.slice(containerPrefix.length));
    return category ? [{ container, name: category.name }] : [];
  });
  const others = containers.filter((container) => known.every((one) => one.container !== container));
  const unknown = others.length === 0 ? '' : ` Of no category that is known: ${listedWords(others)}.`;
  if (known.length === 0) {
    return { fault: 'foreign', finding: `No container is of Communication Services.${unknown}` } as const;
  }
  const names = listedWords(known.map(({ name }) => name));
  const newest = await newestHour(
    account,
    known.map(({ container }) => container),
  );
  const finding = `Containers of ${names} are there.${newestWords(newest.hour)}${unknown}`;
  const age = services.clock().getTime() - (newest.hour ?? Number.NEGATIVE_INFINITY) - writtenWithin;
  if (newest.whole && age > services.settings.SILENCE_HOURS * hourMs) {
    const since = newest.hour === undefined ? 'No blob has come yet.' : `None has come for ${lasting(age)}.`;
    return { fault: 'old', finding: `${finding} ${since}` } as const;
  }
  return { finding };
}

function newestWords(hour: number | undefined): string {
  return hour === undefined
    ? ''
    : ` The newest blob is of ${new Date(hour).toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
}

/** One page of each container; `whole`: that was all of them. */
async function newestHour(account: BlobAccount, containers: readonly string[]) {
  let hour: number | undefined;
  let whole = true;
  const look = async (container: string) => {
    const page = await account.blobs(container);
    whole &&= page.continuation === undefined;
    for (const { name, modified } of page.blobs) {
      if (isForeign(name)) continue;
      const at = placeOf(container, name).hour ?? modified;
      if (hour === undefined || at > hour) hour = at;
    }
  };
  await runBounded(
    width,
    containers.map((container) => () => look(container)),
  );
  // Names sort by resource, then by time: a first page of a large container says nothing about the newest.
  return { hour: whole ? hour : undefined, whole };
}
