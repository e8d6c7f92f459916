/** A call log as it is answered: every instant in the zone that was asked for. */
import type { TimeWriter } from '../../query/time-zone.ts';
import type { CallLog } from './call-log.ts';

export function callLogItem(log: CallLog, write: TimeWriter): CallLog {
  const shown = (instant: string | null) => (instant === null ? null : write(instant));
  return {
    ...log,
    ...{ start: write(log.start), answer: shown(log.answer), end: shown(log.end) },
    participants: log.participants.map((one) => ({ ...one, start: shown(one.start) })),
    recordings: log.recordings.map((one) => ({
      ...one,
      ...{ start_time: shown(one.start_time), end_time: shown(one.end_time) },
    })),
  };
}
