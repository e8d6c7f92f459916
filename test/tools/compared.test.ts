/** docs/compared.md names tests that are there. */
import { describe, expect, it } from 'vitest';
import { projectFiles, textOf } from '../architecture/project-files.ts';

const rows = textOf('docs/compared.md')
  .split('\n')
  .map((line) => /^\| (.+) \| ([\w/-]+): (.+) \|$/.exec(line))
  .filter((match) => match !== null)
  .map(([, sentence = '', file = '', name = '']) => ({ sentence, file, name }));

/** The test file that a row means: of communications, unless it names another folder. */
function pathOf(file: string): string | undefined {
  return [`test/communications/${file}.test.ts`, `test/${file}.test.ts`].find((path) => projectFiles.includes(path));
}

describe('the sentences of Wazo and OTRS', () => {
  it('are many', () => {
    expect(rows.length).toBeGreaterThan(45);
  });

  it.each(rows)('"$sentence" is shown by a test that is there', ({ file, name }) => {
    const path = pathOf(file);
    expect(path, `no test file ${file}`).toBeDefined();
    expect(textOf(path ?? ''), 'Name the test as it stands in the file.').toContain(name);
  });
});
