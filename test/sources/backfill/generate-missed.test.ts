import { describe, expect, it } from 'vitest';
import { listRuns } from '../../../shared/runs/list-runs.ts';
import { advanceNightly } from '../../../shared/sources/backfill/advance-nightly.ts';
import { ago, dayMs, message, messagesIn, now } from '../../communications/by-hand/operating.ts';
import { answerOf } from '../../ingest/delivering.ts';
import { drivers } from '../../storage/drivers.ts';
import { servicesOn, takenToEnd } from './workspace-services.ts';

const nobody = { http: { sendRequest: () => Promise.reject(new Error('asked')) } };
const env = { LOG_ANALYTICS_WORKSPACE_ID: '', HASH_KEY: 'a key that only tests have' };

describe.each(drivers)('a night on $name', ({ open }) => {
  async function withRecords(records: readonly unknown[]) {
    const store = await open();
    const at = (time: number) => servicesOn(nobody, { store, clock: () => new Date(time), env });
    await answerOf(await at(now), records);
    // As they were stored before there were communications.
    await store.dropTable('Pending');
    const night = async (time = now) => takenToEnd(await at(time), advanceNightly, {});
    return { store, at, night };
  }

  it('makes communications of the last days’ records that are in none, without a workspace too', async () => {
    const { store, night } = await withRecords([...message('a', ago(1)), ...message('old', ago(9))]);
    const { last, counts } = await night();
    expect(await messagesIn(store)).toEqual(['a']);
    expect(counts).toMatchObject({ stored: 0, failed: 0 });
    expect(last.reason?.words).toContain(
      'Records that were in no communication: 2 records looked at, 1 communication made.',
    );
    expect(last.progress).toMatchObject({ missed: { examined: 2, produced: 1 } });
    await store.close();
  });

  it('is a no-op when nothing is missing', async () => {
    const { store, at, night } = await withRecords(message('a', ago(1)));
    await night();
    const { last } = await night(now + dayMs);
    expect(last.progress).toBeUndefined();
    expect(last.reason?.words).toMatch(/Only what was pending was done\.$/);
    expect(await listRuns(await at(now), { limit: 10 })).toMatchObject({ items: [] });
    await store.close();
  });

  it('goes by watermark: after nights that were skipped the next one leaves nothing out', async () => {
    const { store, at, night } = await withRecords(message('a', ago(1)));
    await night();
    const later = now + 30 * dayMs;
    await answerOf(await at(later), message('missed', ago(-10)));
    await store.dropTable('Pending');
    await night(later);
    expect((await messagesIn(store)).toSorted()).toEqual(['a', 'missed']);
    await store.close();
  });
});
