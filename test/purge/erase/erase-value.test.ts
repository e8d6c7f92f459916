import { describe, expect, it } from 'vitest';
import { personBody } from '../../../shared/directory/person.ts';
import { putPerson } from '../../../shared/directory/write-person.ts';
import { localAdministrator } from '../../../shared/services.ts';
import type { TableStore } from '../../../shared/storage/table-store.ts';
import { communicationsIn } from '../../communications/gather/stored.ts';
import { smsPair, threeRecipients } from '../../communications/message-stories.ts';
import { jonas, log, maria, summary, twoPartyCall } from '../../communications/stories.ts';
import { answerOf, countsOf } from '../../ingest/delivering.ts';
import { drivers } from '../../storage/drivers.ts';
import { day, gatherAll, type Moved, movedClock, purgeByHand, rowsSaying, textsOf } from '../purging.ts';

const start = Date.parse('2026-03-05T12:00:00.000Z');
const core = maria.slice('acs:'.length);

async function filled(store: TableStore): Promise<Moved> {
  const moved = await movedClock(store, start);
  await answerOf(moved.services, [...twoPartyCall, ...threeRecipients, ...smsPair]);
  await gatherAll(moved.services);
  moved.wait(10 * 60_000);
  await gatherAll(moved.services);
  return moved;
}

describe.each(drivers)('erasing a value on $name', ({ open }) => {
  it('leaves it nowhere in the store, and keeps what others said and did', async () => {
    await using opened = { store: await open(), [Symbol.asyncDispose]: async () => opened.store.close() };
    const { store } = opened;
    const moved = await filled(store);
    const { services } = moved;
    const person = personBody.parse({ name: 'Maria', identities: [maria], numbers: ['+18335550142'] });
    await putPerson(services, { id: 'maria', ...person }, localAdministrator);
    const broken = { ...log('SMSOperational', 'no time', {}, { from: maria }), note: `of ${maria}` };
    await answerOf(services, [broken]);
    const before = await textsOf(store);
    expect((await rowsSaying(store, core)).length).toBeGreaterThan(4);

    const run = await purgeByHand(moved, { value: `8:${maria}` });
    expect(run).toMatchObject({ state: 'done', reason: { words: expect.stringContaining('It was replaced in') } });
    expect(run.progress).toMatchObject({ redacted: expect.any(Number), communications: 1, people: 1, rejected: 1 });
    await gatherAll(services);
    expect(await rowsSaying(store, core)).toEqual([]);
    // Nor does a hash lead anywhere, but for the one that refuses it.
    const hash = (await services.hash())(maria);
    const led = (await rowsSaying(store, hash)).filter(
      (key) => !/^(?:Audit|Settings\/erased|Directory|Runs)/.test(key),
    );
    expect(led.filter((key) => key.startsWith('Lookups') || key.startsWith('Pending'))).toEqual([]);

    // The call is there still, with the other one who took part.
    const [call] = (await communicationsIn(store)).filter(({ kind }) => kind === 'call');
    expect(JSON.stringify(call)).toContain(jonas.slice('acs:'.length));
    expect(call?.parties.map(({ type, seconds }) => ({ type, seconds }))).toEqual([
      { type: 'other', seconds: 125 },
      { type: 'acs', seconds: 122 },
    ]);
    // Rows that never said it are what they were.
    const after = await textsOf(store);
    const others = [...before].filter(([key, text]) => /^(?:Records|Communications)/.test(key) && !text.includes(core));
    expect(others.length).toBeGreaterThan(5);
    for (const [key, text] of others) expect(after.get(key)).toBe(text);
  });

  it('is final: sent again it is not taken, and what happens later is', async () => {
    await using opened = { store: await open(), [Symbol.asyncDispose]: async () => opened.store.close() };
    const { store } = opened;
    const moved = await filled(store);
    await purgeByHand(moved, { value: maria });
    const again = await answerOf(moved.services, [...twoPartyCall, ...threeRecipients, ...smsPair]);
    const erased = again.outcomes.filter(({ outcome }) => outcome === 'NOLOG_ERASED').length;
    expect(erased).toBeGreaterThan(0);
    expect(countsOf(again)).toMatchObject({ stored: 0, rejected: 0, skipped: erased });
    await gatherAll(moved.services);
    expect(await rowsSaying(store, core)).toEqual([]);

    moved.wait(day);
    const later = new Date(moved.services.clock().getTime()).toISOString();
    const fresh = summary({ identifier: maria, correlationId: '7c1d0f2e-0000-4000-8000-00000000000f' }, {}, later);
    expect(countsOf(await answerOf(moved.services, [fresh]))).toMatchObject({ stored: 1 });
  });
});
