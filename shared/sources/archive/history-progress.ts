/** How far a history run is, in numbers that add up and in words. */
import type { RunState } from '../../runs/run.ts';
import type { Services } from '../../services.ts';
import type { HistoryState } from './history-state.ts';

/** `blobs` and `bytes` are what was to be read; `…Left` what remains of it. */
export function progressOf({ settings }: Pick<Services, 'settings'>, state: HistoryState): RunState {
  const blobsLeft = Math.max(0, state.blobs - state.blobsDone);
  const bytesLeft = blobsLeft === 0 ? 0 : Math.max(0, state.bytes - state.bytesDone);
  const { daysBeyondRetention, readMs, records } = state;
  return {
    phase: state.phase === 'read' ? 'read' : 'list',
    listed: state.listed,
    passedOver: state.passedOver,
    checkpointsRemoved: state.checkpointsRemoved,
    blobs: state.blobs,
    blobsLeft,
    bytes: state.bytes,
    bytesLeft,
    gone: state.gone,
    unreadable: sumOf(state.unreadable),
    records,
    recordsPerSecond: readMs === 0 ? 0 : Math.round((records / readMs) * 1000),
    daysBeyondRetention,
    setting: 'RETENTION_DAYS',
    words: wordsOf(state, blobsLeft, bytesLeft, settings.RETENTION_DAYS),
  };
}

function wordsOf(state: HistoryState, blobsLeft: number, bytesLeft: number, retention: number | 'never'): string {
  if (state.phase !== 'read') {
    return `Lists the archive: ${blobsIn(state.listed)} so far, ${blobsIn(state.blobs)} to be read.`;
  }
  const first = state.order === 'newest' ? 'newest' : 'oldest';
  const left =
    blobsLeft === 0
      ? 'Everything that was in the archive is read.'
      : `${inGroups(blobsLeft)} of ${blobsIn(state.blobs)} (${megabytes(bytesLeft)}) are to be read, ${first} first.`;
  if (retention === 'never' || state.daysBeyondRetention === 0) return left;
  return (
    `${left} ${daysIn(state.daysBeyondRetention)} of the archive ${state.daysBeyondRetention === 1 ? 'lies' : 'lie'} ` +
    `beyond the retention of ${daysIn(retention)}: their records are counted and not kept. ` +
    'To keep them, set RETENTION_DAYS higher or to never.'
  );
}

export function sumOf(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

const inGroups = (count: number): string => count.toLocaleString('en');
const blobsIn = (count: number): string => `${inGroups(count)} ${count === 1 ? 'blob' : 'blobs'}`;
const daysIn = (count: number): string => `${inGroups(count)} ${count === 1 ? 'day' : 'days'}`;
const megabytes = (bytes: number): string => `${inGroups(Math.ceil(bytes / 1_000_000))} MB`;
