/** The roads by which records come: how a sentence names each, and whether it is set up. */
import { eventHubOf } from '../event-hub.ts';
import type { Services } from '../services.ts';

interface RoadFacts {
  /** In a sentence, before "refuses our credentials". */
  readonly name: string;
  /** Whether the settings name it. A road without this needs no setting. */
  readonly isSet?: (services: Services) => boolean | Promise<boolean>;
}

const roadsTable: Readonly<Record<string, RoadFacts>> = {
  push: { name: 'a sender' },
  import: { name: 'an import' },
  archive: {
    name: 'the archive',
    isSet: async ({ archive }) => (await archive()) !== undefined,
  },
  'event-hub': {
    name: 'the event hub',
    isSet: ({ settings }) => eventHubOf(settings) !== undefined,
  },
  'event-grid': { name: 'Event Grid' },
  'log-analytics': {
    name: 'Log Analytics',
    isSet: ({ settings }) => settings.LOG_ANALYTICS_WORKSPACE_ID !== undefined,
  },
};

export interface Road {
  readonly source: string;
  readonly name: string;
  /** `named`: its setting is there. `open`: it needs none. `unset`: it needs one that is not there. */
  readonly setting: 'named' | 'open' | 'unset';
}

/** The roads that are set up or that were ever met, in the order of the table. */
export async function roadsOf(services: Services, met: ReadonlySet<string>): Promise<Road[]> {
  const others = [...met].filter((source) => !Object.hasOwn(roadsTable, source)).toSorted();
  const roads = await Promise.all(
    [...Object.keys(roadsTable), ...others].map(async (source): Promise<Road> => {
      const { name, isSet } = roadsTable[source] ?? { name: source };
      const setting = isSet === undefined ? 'open' : (await isSet(services)) ? 'named' : 'unset';
      return { source, name, setting };
    }),
  );
  return roads.filter(({ source, setting }) => setting === 'named' || met.has(source));
}
