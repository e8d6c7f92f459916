import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findInputs } from '../../../cli/import/inputs.ts';
import { archive, hourPath } from '../archive.ts';

async function* nothing(): AsyncGenerator<Uint8Array> {}

describe('what is imported', () => {
  it('is every log file of a tree in the order of time, with the category of its container', async () => {
    using made = archive();
    for (const hour of [10, 9]) made.write(hourPath('smsoperational', hour), 'ab');
    made.write(`${hourPath('callsummary', 1)}.gz`, 'abc');
    made.write('insights-logs-somethingnew/a.ndjson', '');
    made.write('insights-logs-smsoperational/list.csv', '');
    const found = await findInputs(['.'], { folder: made.folder, stdin: nothing(), category: undefined });
    expect(found.inputs.map(({ name, category, bytes }) => [name, category, bytes])).toEqual([
      [`${hourPath('callsummary', 1)}.gz`, 'CallSummary', 3],
      [hourPath('smsoperational', 9), 'SMSOperational', 2],
      [hourPath('smsoperational', 10), 'SMSOperational', 2],
      ['insights-logs-somethingnew/a.ndjson', undefined, 0],
    ]);
    expect(found).toMatchObject({ passedOver: 1, missing: [] });
  });

  it('is a file that is named itself, whatever its name, and its category even when its container is above', async () => {
    using made = archive();
    made.write('insights-logs-usage/day/export.txt', '');
    const folder = join(made.folder, 'insights-logs-usage', 'day');
    const found = await findInputs(['export.txt', '-'], { folder, stdin: nothing(), category: 'ChatOperational' });
    expect(found.inputs.map(({ name, category }) => [name, category])).toEqual([
      ['export.txt', 'Usage'],
      ['-', 'ChatOperational'],
    ]);
  });

  it('never follows a link into a circle, and names what is not there', async () => {
    using made = archive();
    made.write('a/b.json', '');
    symlinkSync(made.folder, join(made.folder, 'a', 'again'));
    const found = await findInputs(['a', 'lost', 'a/b.json/c'], {
      folder: made.folder,
      stdin: nothing(),
      category: undefined,
    });
    expect(found.inputs).toHaveLength(1);
    expect(found.missing).toEqual(['lost', 'a/b.json/c']);
  });
});
