import { describe, expect, it } from 'vitest';
import { everyCommunication, type Piece } from '../../../shared/communications/list/every-communication.ts';
import type { Reading } from '../../../shared/query/reading.ts';
import { readingFrom } from '../../query/records.ts';
import { communicationAt, newestFirst, requestOf, storeOf } from './communications.ts';

const start = Date.parse('2026-03-04T09:00:00Z');
const day = 86_400_000;

async function pieces(reading: Reading, search: string, offset = 0): Promise<Piece[]> {
  const every = await everyCommunication(reading, { ...requestOf(search).query, offset });
  if (every.outcome !== 'opened') throw new Error(every.detail);
  return Array.fromAsync(every.pieces);
}

const idOf = (piece: Piece | undefined) => (typeof piece === 'object' ? piece.communication.id : piece);

describe('every communication', () => {
  it('is given in the order asked for, after an offset, as many as a limit says', async () => {
    const all = Array.from({ length: 1234 }, (_, index) => communicationAt(start - index * 60_000, { seconds: index }));
    const reading = readingFrom(await storeOf(all));
    expect((await pieces(reading, '')).map(idOf)).toEqual(newestFirst(all));
    expect((await pieces(reading, 'limit=2', 5)).map(idOf)).toEqual(newestFirst(all).slice(5, 7));
    expect((await pieces(reading, 'limit=2&order=-seconds', 5)).map(idOf)).toEqual(
      newestFirst(all).toReversed().slice(5, 7),
    );
  });

  it('ends with what is missing when time runs out, and says how to get it', async () => {
    const all = Array.from({ length: 40 }, (_, index) => communicationAt(start - index * day));
    const store = await storeOf(all);
    let now = 0;
    const query: typeof store.query = (...asked) => {
      now += 30_000;
      return store.query(...asked);
    };
    const given = await pieces(readingFrom({ ...store, query }, { now: () => now }), '');
    const last = given.at(-1);
    expect(given.length).toBeLessThan(40);
    const until = /^incomplete: .*communications before .* are missing, until=(\S+) brings them$/.exec(
      String(last),
    )?.[1];
    const rest = await pieces(readingFrom(store), `until=${until}`);
    expect([...given.slice(0, -1), ...rest].map(idOf)).toEqual(newestFirst(all));
  });

  it('asks storage for nothing before it is read', async () => {
    const store = await storeOf([communicationAt(start)]);
    const listTables = () => Promise.reject(new Error('was asked'));
    const every = await everyCommunication(readingFrom({ ...store, listTables }), requestOf('').query);
    expect(every.outcome).toBe('opened');
  });
});
