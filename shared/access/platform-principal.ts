/** Reads the principal that App Service authentication puts on a request it let through. */
import { z } from 'zod';
import type { Principal } from './principal.ts';
import { isRole } from './roles.ts';

/** https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities#decode-the-client-principal-header */
const clientPrincipal = z.object({
  auth_typ: z.literal('aad'),
  claims: z.array(z.object({ typ: z.string(), val: z.string() })),
});

/** Entra's claims arrive under their short names (v2 tokens) or mapped to these (v1 tokens). */
const claimNames = {
  roles: ['roles', 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role'],
  id: ['oid', 'http://schemas.microsoft.com/identity/claims/objectidentifier'],
  name: ['preferred_username', 'name', 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name', 'appid', 'azp'],
} as const;

/**
 * The principal in a value of `x-ms-client-principal` (base64 of JSON); undefined when there is none, when it is not
 * readable, or when it is not Entra's: with another identity provider switched on too, its users could name roles freely.
 * The caller must know that the platform wrote the header.
 */
export function platformPrincipal(header: string | null): Principal | undefined {
  // Buffer skips what is not base64, so two values joined with a comma would otherwise be read as one.
  if (header === null || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(header)) return undefined;
  const read = clientPrincipal.safeParse(jsonOf(Buffer.from(header, 'base64').toString('utf8')));
  if (!read.success) return undefined;
  const valuesOf = (names: readonly string[]) =>
    names.flatMap((name) => read.data.claims.filter((claim) => claim.typ === name).map((claim) => claim.val));
  const id = valuesOf(claimNames.id)[0];
  if (id === undefined) return undefined;
  const held = [...new Set(valuesOf(claimNames.roles))].filter(isRole);
  return { kind: 'entra', id, name: valuesOf(claimNames.name)[0] ?? id, roles: held };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
