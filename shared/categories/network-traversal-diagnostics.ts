/** Network traversal diagnostics: traffic through the relay servers (a retired service). */
import { id, long, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { connectionPart } from './parts/operation-parts.ts';
import {
  callerIpAddress,
  category,
  correlationId,
  level,
  operationName,
  resultSignature,
  resultType,
  timeGenerated,
} from './standard-columns.ts';

const bytes = { unit: 'bytes' };

export const networkTraversalDiagnostics = defineCategory({
  name: 'NetworkTraversalDiagnostics',
  table: 'ACSNetworkTraversalDiagnostics',
  slug: 'network-traversal-diagnostics',
  title: 'Network traversal diagnostics',
  purpose: 'One session at a relay server: how much went through it, and why it ended.',
  retired: true,
  columns: [
    timeGenerated,
    operationName,
    category,
    correlationId,
    resultType,
    resultSignature,
    callerIpAddress,
    level,
    id('Identity', 'The user of the session.', { personal: 'identity' }),
    word('Protocol', 'How the client reached the relay.'),
    word('RelayLocation', 'Where the relay stands.'),
    word('Reason', 'Why the session ended.'),
    long('BytesReceived', 'What the relay received for the session.', bytes),
    long('BytesSent', 'What the relay sent for the session.', bytes),
    long('TotalBytesFromClient', 'What the client sent in all.', bytes),
    long('TotalBytesToClient', 'What the client got in all.', bytes),
  ],
  identity: always({ version: 1, columns: ['Identity', 'Protocol', 'RelayLocation'] }),
  shards: always(1),
  part: connectionPart,
  hints: [
    'The service is retired: only old archives hold these records.',
    'What was relayed is counted, never logged.',
  ],
  example: {
    time: '2023-05-11T14:41:20.9040000Z',
    resourceId: exampleResource,
    category: 'NetworkTraversalDiagnostics',
    operationName: 'RelaySession',
    resultType: 'Succeeded',
    resultSignature: '200',
    callerIpAddress: '203.0.113.91',
    level: 'Informational',
    correlationId: 'uR5kH1pJt0aWz8QeN3vYdA.0',
    properties: {
      identity: '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_00000011-5e6f-7081-92a3-b4c5d6e7f809',
      protocol: 'UDP',
      relayLocation: 'West Europe',
      reason: 'ClientDisconnected',
      bytesReceived: '5120344',
      bytesSent: '4988120',
      totalBytesFromClient: '5120344',
      totalBytesToClient: '4988120',
    },
  },
});
