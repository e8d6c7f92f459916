/** What the path of a blob says: container, resource, provider and hour. */

/** Azure names the containers so: this, and the category in lower case. */
export const containerPrefix = 'insights-logs-';

/** Commlog reads what this resource provider logs. */
const ownProvider = 'microsoft.communication';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Years of a path; others are taken for words that look like a path. */
const firstYear = 2010;
const lastYear = 2099;

/** How long an hour's blob counts as fresh: it holds what was received in that hour, and goes on growing after it. */
export const freshMs = 48 * hourMs;

export interface BlobPlace {
  readonly container: string;
  /** The id of the Azure resource as the path spells it; undefined where the path names none. */
  readonly resource?: string;
  /** Whether the path names a resource provider, and not that of Communication Services. */
  readonly foreign: boolean;
  /** When the hour begins (ms since 1970) in which Azure received what the blob holds; undefined where the path names none. */
  readonly hour?: number;
}

/**
 * The place of a blob. Azure writes
 * `resourceId=/SUBSCRIPTIONS/…/PROVIDERS/MICROSOFT.COMMUNICATION/COMMUNICATIONSERVICES/NAME/y=2026/m=03/d=09/h=14/m=00/PT1H.json`;
 * the first segment `m=` is the month, the second the minute, which is always 00
 * (https://learn.microsoft.com/azure/azure-monitor/platform/resource-logs#send-to-azure-storage). A folder may stand before it.
 */
export function placeOf(container: string, name: string): BlobPlace {
  const resource = /(?:^|\/)resourceId=(\/.+?)\/y=\d/i.exec(name)?.[1];
  const hour = hourIn(name);
  return {
    container,
    foreign: isForeign(name),
    ...(resource === undefined ? {} : { resource }),
    ...(hour === undefined ? {} : { hour }),
  };
}

/** Whether a path, or the beginning of one, names a resource provider that is not that of Communication Services. */
export function isForeign(path: string): boolean {
  const providers = [...path.matchAll(/\/providers\/([^/]+)/gi)].map(([, name = '']) => name.toLowerCase());
  return providers.length > 0 && !providers.includes(ownProvider);
}

function hourIn(name: string): number | undefined {
  const match = /(?:^|\/)y=(\d{4})\/m=(\d\d?)\/d=(\d\d?)\/h=(\d\d?)\/m=\d\d?\/[^/]+$/i.exec(name);
  if (!match) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0] = match.slice(1).map(Number);
  const at = new Date(Date.UTC(year, month - 1, day, hour));
  // A month 13 or an hour 24 would be counted on into the next.
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && at.getUTCHours() === hour;
  return isReal && year >= firstYear && year <= lastYear ? at.getTime() : undefined;
}

/** Whether a blob can still grow at `now` (ms): by the hour of its path, else by when it was written last. */
export function isFresh(place: BlobPlace, modified: number, now: number): boolean {
  return now - (place.hour ?? modified) < freshMs;
}

/**
 * Beginnings of the paths of all blobs of one resource that are fresh at `now` (ms) by their hour, newest day first.
 * `years` is the beginning up to and with `y=`.
 */
export function freshPrefixes(years: string, now: number): string[] {
  // Our clock may be behind: a blob of the hour that begins counts too.
  const last = Math.floor((now + hourMs) / dayMs);
  const first = Math.floor((now - freshMs + 1) / dayMs);
  return Array.from({ length: last - first + 1 }, (_, back) => {
    const [year, month, day] = new Date((last - back) * dayMs).toISOString().slice(0, 10).split('-');
    return `${years}${year}/m=${month}/d=${day}/`;
  });
}
