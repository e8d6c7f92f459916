import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Host, startHost } from '../../local/host.ts';
import { localAdministrator, provideServices } from '../../shared/services.ts';
import { memoryServices } from '../functions/app.ts';
import { archive, hourPath, namedSmsLine, smsLine } from './archive.ts';
import { runHere, runReally } from './run-cli.ts';

let host: Host;

beforeAll(async () => {
  provideServices(await memoryServices({ localPrincipal: localAdministrator }));
  host = await startHost({ port: 0, log: () => {}, load: () => import('../../functions/index.ts'), runTimers: false });
});
afterAll(() => host.close());

/** The row of the summary that begins with a name: received, stored, duplicate, skipped, rejected. */
function rowOf(stdout: string, name: string): number[] {
  const row = stdout.split('\n').find((line) => line.startsWith(`${name} `)) ?? '';
  return row
    .slice(name.length)
    .trim()
    .split(/\s+/)
    .map((text) => Number(text.replaceAll(',', '')));
}

describe('commlog import', () => {
  it('stores a downloaded tree once, says what it passed over and rejected, and is harmless to repeat', async () => {
    using made = archive();
    const broken = '{"time":"2026-03-04T09:00:09Z","operationName":';
    made.write(hourPath('smsoperational', 9), [smsLine(1), smsLine(2), broken, smsLine(3)].join('\r\n'));
    made.write(`${hourPath('smsoperational', 10)}.gz`, gzipSync(`${smsLine(4)}\n${smsLine(5)}\n`));
    made.write('insights-logs-smsoperational/notes.txt', 'not a log');

    const first = await runReally(['import', '.'], { url: host.url, folder: made.folder });
    expect(first.stderr).toContain('Passed over, because of their names: 1.');
    expect(first.stderr).toContain('Warning: 1 of 6 records were rejected.');
    expect(rowOf(first.stdout, 'SMSOperational')).toEqual([6, 5, 0, 0, 1]);
    expect(rowOf(first.stdout, 'all')).toEqual([6, 5, 0, 0, 1]);
    expect(first.stdout).toContain(`${hourPath('smsoperational', 9)}:3: not JSON`);
    expect(first.status).toBe(0);

    const again = await runReally(['import', '.'], { url: host.url, folder: made.folder });
    expect(rowOf(again.stdout, 'all')).toEqual([6, 0, 5, 0, 1]);
    expect(again.status).toBe(0);

    const found = await runReally(['find', 'Outgoing_4_noam'], { url: host.url });
    expect(found.stdout).toMatch(/2026-03-04 09:00:04 +SMSOperational +SMSMessagesSent +Succeeded +MessageId/);
  });

  it('is known to the server as the road import', async () => {
    const line = namedSmsLine(70);
    expect((await runReally(['import', '-'], { url: host.url, input: line })).status).toBe(0);
    const list = await (await fetch(`${host.url}/api/records?category=sms&MessageId=Outgoing_70_noam`)).json();
    const id = (list as { items: { id: string }[] }).items[0]?.id ?? '';
    const record = await (await fetch(`${host.url}/api/records/${encodeURIComponent(id)}`)).json();
    expect(record).toMatchObject({ source: 'import', delivered: JSON.parse(line) });
  });

  it('takes standard input in the shape of old archives, an array, and one object over many lines', async () => {
    const enveloped = JSON.stringify(
      { records: [JSON.parse(namedSmsLine(20)), JSON.parse(namedSmsLine(21))] },
      undefined,
      2,
    );
    const array = `[\n${namedSmsLine(22)},\n${namedSmsLine(23)}\n]`;
    const pretty = JSON.stringify(JSON.parse(namedSmsLine(24)), undefined, 2);
    for (const [input, count] of [
      [enveloped, 2],
      [array, 2],
      [pretty, 1],
    ] as const) {
      const ran = await runHere(['import', '-'], { url: host.url, input });
      expect(rowOf(ran.stdout, 'SMSOperational')).toEqual([count, count, 0, 0, 0]);
    }
  });

  it('reads what PowerShell writes: UTF-16 with a byte order mark', async () => {
    const input = Buffer.from(`\uFEFF${namedSmsLine(30)}\r\n${namedSmsLine(31)}\r\n`, 'utf16le');
    const ran = await runHere(['import', '-'], { url: host.url, input });
    expect(rowOf(ran.stdout, 'all')).toEqual([2, 2, 0, 0, 0]);
  });

  it('needs --category for records outside of any container that do not say what they are', async () => {
    const input = smsLine(40);
    const without = await runHere(['import', '-'], { url: host.url, input });
    expect(without.status).toBe(1);
    expect(without.stdout).toContain('-:1: category: missing');
    const named = await runHere(['import', '--category', 'sms', '-'], { url: host.url, input });
    expect(rowOf(named.stdout, 'SMSOperational')).toEqual([1, 1, 0, 0, 0]);
    expect(await runHere(['import', '--category', 'smoke', '-'], { url: host.url, input })).toMatchObject({
      status: 2,
    });
  });

  it('says with --dry-run, without any server, what an import into an empty store would say', async () => {
    using made = archive();
    made.write('a.jsonl', `${namedSmsLine(50)}\n${namedSmsLine(51)}\nnonsense\n${namedSmsLine(50)}\n`);
    const rehearsed = await runReally(['import', '--dry-run', 'a.jsonl'], {
      url: 'http://127.0.0.1:9',
      folder: made.folder,
    });
    expect(rehearsed.status).toBe(0);
    expect(rehearsed.stdout).toMatch(/^Into nothing \(--dry-run\).*\n/);
    expect(rehearsed.stdout).toContain('would store');
    const imported = await runReally(['import', 'a.jsonl'], { url: host.url, folder: made.folder });
    const counts = (said: string) =>
      said
        .replace(/^Into .*\n/, '')
        .replace('would store', 'stored')
        .replaceAll(/ +/g, ' ');
    expect(counts(rehearsed.stdout)).toBe(counts(imported.stdout));
    expect(rowOf(imported.stdout, 'all')).toEqual([4, 2, 1, 0, 1]);
  });

  it('names the lines of files that shared a request', async () => {
    using made = archive();
    for (let n = 0; n < 30; n++)
      made.write(hourPath('smsoperational', n), `\n${smsLine(100 + n)}\n${n === 17 ? '{"time":"soon"}' : ''}\n`);
    const ran = await runHere(['import', 'insights-logs-smsoperational'], { url: host.url, folder: made.folder });
    expect(rowOf(ran.stdout, 'all')).toEqual([31, 30, 0, 0, 1]);
    const below = hourPath('smsoperational', 17).replace('insights-logs-smsoperational/', '');
    expect(ran.stdout).toContain(`\n  ${below}:3: time: not a time`);
  });

  it('counts lines of which none is JSON as rejected, each with its place', async () => {
    using made = archive();
    made.write('insights-logs-smsoperational/a.json', `${smsLine(200)}\n`);
    made.write('insights-logs-usage/b.json', ['{"a":', '{"time":"x"}', '{"time":"y"}'].join('\n'));
    const ran = await runHere(['import', '.'], { url: host.url, folder: made.folder });
    expect(rowOf(ran.stdout, 'Usage')).toEqual([3, 0, 0, 0, 3]);
    expect(ran.stdout).toContain('insights-logs-usage/b.json:1: not JSON');
  });
});
