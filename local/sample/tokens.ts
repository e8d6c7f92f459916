/** Identities and access tokens of the sample: nearly all good, and somebody who should not ask. */
import { type Random, seeded } from './random.ts';
import { hourMs, momentsOf, threeDays } from './rhythm.ts';
import { endpoint, enveloped, type SampleRecord, serverAddress, testResourceName } from './sample-record.ts';
import { identityOf, sampleStory } from './story.ts';

interface Request {
  readonly at: number;
  readonly operation: 'CreateIdentity' | 'CreateToken' | 'RevokeToken';
  readonly identity: string;
  readonly address: string;
  readonly status: keyof typeof statuses;
  readonly resource?: string;
}

const statuses = { 200: 'OK', 201: 'Created', 204: 'No Content', 401: 'Unauthorized', 403: 'Forbidden' } as const;
const paths = { CreateIdentity: '', CreateToken: '/:issueAccessToken', RevokeToken: '/:revokeAccessTokens' } as const;

function requestOf(random: Random, request: Request): SampleRecord {
  const { at, operation, identity, address, status, resource } = request;
  const good = status < 400;
  const named = operation === 'CreateIdentity' ? '' : `/${identity}`;
  return enveloped(
    'AuthOperational',
    at,
    {
      ...{ operationName: operation, operationVersion: '2023-10-01', resultType: good ? 'Succeeded' : 'Failed' },
      ...{
        resultSignature: String(status),
        resultDescription: statuses[status],
        durationMs: String(random.int(6, 90)),
      },
      ...{ callerIpAddress: address, level: good ? 'Informational' : 'Warning', correlationId: random.shortId() },
      uri: `${endpoint}/identities${named}${paths[operation]}?api-version=2023-10-01`,
    },
    {
      ...{ identity, scopes: operation === 'CreateToken' ? ['chat', 'voip'] : [] },
      ...{ sdkType: 'azsdk-js-communication-identity', platformType: 'Linux 6.6' },
    },
    resource,
  );
}

/** All requests for identities and tokens up to `now`. */
export function tokenRecords(now: Date): SampleRecord[] {
  const random = seeded(5001);
  const users = Array.from({ length: 30 }, () => `8:acs:${identityOf(random.hex(12))}`) as [string, ...string[]];
  const story = { operation: 'CreateToken', identity: sampleStory.failedTokenIdentity } as const;
  const address = sampleStory.failedTokenAddress;
  const first = now.getTime() - 4 * hourMs;
  const records = [
    requestOf(random, { ...story, address, at: first, status: 401 }),
    requestOf(random, { ...story, address, at: first + 2_300, status: 401 }),
    requestOf(random, { ...story, address, at: first + 31_700, status: 403 }),
  ];
  for (const at of momentsOf(now, 5002, 380, threeDays)) {
    const kind = random.next();
    const operation = kind < 0.06 ? 'CreateIdentity' : kind < 0.1 ? 'RevokeToken' : 'CreateToken';
    const status = operation === 'CreateIdentity' ? 201 : operation === 'RevokeToken' ? 204 : 200;
    const request = { at, operation, status, identity: random.pick(users), address: serverAddress } as const;
    const elsewhere = random.chance(0.05) ? { resource: testResourceName } : {};
    records.push(requestOf(random, { ...request, ...elsewhere }));
  }
  return records;
}
