import { expect, it } from 'vitest';
import { ingest } from '../../shared/ingest/ingest.ts';
import { ingestServices } from '../../shared/ingest/ingest-services.ts';
import type { Services } from '../../shared/services.ts';
import { openServices, storedRecord } from './delivering.ts';
import { sms, usage } from './events.ts';

async function storedWith(services: Services, value: object, origin: string | undefined) {
  const candidate = { place: '', text: JSON.stringify(value), value, ...(origin === undefined ? {} : { origin }) };
  const delivery = { candidates: [candidate], fallback: undefined, source: 'event-hub' };
  const { answer } = await ingest(await ingestServices(services), delivery);
  expect(answer).toMatchObject({ stored: 1 });
  return storedRecord(services.store, answer.outcomes[0]?.id);
}

it.each([
  ['a record', sms('m-1')],
  ['a record with escapes', sms('m-2', { level: 'caf\u00e9 \ud800' })],
  ['a large record', usage('large', { brand: 'x'.repeat(400_000) })],
])('keeps with %s where the road had it', async (_, value) => {
  const services = await openServices();
  const origin = JSON.stringify({ partition: '3', sequenceNumber: 41, offset: '9876543210' });
  expect(await storedWith(services, value, origin)).toMatchObject({ origin, source: 'event-hub' });
});

it('keeps no origin where there is none, or where it is too long', async () => {
  const services = await openServices();
  expect((await storedWith(services, sms('m-1'), undefined)).origin).toBeUndefined();
  expect((await storedWith(services, sms('m-2'), JSON.stringify('x'.repeat(1022)))).origin?.length).toBe(1024);
  expect((await storedWith(services, sms('m-3'), JSON.stringify('x'.repeat(1023)))).origin).toBeUndefined();
});
