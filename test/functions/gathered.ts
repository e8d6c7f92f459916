/** An app on a store in memory, into which stories were delivered and gathered; its clock is moved by hand. */
import { gatherPending } from '../../shared/communications/gather/gather-pending.ts';
import type { RouteName } from '../../shared/http/routes.ts';
import { localAdministrator, type Services } from '../../shared/services.ts';
import { ask, memoryServices } from './app.ts';

export interface Gathered {
  readonly services: Awaited<ReturnType<typeof memoryServices>>;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => ReturnType<typeof ask>;
  readonly deliver: (records: readonly object[]) => Promise<void>;
  /** Moves the clock (ms). */
  readonly wait: (ms: number) => void;
}

/** Six days after the stories of test/communications. */
export const evening = Date.parse('2026-03-10T18:00:00.000Z');

const routeOf = (path: string): RouteName => {
  if (path.startsWith('/find')) return 'find';
  return path.startsWith('/communications/') ? 'get-communication' : 'list-communications';
};

export async function gathered(stories: readonly object[]): Promise<Gathered> {
  let now = evening;
  const services = await memoryServices({ localPrincipal: localAdministrator, clock: () => new Date(now) });
  const deliver = async (records: readonly object[]) => {
    const body = JSON.stringify({ records });
    const { json } = await ask(services, 'ingest', '/ingest', { body });
    if (json.rejected !== 0) throw new Error(JSON.stringify(json));
    await gather(services);
  };
  if (stories.length > 0) await deliver(stories);
  return {
    services,
    deliver,
    get: (path, headers = {}) => ask(services, routeOf(path), path, { headers }),
    wait: (ms) => {
      now += ms;
    },
  };
}

async function gather(services: Services): Promise<void> {
  const until = services.clock().getTime() + 50_000;
  await gatherPending(services, { until, signal: new AbortController().signal });
}
