/** Which outside accounts the settings name: the archive and the workspace, and how to be let in there. */
import type { HttpClient } from '@azure/core-rest-pipeline';
import type { TokenCredential } from '@azure/identity';
import type { Platform } from './platform.ts';
import type { Settings } from './settings.ts';

/** A storage account whose blobs are read: by a connection string, or as an identity. */
export type ArchiveAccount =
  | { readonly connectionString: string }
  | { readonly endpoint: string; readonly credential: TokenCredential };

/** A Log Analytics workspace, and who asks it. */
export interface Workspace {
  readonly id: string;
  /** Address of the query service. */
  readonly endpoint: string;
  readonly credential: TokenCredential;
  /** Sends the requests, instead of the client's own way. */
  readonly http?: HttpClient | undefined;
}

/** A managed identity, the one of this client id where it is given; on a developer's machine whoever is signed in to Azure. */
export type CredentialFor = (clientId: string | undefined) => Promise<TokenCredential>;

/** The identities of this platform; Azure's library is loaded when one is asked for. */
export function credentialsOf({ onAzure }: Platform): CredentialFor {
  return async (clientId) => {
    const { DefaultAzureCredential, ManagedIdentityCredential } = await import('@azure/identity');
    if (clientId !== undefined) return new ManagedIdentityCredential({ clientId });
    return onAzure ? new ManagedIdentityCredential() : new DefaultAzureCredential();
  };
}

/** The archive account of the settings: its own, else that of the app. Undefined where neither is named. */
export async function archiveOf(
  settings: Settings,
  credentialFor: CredentialFor,
  own: string | undefined,
): Promise<ArchiveAccount | undefined> {
  const { ARCHIVE_STORAGE, ARCHIVE_STORAGE__blobServiceUri, AzureWebJobsStorage__blobServiceUri } = settings;
  if (ARCHIVE_STORAGE !== undefined) return { connectionString: ARCHIVE_STORAGE };
  if (ARCHIVE_STORAGE__blobServiceUri !== undefined) {
    const credential = await credentialFor(settings.ARCHIVE_STORAGE__clientId);
    return { endpoint: ARCHIVE_STORAGE__blobServiceUri, credential };
  }
  const connectionString = own ?? settings.AzureWebJobsStorage;
  if (connectionString !== undefined) return { connectionString };
  if (AzureWebJobsStorage__blobServiceUri === undefined) return undefined;
  return {
    endpoint: AzureWebJobsStorage__blobServiceUri,
    credential: await credentialFor(settings.AzureWebJobsStorage__clientId),
  };
}

/** The workspace of the settings; undefined where none is named. */
export async function workspaceOf(
  settings: Settings,
  credentialFor: CredentialFor,
  http?: HttpClient,
): Promise<Workspace | undefined> {
  const { LOG_ANALYTICS_WORKSPACE_ID: id, LOG_ANALYTICS_ENDPOINT: endpoint, LOG_ANALYTICS_CLIENT_ID } = settings;
  if (id === undefined) return undefined;
  return { id, endpoint, credential: await credentialFor(LOG_ANALYTICS_CLIENT_ID), http };
}
