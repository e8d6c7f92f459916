/** Filters by telephone number, as Wazo does: exact, or `_` for whatever stands before or after. */
import { Unreadable } from '../../categories/read-value.ts';

/**
 * Whether a number is the one that is asked for, however either is written: `+12065550117`, `0012065550117` and
 * `+1 (206) 555-0117` are one. Extensions, which have less than five digits, keep their zeros.
 */
export function numberMatcher(text: string): ((number: string) => boolean) | Unreadable {
  // A `+` in a query string means a blank.
  const given = text.replaceAll(' ', '+');
  const [, before, plus, digits = '', after] = /^(_?)(\+?)(\d+)(_?)$/.exec(given) ?? [];
  if (digits === '')
    return new Unreadable('must be digits, such as +12065550117; _ before or after them stands for any others');
  const wanted = before || plus ? [digits] : formsOf(digits, after !== '');
  return (number) =>
    formsOf(number.replace(/\D/g, ''), false).some((form) =>
      wanted.some((one) => {
        if (before && after) return form.includes(one);
        if (before) return form.endsWith(one);
        return after ? form.startsWith(one) : form === one;
      }),
    );
}

/** With the zeros of an international number, and without. */
function formsOf(digits: string, isStart: boolean): readonly string[] {
  const bare = digits.replace(/^00(?=\d)/, '');
  return bare !== digits && (isStart || digits.length >= 5) ? [digits, bare] : [digits];
}
