/** Who is asking: found from the request's headers, the settings and the platform, and from nothing else. */
import { type ApiKey, apiKeyPrefix, matchApiKey } from './api-keys.ts';
import { platformPrincipal } from './platform-principal.ts';
import type { Role } from './roles.ts';

export interface Principal {
  readonly kind: 'api-key' | 'entra' | 'local';
  /** Stable: the key's name, the object id in Entra, or `local`. */
  readonly id: string;
  /** For people: the key's name, the name in Entra, or `local`. */
  readonly name: string;
  readonly roles: readonly Role[];
}

/** What the answer depends on, beside the headers. */
export interface Trust {
  readonly apiKeys: readonly ApiKey[];
  /** The platform authenticates, and so owns the `x-ms-client-principal` header: what a caller sends there never arrives. */
  readonly platformAuthenticates: boolean;
  /** Who is asking when nobody says so; only code that starts Commlog on one machine can set it. */
  readonly localPrincipal: Principal | undefined;
}

/** `anonymous`: no credentials were sent. `unknown`: some were, and they are nobody's. */
export type Asking = Principal | 'anonymous' | 'unknown';

/** Credentials that are sent always decide: a wrong key is never made good by being on the local machine. */
export function principalOf(headers: Pick<Headers, 'get'>, trust: Trust): Asking {
  const bearer = /^bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const presented = headers.get('x-api-key') ?? bearer;
  if (presented !== undefined) {
    const key = matchApiKey(presented, trust.apiKeys);
    if (key) return { kind: 'api-key', id: key.name, name: key.name, roles: key.roles };
    // Another bearer token is the platform's to judge: it has done so before the request arrived here.
    if (headers.get('x-api-key') !== null || presented.startsWith(apiKeyPrefix)) return 'unknown';
  }
  const platform = trust.platformAuthenticates ? platformPrincipal(headers.get('x-ms-client-principal')) : undefined;
  if (platform) return platform;
  if (headers.get('authorization') !== null) return 'unknown';
  return trust.localPrincipal ?? 'anonymous';
}
