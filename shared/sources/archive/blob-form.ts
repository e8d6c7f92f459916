/** Whether a blob is JSON Lines, as Azure writes them since 2018, or must be read as a whole. */

/** Beginnings of what may span lines: an array, an envelope, an object that goes on in the next line. */
const mayBeValue = /^(?:\[|\{\s*"records"\s*:|\{[ \t\r]*\n)/;
/** Bytes that are looked at for that, blank ones among them. */
const beginningBytes = 256;
/** Lines that are looked at, blank ones among them. */
const mostLines = 16;

export type BlobForm = 'lines' | 'value' | 'gzip';

/**
 * The form of a blob, by the bytes that it begins with. `value`: one JSON value, such as the `{"records": […]}` of the years
 * before 2018, that is not complete in the first line. An array that lost its end does not make one of the good lines after it.
 */
export function formOf(first: Buffer): BlobForm {
  if (first[0] === 0x1f && first[1] === 0x8b) return 'gzip';
  // A byte order mark is white space to JavaScript.
  if (!mayBeValue.test(first.toString('utf8', 0, beginningBytes).trimStart())) return 'lines';
  const [one = '', ...others] = first.toString('utf8').trimStart().split('\n', mostLines);
  if (others.length === 0) return 'value';
  const [two, three = ''] = others.filter((line) => /\S/.test(line));
  // In a value that spans lines, what comes after an element is a comma or a closing bracket.
  const isElement = two === undefined || !isJson(two) || /^\s*[\]},]/.test(three);
  return isJson(one) || !isElement ? 'lines' : 'value';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
