import { describe, expect, it } from 'vitest';
import { invocationLog } from '../../shared/http/invocation-log.ts';
import { problem } from '../../shared/http/problems.ts';
import type { LogLine } from '../../shared/log-line.ts';
import { noCounts } from '../../shared/runs/run.ts';
import { projectFiles, sourcesIn, textOf } from '../architecture/project-files.ts';
import { readKql } from '../sources/kusto.ts';

const queries = projectFiles
  .filter((path) => /^infra\/modules\/queries\/.*\.kql$/.test(path))
  .map((path) => [path.split('/').at(-1) ?? '', textOf(path)] as const);

/** The tables of Application Insights, with the columns that the queries may use: https://learn.microsoft.com/azure/azure-monitor/app/data-model-complete */
const tables = `
let traces = datatable(timestamp: datetime, message: string, severityLevel: int, operation_Name: string, itemCount: int)[];
let requests = datatable(timestamp: datetime, name: string, success: string, resultCode: string, duration: real, itemCount: int)[];
`;

/** The names under which functions are registered: what lines call themselves. */
const functions = sourcesIn('functions').flatMap((path) =>
  [...textOf(path).matchAll(/\bregister(?:Timer|EventHub)?\('([a-z-]+)'/g)].map(([, name = '']) => name),
);

/** A line as it is written, of a request that failed. */
function writtenLine(): LogLine {
  let written: LogLine = {};
  const log = invocationLog('ingest', 'id');
  log.writeWith((line) => {
    written = line;
  });
  log.count({ received: 2, ...noCounts });
  log.answered(problem('internal'), { name: 'Error', at: [] });
  log.end({ ended: 'complete' });
  return JSON.parse(JSON.stringify(written));
}

describe.each(queries)('%s', (_file, query) => {
  it('is valid', () => {
    expect(readKql(`${tables}${query}`).mistakes).toEqual([]);
  });

  it('names functions that are registered', () => {
    const line = /\['function'\]\) (?:in \((.*?)\)|== ('[^']*'))/.exec(query);
    const named = [...(line?.[1] ?? line?.[2] ?? '').matchAll(/'([^']*)'/g)].map(([, name]) => name);
    expect(named.filter((name) => !functions.includes(name ?? ''))).toEqual([]);
  });

  it('asks for members that lines have', () => {
    const written = writtenLine();
    const asked = [...query.matchAll(/line\['(\w+)'\](?:\['(\w+)'\])?/g)];
    expect(asked.length).toBeGreaterThan(0);
    // Lines of runs are made by run-timer.ts and advance-run.ts, which name the kind of run.
    const members = { ...written, kind: 'purge' } as Record<string, unknown>;
    for (const [, member = '', inner] of asked) {
      expect(Object.keys(members)).toContain(member);
      if (inner !== undefined) expect(Object.keys(members[member] as object)).toContain(inner);
    }
  });
});

describe('the queries', () => {
  it('are four, and a mistake in one would be seen', () => {
    expect(queries.map(([file]) => file)).toEqual([
      'failures.kql',
      'no-arrivals.kql',
      'poison-lines.kql',
      'purge-not-run.kql',
    ]);
    expect(readKql(`${tables}traces | where mesage == ''`).mistakes).not.toEqual([]);
    expect(functions).toEqual(expect.arrayContaining(['ingest', 'purge', 'ingest-event-hub', 'gather']));
  });

  it('about what does not happen give a row where there is no data at all: they count, and by nothing', () => {
    for (const [file, query] of queries.filter(([file]) => /no-arrivals|not-run/.test(file))) {
      const summaries = query.match(/\| summarize .*/g) ?? [];
      expect(summaries, file).toHaveLength(1);
      expect(summaries[0], file).not.toMatch(/\bby\b/);
      expect(query, file).toMatch(/\| where isnull\(firstLine\)/);
    }
  });

  it('about arrivals know every road that brings records as they come', () => {
    const [, list = ''] = /\['function'\]\) in \((.*?)\)/.exec(textOf('infra/modules/queries/no-arrivals.kql')) ?? [];
    const roads = functions.filter((name) => /^ingest|^events$|^read-archive$/.test(name));
    expect([...list.matchAll(/'([^']*)'/g)].map(([, name]) => name).toSorted()).toEqual(roads.toSorted());
  });

  it('about the purge give it more time than there is between two of its ticks', async () => {
    const { Cron } = await import('croner');
    const [, schedule = ''] = /registerTimer\('purge', '(.*?)'/.exec(textOf('functions/purge.ts')) ?? [];
    const [first, second] = new Cron(schedule).nextRuns(2);
    const hours = ((second?.getTime() ?? 0) - (first?.getTime() ?? 0)) / 3_600_000;
    const [, given = '0'] = /let longest = (\d+)h/.exec(textOf('infra/modules/queries/purge-not-run.kql')) ?? [];
    expect(hours).toBe(24);
    const [, minute = '', hour = ''] = schedule.split(' ');
    expect(textOf('docs/operations.md')).toContain(`daily at ${hour.padStart(2, '0')}:${minute.padStart(2, '0')} UTC`);
    expect(Number(given)).toBeGreaterThan(hours + 1);
  });
});

describe('the timers', () => {
  it('have schedules that stand in the code and nowhere else, six fields in UTC', () => {
    const schedules = sourcesIn('functions').flatMap((path) =>
      [...textOf(path).matchAll(/\bregisterTimer\('([a-z-]+)', '(.*?)'/g)].map(([, name, schedule]) => [
        name,
        schedule,
      ]),
    );
    expect(schedules.length).toBeGreaterThan(4);
    for (const [name, schedule] of schedules) expect(`${name}: ${schedule}`).toMatch(/: [\d*/]+( [\d*/]+){5}$/);
  });
});
