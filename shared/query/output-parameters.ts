/** The parameters that say in what form a list is answered: zone, format, counts, cells. */
import { Unreadable } from '../categories/read-value.ts';
import { formatOf, formats, type RecordFormat } from './format.ts';
import { flag, oneOf, type ParameterReader } from './parameters.ts';
import { type TimeWriter, timeWriter } from './time-zone.ts';

export interface Output {
  readonly zone: { readonly name: string; readonly write: TimeWriter };
  readonly format: RecordFormat;
  readonly count: boolean;
  /** Whether cells of CSV may begin as formulas do. */
  readonly keepFormulas: boolean;
}

/** What decides where the query string says nothing: the header `Accept`, and the time zone of the installation. */
export interface OutputDefaults {
  readonly accept?: string | null;
  readonly zone?: string;
}

export const outputParameters = ['tz', 'format', 'count', 'formulas'] as const;

/** Files bring everything, so that parameters of pages are mistakes there; `what` names it in their messages. */
export function readOutput(
  reader: ParameterReader,
  params: URLSearchParams,
  defaults: OutputDefaults,
  what = 'records',
): Output {
  const zone = reader.one('tz', zoneNamed) ?? defaultZone(defaults.zone ?? 'UTC');
  const format = reader.one('format', oneOf(formats)) ?? formatOf(defaults.accept);
  const count = reader.one('count', flag) ?? false;
  const keepFormulas = reader.one('formulas', oneOf(['keep', 'neutralise'])) === 'keep';
  if (format !== 'json') {
    for (const path of ['cursor', 'count']) {
      const message = `goes with pages of JSON only; ${format} brings all ${what}`;
      if (params.has(path)) reader.issues.push({ path, message });
    }
  }
  return { zone, format, count, keepFormulas };
}

function defaultZone(name: string): Output['zone'] {
  return { name, write: timeWriter(name) ?? ((utc) => utc) };
}

function zoneNamed(name: string): Output['zone'] | Unreadable {
  const write = timeWriter(name);
  return write ? { name, write } : new Unreadable('must be a time zone of the IANA list, such as Europe/Berlin');
}
