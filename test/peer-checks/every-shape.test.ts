import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Services } from '../../shared/services.ts';
import { memoryServices } from '../functions/app.ts';
import { handOver, hubRegistration } from '../functions/event-hub.ts';
import { postDelivery } from '../http/post-delivery.ts';
import { countsOf, type Shape, shapes } from './shapes.ts';

const runs = { numRuns: 25 };
const mixtures = fc.shuffledSubarray([...shapes], { minLength: 2 });

/** As hosts hand a body over: bytes, packed bytes, text, what it is as JSON, or the bytes as base64. */
const forms: readonly [string, (body: string) => unknown][] = [
  ['bytes', (body) => Buffer.from(body)],
  ['an array of bytes', (body) => new Uint8Array(Buffer.from(body))],
  ['gzip', (body) => gzipSync(body)],
  ['text', (body) => body],
  ['its JSON value', (body) => jsonValueOf(body)],
];

function jsonValueOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

describe('check 9: a delivery of every shape', () => {
  let services: Services;
  beforeAll(async () => {
    services = await memoryServices();
  });

  it.each(shapes)('$name alone is answered record by record', async ({ name, body, stored }) => {
    const { status, json } = await postDelivery(services, body(name));
    expect(status).toBe(200);
    expect(json.outcomes.map(({ outcome }: { outcome: string }) => outcome)).toEqual(
      stored.map((isStored) => (isStored ? 'LOG_OK' : 'NOLOG_INVALID')),
    );
  });

  it('all of them mixed, in any order, are answered record by record', async () => {
    let round = 0;
    await fc.assert(
      fc.asyncProperty(mixtures, async (mixed) => {
        round += 1;
        // Of a body with several lines one at least is an object or an array; else it is no JSON at all.
        const all = [...mixed, shapes[0] as Shape];
        const lines = all.map(({ body }, index) => body(`${round}-${index}`).trim());
        const { status, json } = await postDelivery(services, lines.join('\n'));
        expect({ status, ...json }).toMatchObject({ status: 200, ...countsOf(all) });
        expect(json.outcomes.map(({ outcome }: { outcome: string }) => outcome === 'LOG_OK')).toEqual(
          all.flatMap(({ stored }) => stored),
        );
      }),
      runs,
    );
  });
});

describe('check 9: an event of every shape', () => {
  beforeAll(async () => {
    await hubRegistration();
  });

  describe.each(forms)('as %s', (_, form) => {
    it.each(shapes)('$name alone is taken record by record', async (shape) => {
      const services = await memoryServices();
      await handOver(services, [form(shape.body('m'))]);
      expect(services.lines).toMatchObject([{ outcome: 'ok', counts: { events: 1, ...countsOf([shape]) } }]);
    });
  });

  it('all of them mixed, in any order and form, are taken record by record', async () => {
    const formed = fc.array(fc.constantFrom(...forms.map(([, form]) => form)), { minLength: 20, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(mixtures, formed, async (mixed, formOf) => {
        const services = await memoryServices();
        const batch = mixed.map(({ body }, index) => formOf[index]?.(body(`m-${index}`)));
        await handOver(services, batch);
        expect(services.lines).toMatchObject([{ counts: { events: mixed.length, ...countsOf(mixed) } }]);
      }),
      runs,
    );
  });

  it('bodies that are no JSON, nothing, broken gzip or no text are refused by name, their neighbours stored', async () => {
    const services = await memoryServices();
    const well = shapes[0] as Shape;
    const broken = [
      '',
      '   ',
      'no JSON',
      '[1,',
      Buffer.alloc(0),
      Buffer.from([0x7b, 0xff]),
      Buffer.from([0x1f, 0x8b, 8, 1]),
    ];
    const nothing = [null, undefined, Number.NaN, true];
    await handOver(services, [well.body('m-1'), ...broken, ...nothing, Buffer.from(well.body('m-2'))]);
    const rejected = broken.length + nothing.length;
    expect(services.lines).toMatchObject([{ outcome: 'ok', counts: { received: rejected + 2, stored: 2, rejected } }]);
  });

  it('one event that is not in an array is taken too', async () => {
    const services = await memoryServices();
    await handOver(services, Buffer.from((shapes[0] as Shape).body('m-1')));
    expect(services.lines).toMatchObject([{ counts: { events: 1, stored: 1 } }]);
  });
});
