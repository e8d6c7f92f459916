/** Commlog's own API keys: made once, kept only as hashes, compared in constant time. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { isRole, type Role, roleNames } from './roles.ts';

/** A line of the setting `API_KEYS`: `name:Role[+Role]:sha256`, the hash in hexadecimal. */
export interface ApiKey {
  readonly name: string;
  readonly roles: readonly Role[];
  /** SHA-256 of the key's text. */
  readonly hash: Buffer;
}

/** Every key that Commlog makes begins so; leak scanners and the `Authorization` header's reader know it by that. */
export const apiKeyPrefix = 'commlog_';

const nameForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

const hashOf = (key: string): Buffer => createHash('sha256').update(key, 'utf8').digest();

/** Makes a key of 256 random bits: `key` is shown once, `line` is what `API_KEYS` takes. Throws on a name or role that it would refuse. */
export function createApiKey(name: string, roles: readonly Role[]): { readonly key: string; readonly line: string } {
  const key = `${apiKeyPrefix}${randomBytes(32).toString('base64url')}`;
  const line = `${name}:${roles.join('+')}:${hashOf(key).toString('hex')}`;
  const read = readApiKeys(line);
  if ('mistake' in read) throw new RangeError(read.mistake);
  return { key, line };
}

/**
 * Reads the setting: entries divided by commas, semicolons or line breaks. A mistake names the entry by its position
 * and never repeats its text, which may be a key pasted in the wrong place.
 */
export function readApiKeys(text: string): { readonly keys: readonly ApiKey[] } | { readonly mistake: string } {
  const keys: ApiKey[] = [];
  const entries = text.split(/[,;\r\n]+/).filter((entry) => entry.trim() !== '');
  for (const [index, entry] of entries.entries()) {
    const read = readEntry(entry.trim());
    if (typeof read === 'string') return { mistake: `entry ${index + 1} ${read}` };
    if (keys.some((key) => key.name === read.name)) {
      return { mistake: `entry ${index + 1} has the name of an earlier entry; give each key its own` };
    }
    keys.push(read);
  }
  return { keys };
}

function readEntry(entry: string): ApiKey | string {
  const [name = '', roleText = '', hash = '', ...more] = entry.split(':').map((part) => part.trim());
  if (more.length > 0 || hash === '') {
    return 'is not name:Role:hash; set the line that "commlog key create" prints, not the key itself';
  }
  if (!nameForm.test(name)) return 'has a name that is not 1 to 64 letters, digits, dots, hyphens and underscores';
  if (!/^[0-9a-f]{64}$/i.test(hash))
    return 'has a hash that is not 64 hexadecimal digits; "commlog key create" prints the line';
  const named = roleText.split('+').map((role) => role.trim());
  if (!named.every(isRole)) return `has a role that is not known; the roles are ${roleNames.join(', ')}`;
  return { name, roles: [...new Set(named)], hash: Buffer.from(hash, 'hex') };
}

/** The entry whose key this is. Looks at every entry, so that the time taken tells nothing of where it stands. */
export function matchApiKey(presented: string, keys: readonly ApiKey[]): ApiKey | undefined {
  const hash = hashOf(presented);
  let match: ApiKey | undefined;
  for (const key of keys) if (timingSafeEqual(hash, key.hash)) match = key;
  return match;
}
