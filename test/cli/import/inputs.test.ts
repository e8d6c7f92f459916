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
    expect([...found.passedOver]).toEqual([['because of their names', 1]]);
    expect(found.missing).toEqual([]);
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

  it('is named below the path that was given, and with that path where there are several', async () => {
    using made = archive();
    for (const file of ['deep/er/a.json', 'other/b.json']) made.write(file, '');
    const namesIn = async (...paths: string[]) =>
      (await findInputs(paths, { folder: made.folder, stdin: nothing(), category: undefined })).inputs.map(
        ({ name }) => name,
      );
    expect(await namesIn('deep')).toEqual([join('er', 'a.json')]);
    expect(await namesIn('./deep/er', 'other')).toEqual([join('deep', 'er', 'a.json'), join('other', 'b.json')]);
  });

  it('is also what links lead to, with the category of the container that they name or lead into', async () => {
    using made = archive();
    made.write('far/insights-logs-usage/day/a.json', 'abc');
    made.write('far/raw/b.json', 'ab');
    made.write('near/c.json', '');
    const link = (to: string, from: string) => symlinkSync(join(made.folder, to), join(made.folder, from));
    link('far/insights-logs-usage/day/a.json', 'near/a.json');
    link('far/insights-logs-usage/day', 'near/day');
    link('far/raw', 'near/insights-logs-smsoperational');
    link('lost', 'near/lost.json');
    const found = await findInputs(['near'], { folder: made.folder, stdin: nothing(), category: undefined });
    expect(found.inputs.map(({ name, category, bytes }) => [name, category, bytes])).toEqual([
      ['a.json', 'Usage', 3],
      ['c.json', undefined, 0],
      [join('day', 'a.json'), 'Usage', 3],
      [join('insights-logs-smsoperational', 'b.json'), 'SMSOperational', 2],
    ]);
    expect([...found.passedOver]).toEqual([['links that lead nowhere', 1]]);
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
    expect([...found.passedOver]).toEqual([['folders that links lead to again', 1]]);
    expect(found.missing).toEqual(['lost', 'a/b.json/c']);
  });
});
