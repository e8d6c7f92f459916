import { describe, expect, it } from 'vitest';
import { auditTable } from '../../shared/audit/append-audit.ts';
import { advanceByHand } from '../../shared/communications/by-hand/advance-by-hand.ts';
import type { RouteName } from '../../shared/http/routes.ts';
import { runItem } from '../../shared/http/run-answers.ts';
import { advanceRuns } from '../../shared/runs/advance-runs.ts';
import { localAdministrator, type Services } from '../../shared/services.ts';
import { everyRow } from '../../shared/storage/table-store.ts';
import { ago, message, now } from '../communications/by-hand/operating.ts';
import { communicationsIn } from '../communications/gather/stored.ts';
import { answerOf } from '../ingest/delivering.ts';
import { type Asking, ask, isProblemAnswer, memoryServices } from './app.ts';

const clock = () => new Date(now);
const servicesWith = () => memoryServices({ localPrincipal: localAdministrator, clock });

const paths = {
  generate: '/call-logs/generate',
  'delete-communications': '/call-logs/delete',
  regenerate: '/call-logs/regenerate',
} as const satisfies Partial<Record<RouteName, string>>;
type Name = keyof typeof paths;

const json = (body: unknown): Asking => ({
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const post = (services: Services, name: Name, asking: Asking = {}) => ask(services, name, paths[name], asking);

async function auditIn({ store }: Services) {
  return Array.fromAsync(everyRow(store, auditTable(now), {}));
}

async function finished(services: Services, id: string) {
  await advanceRuns(services, { 'by-hand': advanceByHand }, now + 10_000);
  return (await ask(services, 'get-run', `/runs/${id}`)).json;
}

describe('POST /call-logs/generate', () => {
  it.each<[string, Asking]>([
    ['no body at all', {}],
    ['an empty body', { headers: { 'content-type': 'application/json' }, body: '' }],
    ['an empty object', json({})],
  ])('with %s takes the 20,000 newest unprocessed records', async (_what, asking) => {
    const services = await servicesWith();
    const answer = await post(services, 'generate', asking);
    expect(answer.status).toBe(202);
    expect(runItem.parse(answer.json)).toEqual(answer.json);
    expect(answer.json).toMatchObject({
      kind: 'by-hand',
      state: 'waiting',
      by: 'local',
      next: { asked: 'count=20000' },
    });
    expect(answer.headers.get('location')).toBe(`/api/runs/${answer.json.id}`);
  });

  it('leads to a run that makes the communications, and says in words what it did', async () => {
    const services = await servicesWith();
    await answerOf(services, [...message('a', ago(1)), ...message('b', ago(2))]);
    const { json: begun } = await post(services, 'generate', json({ count: 3 }));
    expect(await finished(services, begun.id)).toMatchObject({
      ...{ state: 'done', examined: 3, stored: 2, failed: 0, next: null },
      reason: { class: 'note', words: '3 records looked at, 2 communications made.' },
      progress: { examined: 3, produced: 2, waiting: 0, stuck: 0 },
    });
    expect(await communicationsIn(services.store)).toHaveLength(2);
  });

  it('takes no body of another type', async () => {
    const services = await servicesWith();
    const asking = { headers: { 'content-type': 'text/plain' }, body: 'count=3' };
    expect(isProblemAnswer(await post(services, 'generate', asking), 'unsupported-media-type')).toBe(true);
    expect(isProblemAnswer(await post(services, 'generate', json('{')), 'unreadable-body')).toBe(true);
  });
});

const whole = 'must be a whole number, at least 1';
const days = 'must be a whole number from 1 to 36500';

describe('a request that is wrong', () => {
  it.each<[Name, object, { path: string; message: string | RegExp }[]]>([
    ['generate', { count: 0 }, [{ path: 'count', message: whole }]],
    ['generate', { count: -3 }, [{ path: 'count', message: whole }]],
    ['generate', { count: 2.5 }, [{ path: 'count', message: whole }]],
    ['generate', { count: '20000' }, [{ path: 'count', message: whole }]],
    ['generate', { days: 0 }, [{ path: 'days', message: days }]],
    ['generate', { days: 1e9 }, [{ path: 'days', message: days }]],
    ['generate', { count: 5, days: 5 }, [{ path: 'days', message: /beside count; give one of them/ }]],
    ['generate', { all: true }, [{ path: 'all', message: /there are count, days, dryRun/ }]],
    ['generate', { dryRun: 'yes' }, [{ path: 'dryRun', message: 'must be true or false' }]],
    ['delete-communications', {}, [{ path: 'days', message: /is required.*or give all: true/ }]],
    ['delete-communications', { dryRun: true }, [{ path: 'days', message: /or give all: true/ }]],
    ['delete-communications', { days: 3, all: true }, [{ path: 'all', message: /beside days; give one of them/ }]],
    ['delete-communications', { all: false }, [{ path: 'all', message: 'must be true' }]],
    ['delete-communications', { days: -1 }, [{ path: 'days', message: days }]],
    ['regenerate', {}, [{ path: 'days', message: 'is required' }]],
    ['regenerate', { days: null }, [{ path: 'days', message: days }]],
    ['regenerate', { days: 3, count: 3 }, [{ path: 'count', message: /there are days, dryRun/ }]],
  ])('to %s with %j is told what to give, and opens nothing', async (name, body, issues) => {
    const services = await servicesWith();
    const answer = await post(services, name, json(body));
    expect(isProblemAnswer(answer, 'invalid-body')).toBe(true);
    expect(answer.json.issues).toEqual(
      issues.map(({ path, message: words }) => ({ path, message: expect.stringMatching(words) })),
    );
    expect((await ask(services, 'list-runs', '/runs')).json.items).toEqual([]);
    expect(await auditIn(services)).toEqual([]);
  });

  it('takes no list or text for an object', async () => {
    const services = await servicesWith();
    for (const body of [[], '"days"', 7, null]) {
      const asked = await post(services, 'generate', json(body));
      expect(isProblemAnswer(asked, 'invalid-body')).toBe(true);
      expect(asked.json.issues).toEqual([{ path: '', message: 'must be a JSON object' }]);
    }
  });

  it('without a body is answered with the choices, where nothing is meant by it', async () => {
    const services = await servicesWith();
    for (const [name, choices] of [
      ['delete-communications', /whole number of days; or give all/],
      ['regenerate', /whole number of days/],
    ] as const) {
      const asked = await post(services, name);
      expect(isProblemAnswer(asked, 'invalid-body')).toBe(true);
      expect(asked.json.issues).toMatchObject([{ path: 'days', message: expect.stringMatching(choices) }]);
    }
  });
});

describe('one operation at a time', () => {
  it('the second is refused with what is under way, since when and by whom', async () => {
    const services = await servicesWith();
    const first = await post(services, 'regenerate', json({ days: 3 }));
    for (const [name, body] of [
      ['generate', {}],
      ['delete-communications', { all: true }],
      ['regenerate', { days: 3 }],
    ] as const) {
      const second = await post(services, name, json(body));
      expect(isProblemAnswer(second, 'already-running')).toBe(true);
      expect(second.json).toMatchObject({ run: first.json.id, since: clock().toISOString(), by: 'local' });
      expect(second.json.detail).toMatch(/^A regeneration of communications is under way since 18:00 UTC/);
    }
    await finished(services, first.json.id);
    expect((await post(services, 'generate')).status).toBe(202);
  });
});

describe('the audit log', () => {
  it.each<[Name, object, object]>([
    ['generate', { count: 7 }, { event: 'communications-generated', target: 'count=7' }],
    ['generate', { days: 7 }, { event: 'communications-generated', target: 'days=7' }],
    ['delete-communications', { days: 7 }, { event: 'communications-deleted', target: 'days=7' }],
    ['delete-communications', { all: true }, { event: 'communications-deleted', target: 'all' }],
    ['regenerate', { days: 7 }, { event: 'communications-regenerated', target: 'days=7' }],
  ])('has who began to %s, of what, once: %j', async (operation, body, row) => {
    const services = await servicesWith();
    const { json: begun } = await post(services, operation, json(body));
    await finished(services, begun.id);
    expect(await auditIn(services)).toMatchObject([{ ...row, operation, actorKind: 'local', actor: 'local' }]);
  });

  it('has it too when the process ended before it could be written', async () => {
    const services = await servicesWith();
    const { json: begun } = await post(services, 'delete-communications', json({ all: true }));
    await services.store.dropTable(auditTable(now));
    await finished(services, begun.id);
    expect(await auditIn(services)).toMatchObject([{ event: 'communications-deleted', target: 'all' }]);
  });

  it('has no dry run, which changes nothing', async () => {
    const services = await servicesWith();
    const { json: begun } = await post(services, 'delete-communications', json({ all: true, dryRun: true }));
    expect(await finished(services, begun.id)).toMatchObject({ state: 'done', progress: { dryRun: true } });
    expect(await auditIn(services)).toEqual([]);
  });
});
