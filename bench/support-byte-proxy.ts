/** A loopback proxy before a blob service that counts what is downloaded through it. */
import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ByteProxy extends AsyncDisposable {
  /** The connection string with this proxy as the blob service. */
  readonly connectionString: string;
  /** Of blobs, since the last call: requests, and bytes of their answers. Lists and questions for properties are apart. */
  take(): { readonly downloads: number; readonly bytes: number; readonly others: number };
}

export async function byteProxy(connectionString: string): Promise<ByteProxy> {
  const target = new URL(/BlobEndpoint=([^;]+)/.exec(connectionString)?.[1] ?? '');
  let counted = { downloads: 0, bytes: 0, others: 0 };
  const server = createServer((asked, answer) => {
    const { method, url, headers } = asked;
    const isDownload = method === 'GET' && !/[?&](comp|restype)=/.test(url ?? '');
    if (isDownload) counted.downloads += 1;
    else counted.others += 1;
    const { hostname, port } = target;
    // The signature covers the path; the host is not part of it.
    const forwarded = request({ hostname, port, method, path: url, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers);
      got.on('data', (chunk: Buffer) => {
        if (isDownload && (got.statusCode ?? 500) < 300) counted.bytes += chunk.length;
      });
      got.pipe(answer);
    });
    forwarded.on('error', () => answer.destroy());
    asked.pipe(forwarded);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    connectionString: connectionString.replace(target.host, `127.0.0.1:${port}`),
    take() {
      const taken = counted;
      counted = { downloads: 0, bytes: 0, others: 0 };
      return taken;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
