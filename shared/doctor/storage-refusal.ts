/** Why our own storage could not be asked, in classes that call for different remedies. */
import type { StorageLimit, StorageUnavailable } from '../storage/table-store.ts';

export type StorageFault = 'role' | 'firewall' | 'credentials' | 'identity' | 'throttled' | 'unreachable';

export interface StorageRefusal {
  readonly fault: StorageFault;
  /** What storage said, as `403 AuthorizationPermissionMismatch` or `ECONNREFUSED`; undefined when it said nothing. */
  readonly said: string | undefined;
}

/** What Azure's libraries throw when no identity gives a token. */
const withoutToken = /^(?:Aggregate)?Authentication(?:Required)?Error$|^CredentialUnavailableError$/;

/**
 * By status and code of the answer, which the cause of the error repeats, or by the error of the system.
 * https://learn.microsoft.com/rest/api/storageservices/common-rest-api-error-codes
 */
export function storageRefusalOf(error: StorageUnavailable | StorageLimit): StorageRefusal {
  const cause = (error.cause ?? {}) as { readonly name?: string; readonly message?: string; readonly code?: string };
  const [, status = '', code = ''] = /^HTTP (\d{3})(?: (\w+))?$/.exec(cause.message ?? '') ?? [];
  if (status !== '') return { fault: faultOf(Number(status), code), said: `${status} ${code}`.trim() };
  if (withoutToken.test(cause.name ?? '')) return { fault: 'identity', said: undefined };
  const said = /^[A-Z][A-Z0-9_]{2,40}$/.test(cause.code ?? '') ? cause.code : undefined;
  return { fault: 'unreachable', said };
}

function faultOf(status: number, code: string): StorageFault {
  // What a firewall of the account answers, and the service to a signature of too little.
  if (code === 'AuthorizationFailure') return 'firewall';
  if (status === 401 || code === 'AuthenticationFailed' || code === 'KeyBasedAuthenticationNotPermitted')
    return 'credentials';
  if (status === 403) return 'role';
  return status === 429 || status === 503 ? 'throttled' : 'unreachable';
}
