import { describe, expect, it } from 'vitest';
import { readEvents } from '../../shared/events/read-events.ts';
import { decode, UnreadableBody } from '../../shared/ingest/decode.ts';
import type { Candidate } from '../../shared/ingest/unfold.ts';
import { chunksOf } from '../ingest/bodies.ts';
import { cloudEvent, gridEvent } from './event-examples.ts';

const words = 'see you at nine';
const sms = (id: string) => gridEvent('SMSReceived', { to: '+1', message: words }, { id });
const validation = gridEvent('Microsoft.EventGrid.SubscriptionValidationEvent', { validationCode: 'code-1' });

async function taken(body: unknown, keep = false): Promise<{ candidates: Candidate[]; code: string | undefined }> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const { candidates, validationCode } = readEvents(decode(chunksOf(text), 1e6), keep);
  return { candidates: await Array.fromAsync(candidates), code: validationCode() };
}

describe('the events of a delivery', () => {
  it.each([
    ['one event', sms('1'), ['']],
    ['an array', [sms('1'), sms('2')], ['[0]', '[1]']],
    ['CloudEvents in a batch', [cloudEvent('SMSReceived', { message: words })], ['[0]']],
    ['lines', `${JSON.stringify(sms('1'))}\n${JSON.stringify(sms('2'))}\n`, ['[0]', '[1]']],
  ])('come as %s, without what they say', async (_, body, places) => {
    const { candidates, code } = await taken(body);
    expect(candidates.map(({ place }) => place)).toEqual(places);
    expect(JSON.stringify(candidates)).not.toContain(words);
    expect(code).toBeUndefined();
  });

  it('say it where the setting keeps it', async () => {
    const { candidates } = await taken([sms('1')], true);
    expect(candidates[0]?.text).toBe(JSON.stringify(sms('1')));
  });

  it('that are malformed keep their place, and nothing of what they or the parser say', async () => {
    const [bad, worse] = [`{"id":"9","data":{"message":"${words}" "x"}}`, `{"id":"8","data":${words}}`];
    const { candidates } = await taken(`[${bad},${JSON.stringify(sms('1'))},${worse},"${words}",7]`);
    expect(candidates.map(({ text }) => text.slice(0, 10))).toEqual([
      '{"id":"9",',
      '{"id":"1",',
      '{"id":"8",',
      '""',
      '7',
    ]);
    // Parsers repeat some letters from where they stumbled.
    expect(JSON.stringify(candidates)).not.toContain(words.slice(0, 5));
    expect(candidates[2]).toMatchObject({ place: '[2]', fault: expect.any(String) });
  });

  it.each(['[]', '{}', '[{"id":"1"}, 5]', '"hello"', '{"records":[]}', '{"category":"SMSOperational","time":"x"}'])(
    'are not in %s',
    async (body) => {
      await expect(taken(body)).rejects.toMatchObject({ name: 'UnreadableBody', reason: 'no-event' });
    },
  );

  it('after a long beginning of something else are taken all the same', async () => {
    const body = [...new Array(1500).fill({ a: 1 }), sms('1')];
    expect((await taken(body)).candidates).toHaveLength(1501);
  });

  it('end as the body does', async () => {
    await expect(taken('[{"eventType":"a"},')).rejects.toBeInstanceOf(UnreadableBody);
    await expect(taken('')).rejects.toMatchObject({ reason: 'empty' });
  });
});

describe('a validation', () => {
  it('is no candidate, and gives its code', async () => {
    expect(await taken([validation])).toEqual({ candidates: [], code: 'code-1' });
    expect(await taken(validation)).toEqual({ candidates: [], code: 'code-1' });
  });

  it('leaves the events beside it', async () => {
    for (const body of [
      [validation, sms('1')],
      [sms('1'), validation],
      [{ a: 1 }, validation, sms('1')],
    ]) {
      const { candidates, code } = await taken(body);
      expect(candidates.map(({ place }) => place)).toEqual(
        body.flatMap((one, index) => (one === validation ? [] : [`[${index}]`])),
      );
      expect(code).toBe('code-1');
    }
  });
});
