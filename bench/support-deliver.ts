/** Deliveries of the benches: bodies of JSON Lines, sent as a client sends them. */

/** Records of one request. */
export interface Body {
  readonly bytes: Buffer<ArrayBuffer>;
  readonly records: number;
}

/** Bodies of `size` records each, the last one perhaps of fewer. */
export function* bodiesOf(texts: Iterable<string>, size: number): Generator<Body> {
  let lines: string[] = [];
  for (const text of texts) {
    lines.push(text);
    if (lines.length === size) {
      yield bodyOf(lines);
      lines = [];
    }
  }
  if (lines.length > 0) yield bodyOf(lines);
}

function bodyOf(lines: readonly string[]): Body {
  return { bytes: Buffer.from(`${lines.join('\n')}\n`), records: lines.length };
}

/** Throws unless all `records` were stored, none of them before. */
export async function deliver(url: string, body: Buffer<ArrayBuffer> | ReadableStream, records: number): Promise<void> {
  // A bench that computes between two deliveries does not notice that the server closed an idle connection.
  const headers = { 'content-type': 'application/x-ndjson', 'commlog-source': 'import', connection: 'close' };
  const answer = await fetch(`${url}/api/ingest`, { method: 'POST', headers, body, duplex: 'half' });
  const text = await answer.text();
  const { stored } = answer.ok ? (JSON.parse(text) as { stored: number }) : { stored: 0 };
  if (stored !== records) throw new Error(`${stored} of ${records} records stored: ${text.slice(0, 500)}`);
}

/** Delivers all bodies, `inFlight` at once; `onDone` hears of each as it is durable. */
export async function deliverAll(
  url: string,
  bodies: Iterable<Body>,
  inFlight: number,
  onDone: (records: number) => void = () => {},
): Promise<void> {
  const waiting = bodies[Symbol.iterator]();
  const sendOnAndOn = async () => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) {
      const { bytes, records } = next.value;
      await deliver(url, bytes, records);
      onDone(records);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, sendOnAndOn));
}
