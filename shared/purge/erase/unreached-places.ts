/** Where a value may stand that Commlog cannot reach: named, so that somebody looks there. */
import type { ArchiveAccount } from '../../accounts.ts';
import type { Services } from '../../services.ts';

/** Addresses and ids, never a secret. */
export async function unreachedPlaces(services: Services): Promise<readonly string[]> {
  const { settings } = services;
  const archive = await services.archive();
  const workspace = await services.workspace();
  const hub = settings.EVENT_HUB_CONNECTION__fullyQualifiedNamespace ?? hostIn(settings.EVENT_HUB_CONNECTION);
  return [
    ...(archive ? [`the archive, containers insights-logs-* of ${addressOf(archive)}`] : []),
    ...(workspace ? [`the Log Analytics workspace ${workspace.id}`] : []),
    ...(hub === undefined ? [] : [`the event hub ${settings.EVENT_HUB_NAME} of ${hub}, until its own retention ends`]),
    'files that were exported, and copies of the store',
  ];
}

/** `https://myarchive.blob.core.windows.net`. */
function addressOf(account: ArchiveAccount): string {
  if ('endpoint' in account) return new URL(account.endpoint).origin;
  const part = (name: string) =>
    new RegExp(`(?:^|;)\\s*${name}\\s*=\\s*([^;]+)`, 'i').exec(account.connectionString)?.[1];
  const address = part('BlobEndpoint');
  if (address !== undefined && URL.canParse(address)) return new URL(address).origin;
  const name = part('AccountName');
  return name === undefined ? 'the storage account of this machine' : `the storage account ${name}`;
}

/** `Endpoint=sb://NAMESPACE.servicebus.windows.net/;…` → its host. */
function hostIn(connection: string | undefined): string | undefined {
  return /Endpoint\s*=\s*sb:\/\/([^/;]+)/i.exec(connection ?? '')?.[1];
}
