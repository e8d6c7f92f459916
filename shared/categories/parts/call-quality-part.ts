/** How call diagnostics take part: each names one media stream and what was poor about it. */
import type { Part, Said } from '../part.ts';
import { byCorrelation, byParticipant } from './call-keys.ts';

interface Threshold {
  readonly column: string;
  readonly words: string;
  readonly most?: number;
  readonly least?: number;
  /** Screen sharing moves less and must be sharper. */
  readonly screen?: { readonly most?: number; readonly least?: number };
}

/**
 * From where on a stream is poor: milliseconds, parts of one, frames a second, lines.
 * Source: https://learn.microsoft.com/azure/communication-services/concepts/voice-video-calling/call-diagnostics
 */
export const thresholds: readonly Threshold[] = [
  { column: 'JitterAvg', words: 'jitter', most: 30 },
  { column: 'RoundTripTimeAvg', words: 'round trip time', most: 500 },
  { column: 'PacketLossRateAvg', words: 'packet loss rate', most: 0.1 },
  { column: 'JitterBufferSizeAvg', words: 'jitter buffer', most: 200 },
  { column: 'HealedDataRatioAvg', words: 'healed data', most: 0.1 },
  { column: 'VideoFrameRateAvg', words: 'frame rate', least: 7, screen: { least: 1 } },
  { column: 'RecvResolutionHeight', words: 'resolution', least: 240, screen: { least: 768 } },
  { column: 'RecvFreezeDurationPerMinuteInMs', words: 'freezes', most: 6000, screen: { most: 25_000 } },
];

const video = new Set(['VideoFrameRateAvg', 'RecvResolutionHeight', 'RecvFreezeDurationPerMinuteInMs']);

/** What is beyond its threshold. Of sound, numbers of the picture say nothing. */
export function poorIn(said: Said, media: string): string[] {
  const isScreen = /^(vbss|appsharing)$/i.test(media);
  return thresholds
    .filter(({ column }) => !video.has(column) || !/^audio$/i.test(media))
    .filter(({ column, most, least, screen }) => {
      const value = said.number(column);
      const limit = isScreen && screen ? screen : { most, least };
      if (value === undefined) return false;
      return (limit.most !== undefined && value > limit.most) || (limit.least !== undefined && value < limit.least);
    })
    .map(({ words }) => words);
}

export const callDiagnosticsPart: Part = {
  kind: 'call',
  keys: [byCorrelation, byParticipant],
  object: 'Message',
  tells: (said) => {
    const media = said.text('MediaType') ?? 'Unknown';
    const poor = poorIn(said, media);
    const ids = ['ParticipantId', 'Identifier', 'EndpointId'].map((column) => said.text(column));
    const direction = said.text('StreamDirection');
    return {
      text: `${media} stream${poor.length === 0 ? ' without trouble' : `: poor ${poor.join(', ')}`}`,
      ...(poor.length > 0 ? { priority: 'Warn' } : {}),
      at: null,
      over: true,
      stream: { party: ids.find((id) => id !== undefined), media, direction, poor },
      replaces: {
        what: [...ids, said.text('StreamId'), media, direction].join(' ').toLowerCase(),
        version: said.number('CallUpdatesVersion') ?? 0,
      },
    };
  },
};
