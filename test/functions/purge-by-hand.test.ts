import { describe, expect, it } from 'vitest';
import { personBody } from '../../shared/directory/person.ts';
import { putPerson } from '../../shared/directory/write-person.ts';
import { runItem } from '../../shared/http/run-answers.ts';
import { advancePurge } from '../../shared/purge/by-hand/advance-purge.ts';
import { advanceRuns } from '../../shared/runs/advance-runs.ts';
import { localAdministrator } from '../../shared/services.ts';
import { everyRow } from '../../shared/storage/table-store.ts';
import { answerOf } from '../ingest/delivering.ts';
import { sms } from '../purge/messages.ts';
import { rowsSaying } from '../purge/purging.ts';
import { ask, isProblemAnswer, memoryServices } from './app.ts';

const start = Date.parse('2026-03-04T12:00:00.000Z');
const number = '+18335550142';

async function installation() {
  let now = start;
  const services = await memoryServices({
    env: { LOG_ANALYTICS_WORKSPACE_ID: '3f2b8c14-0d57-4e8a-9b60-7c1d2e3f4a5b' },
    localPrincipal: localAdministrator,
    clock: () => new Date(now),
    credentialFor: async () => ({ getToken: async () => null }),
  });
  await answerOf(services, [...sms(start - 5000, 'a', 'Delivered', number), ...sms(start - 5000, 'b')]);
  const post = (body: unknown) =>
    ask(services, 'purge-by-hand', '/purge', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const finished = async (id: string) => {
    for (let tick = 0; tick < 10; tick += 1) {
      await advanceRuns(services, { 'purge-by-hand': advancePurge }, now + 50_000);
      now += 60_000;
    }
    return (await ask(services, 'get-run', `/runs/${id}`)).json;
  };
  return { services, post, finished };
}

const pathsOf = ({ json }: { json: { issues: { path: string }[] } }) => json.issues.map(({ path }) => path).sort();

describe('POST /purge', () => {
  it('answers 202 with the run, which says at its end what went and what Commlog cannot reach', async () => {
    const { post, finished } = await installation();
    const answer = await post({ value: number });
    expect(answer.status).toBe(202);
    expect(runItem.parse(answer.json)).toEqual(answer.json);
    expect(answer.headers.get('location')).toBe(`/api/runs/${answer.json.id}`);
    const run = await finished(answer.json.id);
    expect(run).toMatchObject({ state: 'done', next: null });
    expect(run.reason.words).toMatch(/^It was replaced in 0 records, 2 were deleted; /);
    expect(run.progress.unreached).toEqual([
      'the Log Analytics workspace 3f2b8c14-0d57-4e8a-9b60-7c1d2e3f4a5b',
      'files that were exported, and copies of the store',
    ]);
  });

  it('never shows nor stores the value: not in the run while it goes on, not in the audit log, not in a line of the log', async () => {
    const { services, post, finished } = await installation();
    const answer = await post({ value: number });
    const listed = await ask(services, 'list-runs', '/runs');
    for (const text of [answer.text, listed.text, JSON.stringify(services.lines)])
      expect(text).not.toContain('8335550142');
    const during = await rowsSaying(services.store, '8335550142');
    expect(during.filter((key) => /^(?:Runs|Audit|Settings)/.test(key))).toEqual([]);
    await finished(answer.json.id);
    expect(await rowsSaying(services.store, '8335550142')).toEqual([]);
    const [row] = await Array.fromAsync(everyRow(services.store, 'Audit202603', {}));
    expect(row).toMatchObject({
      event: 'purge-started',
      operation: 'purge',
      target: expect.stringMatching(/^value=[0-9a-f]{32}, mode=/),
    });
  });

  it('refuses all but exactly one of before, days, id and value', async () => {
    const { post } = await installation();
    const which = 'give exactly one of before, days, id and value';
    expect((await post({})).json.issues).toEqual([{ path: '', message: `nothing says what to purge; ${which}` }]);
    expect((await post({ days: 1, value: number })).json.issues).toEqual([
      { path: '', message: `days and value are given; ${which}` },
    ]);
    expect(pathsOf(await post({ before: 'yesterday', weeks: 1 }))).toEqual(['before', 'weeks']);
    expect(isProblemAnswer(await post({ id: 'call-1' }), 'not-found')).toBe(true);
  });

  it('deletes everything only where purgeAll says so, however everything is said', async () => {
    const { post } = await installation();
    const at = (ms: number) => new Date(start + ms).toISOString();
    expect(pathsOf(await post({ days: 0 }))).toEqual(['days']);
    for (const ms of [0, -59_999]) expect(pathsOf(await post({ before: at(ms) }))).toEqual(['before']);
    expect((await post({ before: at(-59_999) })).json.issues[0].message).toMatch(/would delete everything/);
    expect(pathsOf(await post({ before: at(1), purgeAll: true }))).toEqual(['before']);
    expect((await post({ before: at(-60_000), dryRun: true })).status).toBe(202);
    const other = await installation();
    expect((await other.post({ before: at(0), purgeAll: true })).status).toBe(202);
  });

  it('says in its own words what a number of days must be', async () => {
    const { post } = await installation();
    for (const days of [-1, 1.5, 36_501])
      expect((await post({ days })).json.issues).toEqual([
        { path: 'days', message: 'must be a whole number from 1 to 36500' },
      ]);
  });

  it('is one at a time', async () => {
    const { post } = await installation();
    expect((await post({ days: 30, dryRun: true })).status).toBe(202);
    expect(isProblemAnswer(await post({ days: 30 }), 'already-running')).toBe(true);
  });

  it('tells the numbers in a dry run, and leaves everything and no trace', async () => {
    const { services, post, finished } = await installation();
    const person = { ...personBody.parse({ name: 'Ann', numbers: [number] }), id: 'ann' };
    await putPerson(services, person, localAdministrator);
    await services.store.dropTable('Audit202603');
    const { json } = await post({ value: number, dryRun: true });
    expect((await finished(json.id)).reason.words).toMatch(/^2 records say it, and 0 communications, 1 people/);
    expect((await rowsSaying(services.store, '8335550142')).length).toBeGreaterThan(0);
    expect(await services.store.listTables('Audit')).toEqual([]);
  });
});
