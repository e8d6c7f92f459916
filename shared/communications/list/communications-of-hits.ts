/** The communications that found records belong to, each once. */
import { categoryNamed } from '../../categories/index.ts';
import { getRecord } from '../../query/get-record.ts';
import { readingOf } from '../../query/reading.ts';
import type { Services } from '../../services.ts';
import { type KeyPlace, keyPlace, keysOf } from '../../storage/communication-keys.ts';
import { readRecordId } from '../../storage/keys.ts';
import { runBounded } from '../../storage/run-bounded.ts';
import type { StoredCommunication } from '../gather/communication-row.ts';
import { placeText } from '../gather/pointers.ts';
import { partOf } from '../telling.ts';
import { loadById, loadFrom } from './load-communication.ts';

export interface FoundRecord {
  readonly id: string;
  /** The columns that carry the value. */
  readonly columns: readonly string[];
}

export interface CommunicationsFound {
  readonly communications: readonly StoredCommunication[];
  /** There are more. */
  readonly truncated: boolean;
}

const mostFound = 50;
const concurrency = 16;

/**
 * In the order of the records that carry `value`, after the one whose own id it is. A record is only read where the value is no key of it.
 * Throws StorageUnavailable.
 */
export async function communicationsOfHits(
  services: Services,
  value: string,
  hits: readonly FoundRecord[],
): Promise<CommunicationsFound> {
  const hashOf = await services.hash();
  const reading = await readingOf(services);
  const asked = new Map<string, Promise<StoredCommunication | undefined>>();
  const found = new Map<string, StoredCommunication>();
  const own = await loadById(services, value.trim());
  if (own) found.set(own.communication.id, own);

  const at = (place: KeyPlace) => {
    const name = placeText(place);
    const known = asked.get(name) ?? loadFrom(services, place);
    asked.set(name, known);
    return known;
  };

  /** The value itself may be the key, where one column makes it. */
  function byValue({ id, columns }: FoundRecord): Promise<StoredCommunication | undefined> | undefined {
    const read = readRecordId(id);
    const category = read && categoryNamed(read.slug);
    const rule = category && partOf({ category })?.keys.find((one) => isKey(one.columns, columns));
    return rule && read ? at(keyPlace({ kind: rule.kind, hash: hashOf(value) }, read.time)) : undefined;
  }

  async function communicationOf(hit: FoundRecord): Promise<StoredCommunication | undefined> {
    const read = readRecordId(hit.id);
    const category = read && categoryNamed(read.slug);
    if (!category || !partOf({ category })) return undefined;
    const direct = await byValue(hit);
    if (direct) return direct;
    const got = await getRecord(reading, hit.id);
    const [key] = got.outcome === 'found' ? keysOf(got.record, hashOf) : [];
    return key && got.outcome === 'found' ? at(keyPlace(key, got.record.time)) : undefined;
  }

  for (let first = 0; first < hits.length; first += concurrency) {
    if (found.size > mostFound) break;
    const some = hits.slice(first, first + concurrency);
    const loaded: (StoredCommunication | undefined)[] = [];
    const work = some.map((hit, index) => async () => {
      loaded[index] = await communicationOf(hit);
    });
    await runBounded(concurrency, work);
    for (const one of loaded) if (one) found.set(one.communication.id, found.get(one.communication.id) ?? one);
  }
  const communications = [...found.values()];
  return { communications: communications.slice(0, mostFound), truncated: communications.length > mostFound };
}

function isKey(columns: readonly string[], carrying: readonly string[]): boolean {
  const [only, ...others] = columns;
  return only !== undefined && others.length === 0 && carrying.includes(only);
}
