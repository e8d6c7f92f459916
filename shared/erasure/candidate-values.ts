/** Cuts out of a text everything that may be a value: what {@link valuePattern} finds there is among it. */

/** Values are short; longer texts are looked at piece by piece only. */
const longestValue = 512;
const fewestDigits = 7;
const mostDigits = 17;

/** Words, joined by single dots, hyphens or plus signs. */
const runs = /[\p{L}\p{N}_]+(?:[.+-][\p{L}\p{N}_]+)*/gu;
/** What may stand before the @ of an address, most strictly and most freely, and behind it. */
const locals = [/[\p{L}\p{N}_.+-]+$/u, /[^\s"<>,;()[\]@]+$/u];
const domain = /^[\p{L}\p{N}_]+(?:[.-]+[\p{L}\p{N}_]+)*/u;
const longestLocal = 128;
const ipv6 = /[\da-f]*:[\da-f]*:[\da-f:.]*/giu;
/** Groups of digits with at most two characters between them. */
const groups = /(?<![\p{L}\p{N}_])\d+(?:[\s().\-/]{1,2}\d+)*(?![\p{L}\p{N}_])/gu;

/** Of a string in JSON, or of a text that is none. */
export function* candidateValues(given: string): Generator<string> {
  if (given.length <= longestValue) yield given;
  yield* piecesOf(given);
  // In addresses `%` and two digits are a character; what is no escape there is one of another text.
  if (given.includes('%')) yield* piecesOf(given.replace(/%([\da-f]{2})/gi, (_, code) => fromCode(code)));
}

function* piecesOf(given: string): Generator<string> {
  const text = given.includes('\\u') ? given.replace(/\\u([\da-f]{4})/gi, (_, code) => fromCode(code)) : given;
  for (const [run] of text.matchAll(runs)) yield run;
  yield* addressesIn(text);
  for (const [run] of text.matchAll(ipv6)) yield* endsOf(run.replace(/[.:]+$/, ''));
  for (const [run] of text.matchAll(groups)) yield* numbersIn(run);
}

/** Around each @, for one may follow the other. */
function* addressesIn(text: string): Generator<string> {
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    const behind = domain.exec(text.slice(at + 1, at + 256))?.[0];
    if (behind === undefined) continue;
    for (const local of locals)
      yield `${local.exec(text.slice(Math.max(0, at - longestLocal), at))?.[0] ?? ''}@${behind}`;
  }
}

/** A prefix such as `8:orgid:` may run into an address that has colons itself. */
function* endsOf(run: string): Generator<string> {
  for (let start = 0; ; start = run.indexOf(':', start) + 1) {
    yield run.slice(start);
    if (!run.includes(':', start)) return;
  }
}

/** `833 555-0142 7` may be one number or several: all that consecutive groups make. */
function* numbersIn(run: string): Generator<string> {
  const parts = run.split(/\D+/);
  for (let first = 0; first < parts.length; first += 1) {
    let digits = '';
    for (let last = first; last < parts.length && digits.length <= mostDigits; last += 1) {
      digits += parts[last];
      if (digits.length >= fewestDigits && digits.length <= mostDigits) yield digits;
    }
  }
}

const fromCode = (code: string): string => String.fromCharCode(Number.parseInt(code, 16));
