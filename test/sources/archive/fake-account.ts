/** A storage account in memory that keeps its promises about tags, and counts what is downloaded. */
import type { BlobAccount } from '../../../shared/sources/archive/blob-account.ts';
import type { BlobFacts } from '../../../shared/sources/archive/blob-facts.ts';

export interface FakeAccount extends BlobAccount {
  /** Adds bytes to an append blob, which it creates. */
  append(name: string, bytes: string | Buffer): void;
  /** Writes a block blob, in place of one that is there. */
  put(name: string, bytes: string | Buffer): void;
  remove(name: string): void;
  /** The facts as a listing gives them now. */
  listed(name: string): BlobFacts;
  readonly downloads: readonly { readonly offset: number; readonly count: number }[];
  /** Is called before each download. */
  onDownload: () => void;
  /** The time of the account, in ms. */
  now: number;
}

export const container = 'insights-logs-smsoperational';

export function fakeAccount(now: number): FakeAccount {
  const blobs = new Map<string, { facts: BlobFacts; bytes: Buffer }>();
  const downloads: { offset: number; count: number }[] = [];
  let tags = 0;
  const write = (name: string, bytes: Buffer, type: BlobFacts['type'], created: number) => {
    tags += 1;
    const facts = { container, name, length: bytes.length, etag: `0x${tags}`, created, modified: account.now, type };
    blobs.set(name, { facts, bytes });
  };
  const account: FakeAccount = {
    now,
    downloads,
    onDownload: () => {},
    append(name, bytes) {
      const before = blobs.get(name);
      const all = Buffer.concat([before?.bytes ?? Buffer.alloc(0), Buffer.from(bytes as string)]);
      write(name, all, 'append', before?.facts.created ?? account.now);
    },
    put: (name, bytes) => write(name, Buffer.from(bytes as string), 'block', account.now),
    remove: (name) => void blobs.delete(name),
    listed(name) {
      const { facts } = blobs.get(name) ?? {};
      if (!facts) throw new Error(`no blob ${name}`);
      return facts;
    },
    containers: async () => [container],
    blobs: async () => ({ blobs: [...blobs.values()].map(({ facts }) => facts) }),
    prefixes: async () => [],
    facts: async (_, name) => blobs.get(name)?.facts,
    async download(_, name, { offset, count, etag }) {
      account.onDownload();
      const blob = blobs.get(name);
      if (!blob) return 'gone';
      if (blob.facts.etag !== etag) return 'changed';
      if (count < 1 || offset + count > blob.bytes.length) throw new Error(`asked for ${offset} + ${count}`);
      downloads.push({ offset, count });
      return Buffer.from(blob.bytes.subarray(offset, offset + count));
    },
  };
  return account;
}
