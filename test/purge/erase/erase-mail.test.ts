import { beforeEach, describe, expect, it } from 'vitest';
import { advanceByHand } from '../../../shared/communications/by-hand/advance-by-hand.ts';
import { startByHand } from '../../../shared/communications/by-hand/start-by-hand.ts';
import { readEvent } from '../../../shared/events/read-event.ts';
import { ingest } from '../../../shared/ingest/ingest.ts';
import { ingestServices } from '../../../shared/ingest/ingest-services.ts';
import type { ReadValue } from '../../../shared/ingest/prepare.ts';
import { advanceRuns } from '../../../shared/runs/advance-runs.ts';
import { localAdministrator, type Services } from '../../../shared/services.ts';
import { sqliteTables } from '../../../shared/storage/sqlite.ts';
import type { TableStore } from '../../../shared/storage/table-store.ts';
import { communicationsIn } from '../../communications/gather/stored.ts';
import { mailEvents, threeRecipients } from '../../communications/message-stories.ts';
import { log } from '../../communications/stories.ts';
import { answerOf } from '../../ingest/delivering.ts';
import { listedRecords } from '../listed.ts';
import { gatherAll, type Moved, minute, movedClock, purgeByHand, rowsSaying } from '../purging.ts';

const noon = Date.parse('2026-03-05T12:00:00.000Z');
const placeholder = /^Redacted-[0-9a-f]{4}$/;

let store: TableStore;
let moved: Moved;
beforeEach(async () => {
  store = sqliteTables({ path: ':memory:' });
  moved = await movedClock(store, noon);
});

async function byHand(services: Services, operation: 'delete' | 'regenerate', request: object): Promise<void> {
  await startByHand(services, operation, request, localAdministrator);
  for (let tick = 0; tick < 5; tick += 1)
    await advanceRuns(services, { 'by-hand': advanceByHand }, services.clock().getTime() + 50_000);
}

describe('the sender of a mail, whose name and domain stand apart', () => {
  const mail = '4be02d67-18c5-4f0a-b3f1-9a2d7c6e5b41';
  const status = (minutes: number, to: string) =>
    log(
      'EmailStatusUpdateOperational',
      new Date(noon - 3_600_000 + minutes * minute).toISOString(),
      { operationName: 'DeliveryStatusUpdate', correlationId: mail },
      { RecipientId: to, DeliveryStatus: 'Delivered', SenderUsername: 'tickets', SenderDomain: 'fern.example' },
    );

  it('is gone from records too, so that gathering anew does not bring it back, and is refused', async () => {
    await answerOf(moved.services, [status(1, 'lena@example.com'), status(2, 'omar@example.com')]);
    await gatherAll(moved.services);
    expect((await rowsSaying(store, 'tickets@fern.example')).length).toBeGreaterThan(0);
    await purgeByHand(moved, { value: 'Tickets@fern.example' });
    await byHand(moved.services, 'regenerate', { days: 30 });
    expect(await rowsSaying(store, 'tickets')).toEqual([]);
    expect((await listedRecords(moved.services)).map(({ delivered }) => JSON.parse(delivered).properties)).toEqual([
      expect.objectContaining({ SenderUsername: expect.stringMatching(placeholder), SenderDomain: 'fern.example' }),
      expect.objectContaining({ SenderUsername: expect.stringMatching(placeholder), SenderDomain: 'fern.example' }),
    ]);
    const late = await answerOf(moved.services, [status(3, 'ruth@example.com')]);
    expect(late.outcomes.map(({ outcome }) => outcome)).toEqual(['NOLOG_ERASED']);
  });
});

async function deliverEvents(services: Services, events: readonly object[]): Promise<void> {
  const candidates = events.map((value, index) => ({ value, text: JSON.stringify(value), place: `[${index}]` }));
  const read: ReadValue = (event, now, exact) => readEvent(event, now, exact);
  await ingest(await ingestServices(services), { candidates, fallback: undefined, read, source: 'event-grid' });
}

describe('a mail to three, of whom two are erased', () => {
  it('goes on telling how it went with each of them, and to nobody by another name than in another mail', async () => {
    await answerOf(moved.services, [...threeRecipients, ...otherMail]);
    await deliverEvents(moved.services, mailEvents);
    await gatherAll(moved.services);
    const told = async () => (await communicationsIn(store)).map(({ state, delivery }) => ({ state, delivery }));
    const before = await told();
    for (const value of ['ruth@example.com', 'lena@example.com']) await purgeByHand(moved, { value, mode: 'redact' });
    await gatherAll(moved.services);
    const counts = (all: typeof before) =>
      all.map(({ state, delivery }) => ({ state, last: [...(delivery?.last ?? [])].sort() }));
    expect(counts(await told())).toEqual(counts(before));
    const names = (await listedRecords(moved.services)).map(({ columns }) => String(columns['RecipientId']));
    const placeholders = new Set(names.filter((name) => placeholder.test(name)));
    expect(placeholders.size).toBe(3);
  });
  const otherMail = threeRecipients
    .map((one) => ({ ...one, correlationId: '4be02d67-18c5-4f0a-b3f1-9a2d7c6e5b49' }))
    .slice(5, 6);
});
