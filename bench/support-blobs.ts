/** Blobs as a diagnostic setting writes them, for benches. */
import { BlobServiceClient } from '@azure/storage-blob';

const blockBytes = 4 * 1024 * 1024;

/** Appends lines until `leastBytes` are in the blob, block by block; gives its length. */
export async function fillBlob(
  connectionString: string,
  container: string,
  name: string,
  texts: Iterable<string>,
  leastBytes = Number.POSITIVE_INFINITY,
): Promise<number> {
  const containerClient = BlobServiceClient.fromConnectionString(connectionString).getContainerClient(container);
  await containerClient.createIfNotExists();
  const client = containerClient.getAppendBlobClient(name);
  await client.create();
  let held: string[] = [];
  let heldBytes = 0;
  let bytes = 0;
  const append = async () => {
    const block = Buffer.from(held.join(''));
    if (block.length > 0) await client.appendBlock(block, block.length);
    bytes += block.length;
    held = [];
    heldBytes = 0;
  };
  for (const text of texts) {
    held.push(`${text}\n`);
    heldBytes += text.length + 1;
    if (bytes + heldBytes >= leastBytes) break;
    if (heldBytes > blockBytes - 10_000) await append();
  }
  await append();
  return bytes;
}
