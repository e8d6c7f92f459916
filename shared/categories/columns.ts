/** What a column of a category is, and the builders with which category rows declare theirs. */

/** Kind of personal data a column holds; lookups, masking, erasure and the data inventory derive from it. */
export type Personal = 'none' | 'email' | 'phone' | 'identity' | 'ip' | 'text';

/**
 * How values are read, stored and compared.
 * `text` any text · `id` a short identifier (trimmed) · `word` a value of an open vocabulary · `int` and `real` numbers ·
 * `long` a whole number of up to 64 bits · `bool` · `time` an instant in UTC with up to seven fractional digits · `json` any JSON value.
 */
export type ColumnType = 'text' | 'id' | 'word' | 'int' | 'long' | 'real' | 'bool' | 'time' | 'json';

/** What a column may say beyond its name, type and meaning. */
export interface ColumnFacts {
  /** Unit of a number, in words: `milliseconds`. */
  readonly unit?: string;
  readonly personal?: Personal;
  /** A value that very many records share (own number, caller IP): looked up once per hour, not once per record. */
  readonly common?: boolean;
  /** Whether `/find` finds records by this column's values. Ids are, unless they say no. */
  readonly lookup?: boolean;
  /** Documented spellings; the set is open, other values stay as they are. */
  readonly vocabulary?: readonly string[];
  /** Other names met in the wild. Letter case, blanks, `_` and a unit in brackets never matter and are not listed. */
  readonly accepts?: readonly string[];
  /** Brings the ways of writing a value to one; delivered values and those of filters go through it. */
  readonly form?: (value: string) => string;
  /** What people wrote to each other: dropped before anything is stored, unless a setting keeps it. */
  readonly messageText?: boolean;
  /** `seed`: described in the product's documentation, though the Azure Monitor table lacks it. */
  readonly origin?: 'table' | 'seed';
}

export interface Column<Name extends string = string, Type extends ColumnType = ColumnType>
  extends Required<Omit<ColumnFacts, 'unit' | 'form'>> {
  readonly name: Name;
  readonly type: Type;
  readonly meaning: string;
  readonly unit: string | undefined;
  readonly form: ((value: string) => string) | undefined;
}

/** A builder of columns of one type; ids and personal values are looked up unless the facts say otherwise. */
function builder<Type extends ColumnType>(type: Type) {
  return <const Name extends string>(name: Name, meaning: string, facts: ColumnFacts = {}): Column<Name, Type> => {
    const personal = facts.personal ?? 'none';
    return {
      name,
      type,
      meaning,
      unit: facts.unit,
      personal,
      common: facts.common ?? false,
      lookup: facts.lookup ?? (type === 'id' || (personal !== 'none' && personal !== 'text')),
      vocabulary: facts.vocabulary ?? [],
      accepts: facts.accepts ?? [],
      form: facts.form,
      messageText: facts.messageText ?? false,
      origin: facts.origin ?? 'table',
    };
  };
}

export const text = builder('text');
export const id = builder('id');
export const word = builder('word');
export const int = builder('int');
export const long = builder('long');
export const real = builder('real');
export const bool = builder('bool');
export const time = builder('time');
export const json = builder('json');

/**
 * The form in which column names are compared: letter case, blanks, `_` and a unit in brackets do not matter
 * (`TimeGenerated [UTC]`, `Operation Name`, `_ResourceId`).
 */
export function nameForm(name: string): string {
  const bare = /[\s_[]/.test(name) ? name.replace(/\[[^[\]]*\]/g, '').replace(/[\s_]/g, '') : name;
  return bare.toLowerCase();
}
