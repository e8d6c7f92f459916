/** How a remedy names the identity that must be let in. */

/** In the middle of a sentence; `clientId`: the setting that names a user-assigned identity. */
export function identityWords(clientId: string | undefined): string {
  return clientId === undefined
    ? 'the app’s own identity (system-assigned)'
    : `the identity with the client id ${clientId}`;
}
