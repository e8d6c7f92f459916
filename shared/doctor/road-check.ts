/** A check of a road by which others send: when something last came by it, and whether that could be read. */
import type { Services } from '../services.ts';
import type { RoadStatus } from '../status/status.ts';
import { writtenTime } from '../status/written-time.ts';
import { StorageUnavailable } from '../storage/table-store.ts';
import { type Check, defineCheck, type Fault } from './check.ts';

const hourMs = 3_600_000;

export interface RoadFacts {
  /** As arrivals name it. */
  readonly source: string;
  readonly title: string;
  /** What comes by it, in the plural: `Events`. */
  readonly things: string;
  /** Whether the settings name it; absent: it needs none. */
  readonly isSet?: (services: Services) => boolean;
  /** Said when its setting is not there; absent: it needs none. */
  readonly unset?: Fault;
  /** Nothing ever came by it. */
  readonly never: Fault;
  /** Nothing came for SILENCE_HOURS; absent: it is used now and then only. */
  readonly silent?: Fault;
}

/** Storage that does not answer is a fault of the storage tables, and thrown as such. */
export function roadCheck({ source, title, things, isSet, unset, never, silent }: RoadFacts): Check {
  return defineCheck({
    title,
    faults: {
      ...(unset ? { unset } : {}),
      never,
      ...(silent ? { silent } : {}),
      unreadable: {
        state: 'warning',
        remedy:
          'Mend the sender and send them again: the answer to a delivery names the field and the reason of each, and so does the table of outcomes.',
      },
    } as Record<'unset' | 'never' | 'silent' | 'unreadable', Fault>,
    async examine({ services, status }) {
      if (isSet && !isSet(services)) return { fault: 'unset', finding: `${title} is not set up.` };
      const { storage, roads } = await status();
      if (storage === 'unavailable') throw new StorageUnavailable('The status could not be read.');
      const road = roads.find((one) => one.source === source);
      const came = newestWords(services, road, things);
      if (road?.lastError) return { fault: 'unreadable', finding: `${came} ${road.lastError.words}` };
      if (!road?.newest) return { fault: 'never', finding: came };
      const age = services.clock().getTime() - Date.parse(road.newest);
      const isSilent = age >= services.settings.SILENCE_HOURS * hourMs;
      return silent && isSilent ? { fault: 'silent', finding: came } : { finding: came };
    },
  });
}

function newestWords({ clock, settings }: Services, road: RoadStatus | undefined, things: string): string {
  if (!road?.newest) return `${things} never came.`;
  return `${things} last came ${writtenTime(new Date(road.newest), clock(), settings.TIME_ZONE)} (${settings.TIME_ZONE}).`;
}
