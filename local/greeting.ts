/** What `npm start` says when it runs: where, on what, and commands that work as they stand. */

import { join } from 'node:path';
import { sampleStory } from './sample/story.ts';

export interface Greeted {
  readonly url: string;
  /** As it was named. */
  readonly data: string;
  readonly azurite: boolean;
  readonly empty: boolean;
  /** A sentence about what it holds. */
  readonly filled: string;
}

/** The folder that the commlog command looks into unless told otherwise. */
export const defaultData = '.commlog';

/** Lines for a terminal. `now`: the time of the record that can be put in. */
export function greeting({ url, data, azurite, empty, filled }: Greeted, now: Date): string {
  const ask = (path: string) => `  curl "${url}/api/${path}"`;
  const put = `${ask('ingest')} -H "content-type: application/json" -d '${JSON.stringify(ownRecord(now))}'`;
  const commands = empty
    ? [put, ask('find?value=hello-1'), ask('status')]
    : [
        ask('records?category=sms&ResultType=Failed'),
        ask(`find?value=${encodeURIComponent(sampleStory.smsNumber)}`),
        ask('communications?state=Failed'),
        put,
      ];
  return [
    `Commlog runs at ${url} (Ctrl-C stops it). Everything is kept in ${data}${azurite ? ', in Azurite' : ''}; its log is ${join(data, 'commlog.log')}.`,
    filled,
    ...(data === defaultData ? [] : [`Commands find it with --data: npm run commlog -- import --data ${data} PATH`]),
    'Worth trying:',
    ...commands,
  ].join('\n');
}

/** An SMS of somebody's own, as short as one can be. */
function ownRecord(now: Date): object {
  return {
    ...{ category: 'SMSOperational', time: now.toISOString(), operationName: 'SMSMessagesSent' },
    properties: { messageId: 'hello-1' },
  };
}
