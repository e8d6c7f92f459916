/** What can go wrong with any check: it takes too long, our storage is away, or the check itself fails. */
import type { Fault } from './check.ts';

export const commonFaults = {
  late: {
    state: 'failed',
    remedy: 'Ask again; if it stays so, look for what keeps the app from reaching it: an address, a firewall, a name.',
  },
  storage: { state: 'failed', remedy: 'Put right first what the check of the storage tables says.' },
  internal: {
    state: 'failed',
    remedy: 'Ask again; if it stays so, it is a mistake in Commlog: report it with this line and the version.',
  },
} as const satisfies Record<string, Fault>;
