/** Everything that senders are known to send as one body: each shape with what must become of its records, in order. */
import { sms } from '../ingest/events.ts';

export interface Shape {
  readonly name: string;
  /** The body; `id` makes its records different from those of other bodies. */
  readonly body: (id: string) => string;
  /** Of each record: whether it is stored, or else refused by name. */
  readonly stored: readonly boolean[];
}

const json = (value: unknown): string => JSON.stringify(value);

export const shapes: readonly Shape[] = [
  { name: 'an object', body: (id) => json(sms(id)), stored: [true] },
  { name: 'a string', body: () => json('a text that is no record'), stored: [false] },
  { name: 'an array', body: (id) => json([sms(`${id}-1`), sms(`${id}-2`)]), stored: [true, true] },
  { name: 'JSON Lines', body: (id) => `${json(sms(`${id}-1`))}\r\n${json(sms(`${id}-2`))}\n`, stored: [true, true] },
  { name: 'records as an object', body: (id) => json({ records: sms(id) }), stored: [true] },
  {
    name: 'records as an array',
    body: (id) => json({ records: [sms(`${id}-1`), sms(`${id}-2`)] }),
    stored: [true, true],
  },
  { name: 'records as a string', body: (id) => json({ records: json([sms(id)]) }), stored: [true] },
  { name: 'nested records', body: (id) => json({ records: [{ records: [sms(id)] }] }), stored: [true] },
  {
    name: 'an array of captures',
    body: (id) => json([{ records: [sms(`${id}-1`)] }, { records: [sms(`${id}-2`)] }]),
    stored: [true, true],
  },
  { name: 'null', body: () => 'null', stored: [false] },
  { name: 'a number', body: () => '7', stored: [false] },
  { name: 'an array with null and a number', body: (id) => json([null, 7, sms(id)]), stored: [false, false, true] },
  {
    name: 'records with null and a string',
    body: (id) => json({ records: [null, 'x', sms(id)] }),
    stored: [false, false, true],
  },
  { name: 'an object that is no record', body: () => json({ hello: 'world' }), stored: [false] },
];

/** How many of the records of shapes are stored, and how many refused. */
export function countsOf(given: readonly Shape[]): { received: number; stored: number; rejected: number } {
  const all = given.flatMap(({ stored }) => stored);
  const stored = all.filter(Boolean).length;
  return { received: all.length, stored, rejected: all.length - stored };
}
