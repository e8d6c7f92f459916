/** Where each event of an invocation stands in its hub, from what the Functions host says beside the bodies. */

/** The host's object, its keys in camel case by the library; hosts differ in what they give. */
export type TriggerMetadata = Readonly<Record<string, unknown>>;

interface EventOrigin {
  readonly partitionId?: string;
  readonly sequenceNumber?: number;
  readonly offset?: string;
  /** As the host writes it: UTC. */
  readonly enqueuedTime?: string;
}

/** By the index of an event: its origin as JSON; undefined where the host said nothing. */
export function eventOrigins(metadata: TriggerMetadata | undefined): (index: number) => string | undefined {
  const partitionId = textOf(
    memberOf(metadata?.['partitionContext'], 'partitionId') ??
      memberOf(metadata?.['triggerPartitionContext'], 'partitionId'),
  );
  const factOf = (index: number, name: string): unknown =>
    // Batches have arrays; a single event has the value itself.
    memberOf(metadata?.[`${name}Array`], index) ??
    memberOf(memberOf(metadata?.['systemPropertiesArray'], index), name) ??
    (index === 0 ? (metadata?.[name] ?? memberOf(metadata?.['systemProperties'], name)) : undefined);
  return (index) => {
    const sequenceNumber = numberOf(factOf(index, 'sequenceNumber'));
    const offset = textOf(factOf(index, 'offset'));
    const enqueuedTime = textOf(factOf(index, 'enqueuedTimeUtc'));
    const origin: EventOrigin = {
      ...(partitionId === undefined ? {} : { partitionId }),
      ...(sequenceNumber === undefined ? {} : { sequenceNumber }),
      ...(offset === undefined ? {} : { offset }),
      ...(enqueuedTime === undefined ? {} : { enqueuedTime }),
    };
    return Object.keys(origin).length > 0 ? JSON.stringify(origin) : undefined;
  };
}

function memberOf(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null
    ? ((value as Record<string, unknown>)[key] ?? undefined)
    : undefined;
}

/** The library reads texts that look like numbers as numbers. */
function textOf(value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** The host's 64-bit numbers may arrive as the two halves in which its protocol carries them. */
function numberOf(value: unknown): number | undefined {
  const [low, high] = [memberOf(value, 'low'), memberOf(value, 'high')];
  const number = typeof low === 'number' && typeof high === 'number' ? high * 2 ** 32 + (low >>> 0) : value;
  if (typeof number !== 'number' && typeof number !== 'string') return undefined;
  return number !== '' && Number.isSafeInteger(Number(number)) ? Number(number) : undefined;
}
