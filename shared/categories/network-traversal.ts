/** Network traversal operations: requests for relay servers (a retired service). */
import { id, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { connectionPart } from './parts/operation-parts.ts';
import {
  category,
  correlationId,
  durationMs,
  level,
  operationName,
  operationVersion,
  platformType,
  resultSignature,
  resultType,
  sdkType,
  timeGenerated,
  uri,
} from './standard-columns.ts';

export const networkTraversal = defineCategory({
  name: 'NetworkTraversalOperational',
  table: 'ACSNetworkTraversalIncomingOperations',
  slug: 'network-traversal',
  title: 'Network traversal operations',
  purpose: 'One request for the addresses and credentials of relay servers.',
  retired: true,
  columns: [
    timeGenerated,
    operationName,
    operationVersion,
    category,
    correlationId,
    resultType,
    resultSignature,
    durationMs,
    level,
    uri,
    id('Identity', 'The user who sent the request, if given.', { personal: 'identity' }),
    word('RouteType', 'Which relay servers were asked for.', { vocabulary: ['Any', 'Nearest'] }),
    word('TTL', 'How long the credentials hold, as requested.'),
    sdkType,
    platformType,
  ],
  identity: always({ version: 1, columns: ['Identity'] }),
  shards: always(1),
  part: connectionPart,
  hints: [
    'The service is retired: only old archives hold these records.',
    'The address of the caller is never logged.',
  ],
  example: {
    time: '2023-05-11T14:03:55.2210000Z',
    resourceId: exampleResource,
    category: 'NetworkTraversalOperational',
    operationName: 'IssueRelayConfiguration',
    operationVersion: '2022-03-01-preview',
    resultType: 'Succeeded',
    resultSignature: '200',
    durationMs: '35',
    level: 'Informational',
    correlationId: 'uR5kH1pJt0aWz8QeN3vYdA.0',
    uri: 'https://talk.communication.azure.com/networkTraversal/:issueRelayConfiguration?api-version=2022-03-01-preview',
    properties: {
      identity: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_00000011-5e6f-7081-92a3-b4c5d6e7f809',
      routeType: 'Nearest',
      ttl: '172800',
      sdkType: 'azsdk-net-Communication.NetworkTraversal',
      platformType: 'Microsoft Windows 10.0.19045',
    },
  },
});
