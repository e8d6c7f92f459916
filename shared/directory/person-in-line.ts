/** Reads a line of a CSV as a person. */
import { createHash } from 'node:crypto';
import type { Issue } from '../issue.ts';
import { lookupForm } from '../storage/lookup-form.ts';
import type { PersonColumn, PersonLine } from './people-csv.ts';
import { idMistake, type Person, personBody } from './person.ts';

/**
 * The person, or what is wrong with the line. Columns that the file lacks stay as `known` gives them, who has the entry by
 * now. A line without id gets one of its first identity, address or number: the same however that is written.
 */
export function personInLine(
  { line, cells, tooLong }: PersonLine,
  known: (id: string) => Person | undefined,
): { readonly person: Person } | { readonly issues: readonly Issue[] } {
  const wrong = (column: string, message: string): Issue => ({ path: `line ${line}, ${column}`, message });
  if (tooLong) {
    const message = 'has more values than there are columns; put quotes (") around a value that holds a comma';
    return { issues: [{ path: `line ${line}`, message }] };
  }
  const given = Object.fromEntries([...cells].map(([column, cell]) => [column, givenIn(column, cell)]));
  const id = cells.get('id') || idFrom(given);
  if (id === undefined) {
    const message = 'is empty, and there is no identity, address or number to make one of; fill in one of the four';
    return { issues: [wrong('id', message)] };
  }
  const mistake = idMistake(id);
  if (mistake !== undefined) return { issues: [wrong('id', mistake)] };
  const { id: _, ...body } = { ...known(id), ...given };
  const read = personBody.safeParse(body);
  if (read.success) return { person: { id, ...read.data } };
  const issues = read.error.issues.map(({ path, message }) => wrong(String(path[0]), message));
  return { issues };
}

/** As a request would have it; what cannot be read stays a text, and is refused as such. */
function givenIn(column: PersonColumn, cell: string): unknown {
  switch (column) {
    case 'numbers':
    case 'addresses':
    case 'identities':
    case 'ignores':
      return cell
        .split(';')
        .map((value) => value.trim())
        .filter((value) => value !== '');
    case 'active':
      if (/^(|true|yes|1)$/i.test(cell)) return true;
      return /^(false|no|0)$/i.test(cell) ? false : cell;
    default:
      return cell;
  }
}

function idFrom(given: Readonly<Record<string, unknown>>): string | undefined {
  const lists = [given['identities'], given['addresses'], given['numbers']] as readonly (
    | readonly string[]
    | undefined
  )[];
  const value = lists.flatMap((list) => list ?? [])[0];
  if (value === undefined) return undefined;
  return `p-${createHash('sha256').update(lookupForm(value)).digest('hex').slice(0, 16)}`;
}
