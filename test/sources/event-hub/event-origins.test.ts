import { describe, expect, it } from 'vitest';
import { eventOrigins } from '../../../shared/sources/event-hub/event-origins.ts';

const originOf = (metadata: object | undefined, index = 0) => {
  const text = eventOrigins(metadata as Record<string, unknown> | undefined)(index);
  return text === undefined ? undefined : JSON.parse(text);
};

describe('the origin of an event', () => {
  const batch = {
    partitionContext: { partitionId: '3', consumerGroup: '$Default' },
    sequenceNumberArray: [41, 42],
    offsetArray: ['880', 1760],
    enqueuedTimeUtcArray: ['2026-03-04T12:00:01.5Z', '2026-03-04T12:00:02Z'],
  };

  it('has its partition, sequence number, offset and time', () => {
    expect(originOf(batch, 1)).toEqual({
      ...{ partitionId: '3', sequenceNumber: 42, offset: '1760', enqueuedTime: '2026-03-04T12:00:02Z' },
    });
  });

  it.each<[string, object | undefined, object | undefined]>([
    ['nothing is said', undefined, undefined],
    ['nothing of it is said', { propertiesArray: [{}] }, undefined],
    ['arrays are too short', { sequenceNumberArray: [], offsetArray: null }, undefined],
    ['only the partition is said', { partitionContext: { partitionId: '0' } }, { partitionId: '0' }],
    ['the partition has its newer name', { triggerPartitionContext: { partitionId: 1 } }, { partitionId: '1' }],
    [
      'it is said with the properties of each event',
      { systemPropertiesArray: [{ sequenceNumber: 5, offset: '9', enqueuedTimeUtc: '2026-03-04T12:00:02Z' }] },
      { sequenceNumber: 5, offset: '9', enqueuedTime: '2026-03-04T12:00:02Z' },
    ],
    ['there is one event', { sequenceNumber: '6', offset: '10' }, { sequenceNumber: 6, offset: '10' }],
    [
      'numbers come as two halves',
      { sequenceNumberArray: [{ low: -1, high: 1, unsigned: false }] },
      { sequenceNumber: 8_589_934_591 },
    ],
    ['numbers are none', { sequenceNumberArray: ['', 'x'], offsetArray: [{}] }, undefined],
    ['the time is a date', { enqueuedTimeUtcArray: [new Date(0)] }, { enqueuedTime: '1970-01-01T00:00:00.000Z' }],
  ])('is what there is of it where %s', (_, metadata, origin) => {
    expect(originOf(metadata)).toEqual(origin);
  });

  it('of a second event never takes what is said of one', () => {
    expect(originOf({ sequenceNumber: 6 }, 1)).toBeUndefined();
  });
});
