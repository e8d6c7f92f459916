import { describe, expect, it } from 'vitest';
import { readPeopleCsv } from '../../shared/directory/people-csv.ts';

function read(text: string) {
  const csv = readPeopleCsv(text);
  if (csv.outcome === 'unreadable') throw new Error(`${csv.issue.path}: ${csv.issue.message}`);
  return csv;
}
const cellsOf = (text: string) => read(text).lines.map(({ cells }) => Object.fromEntries(cells));

describe('a CSV of people', () => {
  it('is read with byte order mark, quotes, blanks and any end of line', () => {
    const cells = [
      { name: 'Baker, "Ann"', userField: 'a, b' },
      { name: 'Bob', userField: '' },
    ];
    const lines = ['\ufeffName,User Field', '"Baker, ""Ann""", "a, b"', ' Bob ,'];
    for (const end of ['\n', '\r\n', '\r']) expect(cellsOf(lines.join(end))).toEqual(cells);
    expect(cellsOf(`${lines.join('\r\n')}\r\n`)).toEqual(cells);
  });

  it.each(['user field', 'userField', 'User Field', 'USER_FIELD', 'userfield'])('knows the column %s', (title) => {
    expect(cellsOf(`${title},NAME\nx,Ann`)).toEqual([{ userField: 'x', name: 'Ann' }]);
  });

  it('counts lines as people do, empty ones and those within quotes too', () => {
    const text = 'name,id\r\n\r\n"Ann\r\nBaker",1\r\n,\r\nBob,2\r\nCid,3';
    expect(read(text).lines.map(({ line }) => line)).toEqual([3, 6, 7]);
  });

  it('keeps a quote that stands in the middle of a value', () => {
    expect(cellsOf('name,id\nAnn "Annie" Baker,1\nBob,2')).toEqual([
      { name: 'Ann "Annie" Baker', id: '1' },
      { name: 'Bob', id: '2' },
    ]);
  });

  it('tells lines that are too long, and takes short ones as ending with empty values', () => {
    expect(read('name,id\nBaker, Ann,1\nBob\nCid,3,').lines.map(({ tooLong }) => tooLong)).toEqual([
      true,
      false,
      false,
    ]);
    expect(cellsOf('name,id\nBob')).toEqual([{ name: 'Bob', id: '' }]);
  });

  it('passes columns over that nobody knows, and says so', () => {
    const { lines, passedOver } = read('name,numbrs,\nAnn,+18335550142,');
    expect(lines[0]?.cells).toEqual(new Map([['name', 'Ann']]));
    expect(passedOver).toEqual([{ path: 'line 1, numbrs', message: expect.stringContaining('numbers') }]);
  });

  it.each([
    ['', /^line 1: the file is empty; begin it with a line that names the columns: .*user field/],
    ['\n\n', /^line 1: the file is empty/],
    ['Ann,+18335550142', /^line 1: no column is called name; there are id, name/],
    ['id;name;numbers', /^line 1: no column is called name/],
    ['name,Name', /^line 1: the column name stands there twice/],
    ['name,id\nAnn,1\n"Bob,2\nCid,3', /^line \d: a quote \("\) is opened and never closed/],
  ])('says of %j why it cannot be read', (text, why) => {
    expect(() => read(text)).toThrow(why);
  });

  it('never repeats what stands there', () => {
    const csv = readPeopleCsv('name\n"secret');
    expect(JSON.stringify(csv)).not.toContain('secret');
  });
});
