/** Keeps what the library opens on this machine: its streaming proxy would listen on every interface. */

import { Server } from 'node:net';

type Listen = (this: Server, ...args: unknown[]) => Server;

/** While `start` runs, every server that names no address listens on 127.0.0.1. Gives those servers with the result. */
export async function onLoopback<T>(start: () => Promise<T>): Promise<{ value: T; servers: Server[] }> {
  const original = Server.prototype.listen as Listen;
  const servers: Server[] = [];
  const listen: Listen = function (...args) {
    const port = typeof args[0] === 'number' ? args[0] : 0;
    const namesNothing = args.length === 0 || typeof args[0] === 'function';
    const namesPortOnly = typeof args[0] === 'number' && typeof args[1] !== 'string';
    if (!namesNothing && !namesPortOnly) return original.apply(this, args);
    servers.push(this);
    const callbacks = args.filter((arg) => typeof arg === 'function');
    return original.call(this, { port, host: '127.0.0.1' }, ...callbacks);
  };
  Server.prototype.listen = listen as typeof Server.prototype.listen;
  try {
    return { value: await start(), servers };
  } finally {
    Server.prototype.listen = original as typeof Server.prototype.listen;
  }
}
