/** Reads and normalizes pieces without a server: what an import would store, as far as this machine can tell. */
import { categoryNamed } from '../../shared/categories/index.ts';
import { answerBuilder } from '../../shared/ingest/answer.ts';
import { decode, UnreadableBody } from '../../shared/ingest/decode.ts';
import { type Conditions, prepare } from '../../shared/ingest/prepare.ts';
import type { Delivered } from './delivered.ts';
import type { Piece } from './pieces.ts';

const maxRecordBytes = 10 * 1024 * 1024;

/**
 * Rehearses one piece after the other; a record whose identity was met before is a duplicate. What a store holds already,
 * which categories are switched off and how long records are kept is not known here.
 */
export function rehearser(clock: () => Date = () => new Date()) {
  const isNew = identities();
  return async ({ body, category }: Piece): Promise<Delivered> => {
    const builder = answerBuilder();
    const fallback = category === undefined ? undefined : categoryNamed(category);
    const conditions: Conditions = {
      ...{
        fallback,
        source: 'import',
        at: clock(),
        notBefore: () => Number.NEGATIVE_INFINITY,
        maxRecordBytes,
        off: new Set(),
      },
    };
    let index = 0;
    try {
      for await (const candidate of decode(oneChunk(body), body.length)) {
        const prepared = prepare(candidate, conditions);
        if ('record' in prepared) {
          const outcome = isNew(prepared.record.identity) ? 'LOG_OK' : 'NOLOG_DUPLICATE';
          builder.add({ index, outcome, category: prepared.record.label });
        } else {
          const { slug: _, differs: __, ...outcome } = prepared;
          builder.add({ index, ...outcome });
        }
        index += 1;
      }
    } catch (error) {
      if (!(error instanceof UnreadableBody)) throw error;
      return { kind: 'refused', words: `cannot be read: ${error.message}.` };
    }
    const { outcomes, ...counts } = builder.answer();
    return {
      kind: 'answer',
      answer: {
        ...counts,
        outcomes: outcomes.map(({ issues, ...rest }) => ({ ...rest, ...(issues ? { issues: [...issues] } : {}) })),
      },
    };
  };
}

async function* oneChunk(body: Uint8Array): AsyncGenerator<Uint8Array> {
  yield body;
}

/** Remembers 52 bits of each identity: of ten million, one might be taken for another. A Set ends at 16 million. */
function identities(): (identity: string) => boolean {
  const seen = Array.from({ length: 16 }, () => new Set<number>());
  return (identity) => {
    const set = seen[Number.parseInt(identity.slice(0, 1), 16)] as Set<number>;
    const before = set.size;
    return set.add(Number.parseInt(identity.slice(1, 14), 16)).size > before;
  };
}
