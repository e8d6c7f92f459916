/** Whatever is sent as an event gets an outcome: nothing that a sender makes up can make the reading of it fail. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventCategories } from '../../shared/categories/index.ts';
import { readEvent } from '../../shared/events/read-event.ts';
import { readEvents } from '../../shared/events/read-events.ts';
import { decode } from '../../shared/ingest/decode.ts';
import { prepare } from '../../shared/ingest/prepare.ts';
import { chunksOf } from '../ingest/bodies.ts';
import { eventNow, gridEvent } from './event-examples.ts';

const types = eventCategories.flatMap((category) => category.columnNamed('OperationName')?.vocabulary ?? []);
const conditions = {
  ...{ fallback: undefined, source: 'event-grid', at: new Date(eventNow), read: readEvent, off: new Set<string>() },
  ...{ notBefore: () => Number.NEGATIVE_INFINITY, maxRecordBytes: 1e7 },
};

/** What becomes of the events of a body. */
async function outcomesOf(body: string): Promise<string[]> {
  const { candidates } = readEvents(decode(chunksOf(body), 1e7), false);
  const events = await Array.fromAsync(candidates);
  return events.map((candidate) => {
    const prepared = prepare(candidate, conditions);
    return 'record' in prepared ? 'LOG_OK' : prepared.outcome;
  });
}

const name = fc.oneof(
  fc.constantFrom('rawId', 'toString', '__proto__', 'constructor', 'from', 'startedBy', 'participants', 'metadata'),
  fc.constantFrom('communicationIdentifier', 'properties', 'time', 'type', 'group', 'id', 'reason', 'version', ''),
  fc.string(),
);
const number = fc.constantFrom(2 ** 60, 1e308, -0, 1.5);
const { value } = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'medium' }, number, fc.jsonValue(), tie('fields'), fc.array(tie('value'))),
  fields: fc.dictionary(name, tie('value')),
}));

describe('any event', () => {
  it('has an outcome, whatever its data', async () => {
    await fc.assert(
      fc.asyncProperty(value, fc.constantFrom(...types, 'Unheard'), async (data, type) => {
        const [outcome] = await outcomesOf(JSON.stringify([gridEvent(type, data)]));
        expect(['LOG_OK', 'NOLOG_INVALID', 'NOLOG_UNKNOWN_EVENT']).toContain(outcome);
      }),
      { numRuns: 300 },
    );
  });

  it('has an outcome, whatever its envelope', async () => {
    const members = ['id', 'topic', 'source', 'subject', 'eventTime', 'time', 'type', 'specversion', 'data'];
    const envelope = fc.dictionary(fc.constantFrom(...members), value);
    await fc.assert(
      fc.asyncProperty(envelope, async (more) => {
        expect(await outcomesOf(JSON.stringify([gridEvent('CallEnded', {}, more)]))).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  it('has an outcome, however deep it is', async () => {
    for (const depth of [10, 1000, 50_000]) {
      for (const type of ['CallEnded', 'ChatThreadCreated', 'Unheard']) {
        const deep = `${'{"group":['.repeat(depth)}1${']}'.repeat(depth)}`;
        const text = `[${JSON.stringify(gridEvent(type, 0)).replace('"data":0', `"data":${deep}`)}]`;
        expect(await outcomesOf(text)).toHaveLength(1);
      }
    }
  });
});
