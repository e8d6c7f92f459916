/** Seals a value while a run needs it, so that it never stands in clear in storage. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { LookupHash } from '../storage/lookup-hash.ts';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** Sealed with a key that follows from the key of the hashes. */
export function seal(text: string, hashOf: LookupHash): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, keyFrom(hashOf), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Throws where it was sealed with another key. */
export function unseal(text: string, hashOf: LookupHash): string {
  const bytes = Buffer.from(text, 'base64url');
  const decipher = createDecipheriv(algorithm, keyFrom(hashOf), bytes.subarray(0, nonceBytes));
  decipher.setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8');
}

/** Whether it was sealed with another key. */
export function unsealable(text: string, hashOf: LookupHash): boolean {
  try {
    unseal(text, hashOf);
    return false;
  } catch {
    return true;
  }
}

function keyFrom(hashOf: LookupHash): Buffer {
  return createHash('sha256').update(hashOf('what runs seal')).digest();
}
