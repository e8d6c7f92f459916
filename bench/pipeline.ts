/** How much slower than JSON.parse alone the way from text to finished row is, on the same bytes. */
import { decode } from '../shared/ingest/decode.ts';
import { contentOf, identityOf } from '../shared/ingest/identity.ts';
import { normalize } from '../shared/ingest/normalize.ts';
import { prepare } from '../shared/ingest/prepare.ts';
import { unfold } from '../shared/ingest/unfold.ts';
import { toEntity } from '../shared/storage/record-entity.ts';
import { type Bench, type Measure, median, secondsOf, times } from './measure.ts';
import { recordTexts } from './records.ts';

const rounds = 9;
const records = 20_000;
const least = 0.35;
/** As a body arrives over HTTP. */
const chunkBytes = 64 * 1024;

export const bench: Bench = async () => {
  const now = Date.now();
  const texts = [...recordTexts(records, { from: now - 86_400_000, over: 86_000_000 })];
  return [await fromTexts(texts, now), await fromBytes(Buffer.from(texts.join('\n')), now)];
};

/** Record by record, each a text of its own. */
async function fromTexts(texts: readonly string[], now: number): Promise<Measure> {
  let rows = 0;
  const parse = () => {
    for (const text of texts) if (typeof JSON.parse(text) === 'object') rows += 1;
  };
  const pipeline = () => {
    for (const text of texts) {
      for (const candidate of unfold(text)) {
        const normalized = normalize('value' in candidate ? candidate.value : undefined, undefined, now);
        if ('issues' in normalized) throw new Error(JSON.stringify(normalized.issues));
        const { record } = normalized;
        const stored = {
          ...record,
          identity: identityOf(record),
          delivered: text,
          receivedAt: '2026-01-01T00:00:00.000Z',
          source: 'push',
        };
        if (toEntity(stored, { batch: 'bench', content: contentOf(record) }).entity.rowKey) rows += 1;
      }
    }
  };
  return compared('decode + normalize + key + entity against JSON.parse alone', parse, pipeline, () => rows);
}

/** A whole body of JSON Lines, by the very steps that a delivery takes; JSON.parse is given the same lines out of the same bytes. */
async function fromBytes(body: Buffer, now: number): Promise<Measure> {
  let rows = 0;
  const parse = () => {
    for (const line of body.toString().split('\n')) if (typeof JSON.parse(line) === 'object') rows += 1;
  };
  const conditions = {
    ...{ fallback: undefined, source: 'push', at: new Date(now), off: new Set<string>() },
    ...{ notBefore: () => Number.NEGATIVE_INFINITY, maxRecordBytes: 10 * 1024 * 1024 },
  };
  const pipeline = async () => {
    for await (const candidate of decode(chunksOf(body), body.length)) {
      const prepared = prepare(candidate, conditions);
      if (!('record' in prepared)) throw new Error(JSON.stringify(prepared));
      const { record, content } = prepared;
      if (toEntity(record, { batch: 'bench', content }).entity.rowKey) rows += 1;
    }
  };
  return compared('the same for a body of JSON Lines, from its bytes', parse, pipeline, () => rows);
}

async function* chunksOf(body: Buffer): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < body.length; start += chunkBytes) yield body.subarray(start, start + chunkBytes);
}

/** `rows`: what both together brought so far; so none of the work can be left out. */
async function compared(
  what: string,
  parse: () => void,
  pipeline: () => void | Promise<void>,
  rows: () => number,
): Promise<Measure> {
  await secondsOf(pipeline);
  const ratios: number[] = [];
  const micros: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const alone = await secondsOf(parse);
    const whole = await secondsOf(pipeline);
    ratios.push(alone / whole);
    micros.push((whole / records) * 1e6);
  }
  if (rows() !== records * (2 * rounds + 1)) throw new Error(`only ${rows()} rows came out`);
  const ratio = median(ratios);
  return {
    what,
    measured: `${times(ratio)} (${median(micros).toFixed(1)} µs a record)`,
    budget: `at least ${least} ×`,
    met: ratio >= least,
  };
}
