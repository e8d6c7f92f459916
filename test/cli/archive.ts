/** Makes archives as people download them, in a folder that goes away with the test. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface Archive extends Disposable {
  readonly folder: string;
  write(path: string, content: string | Buffer): void;
}

export function archive(): Archive {
  const folder = mkdtempSync(join(tmpdir(), 'commlog-cli-'));
  return {
    folder,
    write(path, content) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const resource = '/SUBSCRIPTIONS/0AB1/RESOURCEGROUPS/MINT/PROVIDERS/MICROSOFT.COMMUNICATION/COMMUNICATIONSERVICES/MINT';

/** Where AzCopy puts the blob of an hour; two segments are named `m=`. */
export function hourPath(category: string, hour: number): string {
  const two = String(hour).padStart(2, '0');
  return `insights-logs-${category}/resourceId=${resource}/y=2026/m=03/d=04/h=${two}/m=00/PT1H.json`;
}

/** An SMS as the diagnostic setting writes it; without `category` only its container says what it is. */
export function smsLine(n: number, facts: object = {}): string {
  const time = new Date(Date.UTC(2026, 2, 4, 9) + n * 1000).toISOString().replace('Z', '4321Z');
  return JSON.stringify({
    ...{ time, resourceId: resource, operationName: 'SMSMessagesSent', operationVersion: '2021-03-07' },
    ...{ resultType: 'Succeeded', resultSignature: 202, correlationId: `corr-${n}`, ...facts },
    properties: { messageId: `Outgoing_${n}_noam`, phoneNumber: '+18335550142' },
  });
}

export const namedSmsLine = (n: number): string => smsLine(n, { category: 'SMSOperational' });
