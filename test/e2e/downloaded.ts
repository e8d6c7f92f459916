/** The events as an archive that AzCopy has downloaded: containers, folders of hours, and what goes wrong in them. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { categoryOf, type Delivered, type Event, events, hours, kindNames, resource } from './events.ts';

/** What the import has to say about it. */
export const expected = { records: events.length, rejected: 1, repeated: 1 } as const;

/** Writes the archive into `folder`. */
export function writeArchive(folder: string): void {
  const write = (path: string, content: string | Buffer) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  };
  for (const kind of kindNames) {
    for (const hour of hours) {
      const own = events.filter((event) => event.kind === kind && event.hour === hour);
      const path = hourPath(categoryOf(kind).toLowerCase(), hour);
      // Each way in which such files are met, once.
      if (kind === 'auth') write(`${path}.gz`, gzipSync(linesOf(own)));
      else if (kind === 'usage') write(path, linesOf(own, '\r\n'));
      else if (kind === 'email-send')
        write(path, JSON.stringify({ records: own.map(({ delivered }) => delivered) }, undefined, 2));
      else if (kind === 'call-summary') write(path, linesOf(own.map(withoutCategory)));
      else if (kind === 'sms' && hour === hours[1]) write(path, withBadLine(own));
      else write(path, linesOf(own));
    }
  }
  write('azcopy.log', 'INFO: Any empty folders will not be processed\n');
}

function hourPath(category: string, hour: string): string {
  const [year, month, day, hourOfDay] = hour.split(/[-T]/);
  return `insights-logs-${category}/resourceId=${resource}/y=${year}/m=${month}/d=${day}/h=${hourOfDay}/m=00/PT1H.json`;
}

const lineOf = ({ delivered }: { readonly delivered: Delivered | object }): string => JSON.stringify(delivered);

function linesOf(own: readonly { readonly delivered: object }[], lineEnd = '\n'): string {
  return own.map((one) => lineOf(one) + lineEnd).join('');
}

/** Only the container says what it is. */
function withoutCategory({ delivered: { category: _, ...rest } }: Event): { readonly delivered: object } {
  return { delivered: rest };
}

/** A line that was cut off, one that came twice, no line end at the end. */
function withBadLine(own: readonly Event[]): string {
  const lines = own.map(lineOf);
  const [first = ''] = lines;
  return [...lines.slice(0, 10), first.slice(0, 90), ...lines.slice(10), first].join('\n');
}
