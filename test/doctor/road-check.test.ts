import { describe, expect, it } from 'vitest';
import { noteArrivals } from '../../shared/arrivals/arrivals.ts';
import { noteRejected } from '../../shared/arrivals/rejected.ts';
import { categoryNamed } from '../../shared/categories/index.ts';
import type { LogRecord } from '../../shared/categories/record.ts';
import { memoryServices } from '../functions/app.ts';
import { hubSettings } from '../functions/event-hub.ts';
import { checkUnderTest } from './check-under-test.ts';

const hourMs = 3_600_000;

/** Services to which a record came by a road, so many hours ago. */
async function cameBy(source: string, hoursAgo: number, env: Readonly<Record<string, string>> = {}) {
  const clock = { now: Date.parse('2026-05-05T12:00:00Z') - hoursAgo * hourMs };
  const services = await memoryServices({ env, clock: () => new Date(clock.now) });
  const record = { category: categoryNamed('sms'), columns: {} } as unknown as LogRecord;
  await noteArrivals(services, [record], source, services.clock());
  clock.now += hoursAgo * hourMs;
  return services;
}

describe('the event hub', () => {
  const { examine, meetsEveryFault } = checkUnderTest('event-hub');

  it('that is not set is off', async () => {
    const found = await examine(await memoryServices());
    expect(found).toMatchObject({ fault: 'unset', state: 'off' });
    expect(found.remedy).toContain('EVENT_HUB_CONNECTION');
  });

  it('by which nothing ever came names the hub, and what must be allowed', async () => {
    const found = await examine(await memoryServices({ env: hubSettings }));
    expect(found).toMatchObject({ fault: 'never', state: 'warning', finding: 'Records never came.' });
    expect(found.remedy).toMatch(/acs-logs.*to listen.*\$Default/);
    expect(found.remedy).not.toContain('SharedAccessKey');
    const env = { EVENT_HUB_CONNECTION__fullyQualifiedNamespace: 'talk.servicebus.windows.net' };
    expect((await examine(await memoryServices({ env }))).remedy).toContain('Azure Event Hubs Data Receiver');
  });

  it('by which records come is well, and says when they last did', async () => {
    const found = await examine(await cameBy('event-hub', 1, hubSettings));
    expect(found).toMatchObject({ state: 'ok', finding: 'Records last came 11:00 (UTC).' });
  });

  it('that is silent for SILENCE_HOURS is to be looked at, and not before', async () => {
    const env = { ...hubSettings, SILENCE_HOURS: '5' };
    expect(await examine(await cameBy('event-hub', 4, env))).toMatchObject({ state: 'ok' });
    expect(await examine(await cameBy('event-hub', 5, env))).toMatchObject({ fault: 'silent', state: 'warning' });
  });

  it('whose records cannot be read is to be looked at', async () => {
    const services = await memoryServices({ env: hubSettings });
    await noteRejected(services, 'event-hub', services.clock());
    expect(await examine(services)).toMatchObject({
      fault: 'unreadable',
      finding: expect.stringContaining('cannot be read'),
    });
  });

  meetsEveryFault();
});

describe('Event Grid', () => {
  const { examine, meetsEveryFault } = checkUnderTest('event-grid');

  it('by which no event ever came is off, and says where a subscription is to send them', async () => {
    const found = await examine(await memoryServices());
    expect(found).toMatchObject({ fault: 'never', state: 'off', finding: 'Events never came.' });
    expect(found.remedy).toContain('/api/events?code=');
  });

  it('by which events come is well; silent for a day, it is to be looked at', async () => {
    expect(await examine(await cameBy('event-grid', 23))).toMatchObject({ state: 'ok' });
    expect(await examine(await cameBy('event-grid', 24))).toMatchObject({ fault: 'silent' });
  });

  it('whose events cannot be read is to be looked at', async () => {
    const services = await memoryServices();
    await noteRejected(services, 'event-grid', services.clock());
    expect(await examine(services)).toMatchObject({ fault: 'unreadable', state: 'warning' });
  });

  meetsEveryFault();
});

describe('senders', () => {
  const { examine, meetsEveryFault } = checkUnderTest('push');

  it('that never sent anything are off', async () => {
    expect(await examine(await memoryServices())).toMatchObject({ fault: 'never', state: 'off' });
  });

  it('may be silent for as long as they like', async () => {
    expect(await examine(await cameBy('push', 1000))).toMatchObject({ state: 'ok' });
  });

  it('whose records cannot be read are told apart', async () => {
    const services = await memoryServices();
    await noteRejected(services, 'push', services.clock());
    expect(await examine(services)).toMatchObject({ fault: 'unreadable' });
  });

  meetsEveryFault();
});
