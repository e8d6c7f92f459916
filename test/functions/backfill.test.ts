import { describe, expect, it } from 'vitest';
import { auditTable } from '../../shared/audit/append-audit.ts';
import { categoryNamed } from '../../shared/categories/index.ts';
import { runItem } from '../../shared/http/run-answers.ts';
import { advanceRuns } from '../../shared/runs/advance-runs.ts';
import { localAdministrator, type Services, type ServicesOptions } from '../../shared/services.ts';
import { advanceBackfill } from '../../shared/sources/backfill/advance-backfill.ts';
import { askable } from '../../shared/sources/backfill/start-backfill.ts';
import { everyRow } from '../../shared/storage/table-store.ts';
import { switchCategory } from '../../shared/switches/switch-category.ts';
import { asking, servicesOn, statusRow, takenToEnd, workspaceId } from '../sources/backfill/workspace-services.ts';
import { ask, isProblemAnswer, memoryServices } from './app.ts';

const clock = () => new Date('2026-03-04T12:00:00Z');
const range = { from: '2026-03-01', until: '2026-03-04T00:00:00Z' };

const servicesWith = (options: ServicesOptions = {}) =>
  memoryServices({
    env: { LOG_ANALYTICS_WORKSPACE_ID: workspaceId },
    localPrincipal: localAdministrator,
    clock,
    ...options,
  });

const post = (services: Services, body: unknown) =>
  ask(services, 'backfill', '/backfill', {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

async function auditIn(services: Services) {
  const rows = [];
  for await (const row of everyRow(services.store, auditTable(clock().getTime()), {})) rows.push(row);
  return rows;
}

describe('POST /backfill', () => {
  it('opens a run in the described shape, and says where to see it', async () => {
    const services = await servicesWith();
    const answer = await post(services, range);
    expect(answer.status).toBe(202);
    expect(runItem.parse(answer.json)).toEqual(answer.json);
    expect(answer.json).toMatchObject({ kind: 'backfill', state: 'waiting', by: 'local' });
    expect(answer.headers.get('location')).toBe(`/api/runs/${answer.json.id}`);
    expect((await ask(services, 'get-run', `/runs/${answer.json.id}`)).json).toMatchObject({ id: answer.json.id });
    expect(answer.json.progress.categoriesLeft).toBe(askable(new Set()).length);
  });

  it('leads to a run that takes the range', async () => {
    const rows = [statusRow(Date.parse('2026-03-02T10:00:00Z')), statusRow(Date.parse('2026-03-04T10:00:00Z'))];
    await using workspace = await asking(
      { tables: { ACSEmailStatusUpdateOperational: rows } },
      { localPrincipal: localAdministrator, clock },
    );
    const { json } = await post(workspace.services, { ...range, categories: ['Email Status Update Operational'] });
    await advanceRuns(workspace.services, { backfill: advanceBackfill }, clock().getTime() + 1000);
    expect((await ask(workspace.services, 'get-run', `/runs/${json.id}`)).json).toMatchObject({
      ...{ state: 'done', examined: 1, stored: 1, reason: null, next: null },
      progress: { categoriesDone: 1, categoriesLeft: 0 },
    });
  });

  it('is refused with since when and by whom while one is under way', async () => {
    const services = await servicesWith();
    const first = await post(services, range);
    const second = await post(services, range);
    expect(isProblemAnswer(second, 'already-running')).toBe(true);
    expect(second.json).toMatchObject({ run: first.json.id, since: clock().toISOString(), by: 'local' });
    expect(await auditIn(services)).toHaveLength(1);
  });

  it('names the setting when there is no workspace', async () => {
    const answer = await post(await servicesWith({ env: {} }), range);
    expect(isProblemAnswer(answer, 'not-configured')).toBe(true);
    expect(answer.json.detail).toContain('LOG_ANALYTICS_WORKSPACE_ID');
  });

  it.each<[string, object, { path: string; message: RegExp }[]]>([
    ['the wrong way round', { from: '2026-03-03', until: '2026-03-02' }, [{ path: 'until', message: /after from/ }]],
    ['empty', { from: '2026-03-03', until: '2026-03-03' }, [{ path: 'until', message: /after from/ }]],
    [
      'in the future',
      { from: '2026-03-03', until: '2026-03-05' },
      [{ path: 'until', message: /future.*2026-03-04T12/ }],
    ],
    ['older than any workspace', { from: '2014-03-03', until: '2026-03-01' }, [{ path: 'from', message: /12 years/ }]],
    [
      'of unknown categories',
      { ...range, categories: ['sms', 'smoke-signals', 'other'] },
      [
        { path: 'categories[1]', message: /no category has this name; there are .*email-status/ },
        { path: 'categories[2]', message: /no table in Log Analytics/ },
      ],
    ],
    [
      'wrong in several ways',
      { from: '2027-01-01', until: '2026-12-01', categories: ['smoke-signals'] },
      [
        { path: 'until', message: /future/ },
        { path: 'until', message: /after from/ },
        { path: 'categories[0]', message: /no category/ },
      ],
    ],
  ])('names every mistake of a range that is %s, and opens nothing', async (_what, body, issues) => {
    const services = await servicesWith();
    const answer = await post(services, body);
    expect(isProblemAnswer(answer, 'invalid-body')).toBe(true);
    expect(answer.json.issues).toEqual(
      issues.map(({ path, message }) => ({ path, message: expect.stringMatching(message) })),
    );
    expect((await ask(services, 'list-runs', '/runs')).json.items).toEqual([]);
    expect(await auditIn(services)).toEqual([]);
  });

  it('takes no category that is switched off, by name or by default', async () => {
    const services = await servicesWith();
    const sms = categoryNamed('sms');
    if (!sms) throw new Error('sms is no category any more.');
    await switchCategory(services, sms, false, localAdministrator);
    const named = await post(services, { ...range, categories: ['SMSOperational'] });
    expect(named.json.issues).toEqual([{ path: 'categories[0]', message: expect.stringContaining('switched off') }]);
    const { json } = await post(services, range);
    expect(json.next.asking.left).toEqual(askable(new Set(['sms'])));
    expect(json.next.asking.left).not.toContain('sms');
  });
});

describe('the audit log', () => {
  it('has who began a back-fill, of what, once', async () => {
    const services = await servicesWith();
    const { json } = await post(services, { ...range, categories: ['sms', 'chat', 'SMSOperational'] });
    const nobody = await servicesOn(
      { http: { sendRequest: () => Promise.reject(new Error('away')) } },
      { store: services.store },
    );
    await takenToEnd(nobody, advanceBackfill, json.next);
    expect(await auditIn(services)).toMatchObject([
      {
        ...{ event: 'backfill-started', operation: 'backfill', actorKind: 'local', actor: 'local' },
        ...{ target: '2026-03-01T00:00:00.000Z/2026-03-04T00:00:00.000Z', new: 'sms chat' },
      },
    ]);
  });

  it('has it too when the process ended before it could be written', async () => {
    const services = await servicesWith();
    const { json } = await post(services, { ...range, categories: ['sms'] });
    await services.store.dropTable(auditTable(clock().getTime()));
    const limits = { until: clock().getTime(), signal: AbortSignal.abort() };
    const { next } = await advanceBackfill(services, json.next, limits);
    expect(await auditIn(services)).toMatchObject([{ event: 'backfill-started', new: 'sms' }]);
    expect(next).not.toHaveProperty('begun');
  });
});
