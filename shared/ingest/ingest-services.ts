/** What ingesting works with, made of the process's services: one writer each, so that it remembers what it marked. */
import { noteArrivals } from '../arrivals/arrivals.ts';
import { noteRejected } from '../arrivals/rejected.ts';
import { gatherSoon } from '../communications/gather/gather-soon.ts';
import { erasedIn } from '../erasure/carries-erased.ts';
import { erasedValues } from '../erasure/erased-values.ts';
import { outcomes } from '../outcomes/codes.ts';
import { keepRejected } from '../outcomes/keep-rejected.ts';
import { perServices } from '../per-services.ts';
import { retentionOf } from '../retention/retention-of.ts';
import type { Services } from '../services.ts';
import { type RecordWriter, recordWriter } from '../storage/write-records.ts';
import { countDropped } from '../switches/dropped.ts';
import { switchedOff } from '../switches/switches.ts';
import type { IngestServices } from './ingest.ts';

/** The ingest services of a process. Throws StorageUnavailable when the key of the hashes cannot be read. */
export async function ingestServices(services: Services): Promise<IngestServices> {
  return {
    writer: await writerOf(services)(),
    clock: services.clock,
    retention: () => retentionOf(services),
    erased: async () => {
      const [erased, hashOf] = await Promise.all([erasedValues(services), services.hash()]);
      return (texts) => erasedIn(texts, erased, hashOf);
    },
    maxRecordBytes: services.settings.MAX_RECORD_MIB * 1024 * 1024,
    switchedOff: () => switchedOff(services),
    keepRejected: async (rejected, arrival) => {
      await keepRejected(services.store, rejected, arrival);
      const unread = rejected.some(({ outcome }) => outcomes[outcome].count === 'rejected');
      if (unread) await noteRejected(services, arrival.source, new Date(arrival.at));
    },
    countDropped: (slug, count, at) => countDropped(services, slug, count, at),
    gatherSoon: gatherSoon(services),
    noteArrivals: (records, source, at) => noteArrivals(services, records, source, at),
  };
}

const writerOf = perServices((services) => {
  let writer: RecordWriter | undefined;
  return async () => {
    const hashOf = await services.hash();
    writer ??= recordWriter(services.store, hashOf, services.clock);
    return writer;
  };
});
