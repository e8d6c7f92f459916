/** What ingesting works with, made of the process's services: one writer each, so that it remembers what it marked. */
import { noteArrivals } from '../arrivals/arrivals.ts';
import { keepRejected } from '../outcomes/keep-rejected.ts';
import { perServices } from '../per-services.ts';
import { notBefore } from '../retention.ts';
import type { Services } from '../services.ts';
import { recordWriter } from '../storage/write-records.ts';
import { countDropped } from '../switches/dropped.ts';
import { switchedOff } from '../switches/switches.ts';
import type { IngestServices } from './ingest.ts';

/** The ingest services of a process. Throws StorageUnavailable when the key of the hashes cannot be read. */
export const ingestServices: (services: Services) => Promise<IngestServices> = (services) => {
  const made = writerOf(services);
  return made.writer().then((writer) => ({
    writer,
    clock: services.clock,
    notBefore: () => notBefore(services),
    maxRecordBytes: services.settings.MAX_RECORD_MIB * 1024 * 1024,
    switchedOff: () => switchedOff(services),
    keepRejected: (rejected, arrival) => keepRejected(services.store, rejected, arrival),
    countDropped: (slug, count, at) => countDropped(services, slug, count, at),
    noteArrivals: (records, source, at) => noteArrivals(services, records, source, at),
  }));
};

const writerOf = perServices((services) => {
  let writer: Promise<ReturnType<typeof recordWriter>> | undefined;
  return {
    writer: () => {
      writer ??= services.hash().then(
        (hashOf) => recordWriter(services.store, hashOf, services.clock),
        (error: unknown) => {
          writer = undefined;
          throw error;
        },
      );
      return writer;
    },
  };
});
