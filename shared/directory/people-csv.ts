/** Takes a CSV of people apart: which columns it has, and what each line says of them. */
import { CsvError, parse } from 'csv-parse/sync';
import type { Issue } from '../issue.ts';
import type { Person } from './person.ts';

export type PersonColumn = keyof Person;

const columnNames: Readonly<Record<PersonColumn, string>> = {
  ...{ id: 'id', name: 'name', numbers: 'numbers', addresses: 'addresses', identities: 'identities' },
  ...{ userField: 'user field', active: 'active', ignores: 'ignores' },
};
const columns = Object.keys(columnNames) as readonly PersonColumn[];
const known = `there are ${Object.values(columnNames).join(', ')}`;

export interface PersonLine {
  /** In the file, from 1; where the line is several of them, the first. */
  readonly line: number;
  /** What stands in each column that the file has: without blanks at the ends, maybe empty. */
  readonly cells: ReadonlyMap<PersonColumn, string>;
  /** It has more cells than there are columns, so that nobody knows which is which. */
  readonly tooLong: boolean;
}

export type PeopleCsv =
  | {
      readonly outcome: 'read';
      readonly lines: readonly PersonLine[];
      /** Columns that say nothing here, and so were passed over. */
      readonly passedOver: readonly Issue[];
    }
  | { readonly outcome: 'unreadable'; readonly issue: Issue };

/** Byte order mark, any end of line, quotes and empty lines are taken as spreadsheets write them. */
export function readPeopleCsv(text: string): PeopleCsv {
  const parsed = parsedRows(text);
  if ('message' in parsed) return { outcome: 'unreadable', issue: parsed };
  const [header, ...rows] = parsed;
  if (!header) return unreadable(1, `the file is empty; begin it with a line that names the columns: ${known}`);
  const places = new Map<PersonColumn, number>();
  const passedOver: Issue[] = [];
  for (const [place, title] of header.cells.entries()) {
    const column = columnNamed(title);
    if (column && places.has(column)) {
      return unreadable(header.line, `the column ${columnNames[column]} stands there twice; leave one out`);
    }
    if (column) places.set(column, place);
    else if (title !== '')
      passedOver.push({ path: `line ${header.line}, ${title}`, message: `is no column; ${known}` });
  }
  if (!places.has('name')) return unreadable(header.line, `no column is called name; ${known}`);
  const lines = rows.map(({ line, cells }) => ({
    line,
    cells: new Map([...places].map(([column, place]) => [column, cells[place] ?? ''])),
    tooLong: cells.slice(header.cells.length).some((cell) => cell !== ''),
  }));
  return { outcome: 'read', lines, passedOver };
}

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

function parsedRows(text: string): readonly Row[] | Issue {
  try {
    // One kind of line end, so that lines are counted as people count them.
    const found = parse(text.replace(/\r\n?/g, '\n'), {
      ...{ bom: true, info: true, trim: true, relax_column_count: true, relax_quotes: true },
      ...{ skip_empty_lines: true, skip_records_with_empty_values: true, record_delimiter: '\n' },
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    return found.map(({ record, info }) => ({
      line: info.lines - record.join('').split('\n').length + 1,
      cells: record,
    }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // Its message can repeat what stands there.
    const why = error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'a quote (") is opened and never closed' : 'the line is no CSV';
    return { path: `line ${error['lines']}`, message: `${why}; correct it and send the file again` };
  }
}

function unreadable(line: number, message: string): PeopleCsv {
  return { outcome: 'unreadable', issue: { path: `line ${line}`, message } };
}

/** `User Field`, `userField` and `user_field` are one. */
function columnNamed(title: string): PersonColumn | undefined {
  const form = title.toLowerCase().replace(/[\s_-]/g, '');
  return columns.find((column) => column.toLowerCase() === form);
}
