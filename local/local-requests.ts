/** Who may talk to the local host: programs of this machine, and no page of another site in its browser. */

import type { IncomingHttpHeaders } from 'node:http';

/**
 * In words why the request is refused (403), or undefined. A foreign `Host` is DNS rebinding; a foreign `Origin`, or
 * `Sec-Fetch-Site` of anything but a link that was followed, is a page of another site.
 */
export function refusalOf(headers: IncomingHttpHeaders, method: string, port: number): string | undefined {
  const host = headers.host?.toLowerCase() ?? '';
  const own = ['localhost', '127.0.0.1', '[::1]'].flatMap((name) =>
    port === 80 ? [`${name}:80`, name] : [`${name}:${port}`],
  );
  if (!own.includes(host)) {
    return `Refused: this host answers only to localhost:${port} and 127.0.0.1:${port}, not to the Host "${host}".`;
  }
  const { origin } = headers;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host}`) {
    return `Refused: a page of ${origin} may not use this host.`;
  }
  const site = headers['sec-fetch-site'];
  const followedLink = method === 'GET' && headers['sec-fetch-mode'] === 'navigate';
  if ((site === 'cross-site' || site === 'same-site') && !followedLink) {
    return 'Refused: a page of another site may not use this host.';
  }
  return undefined;
}
