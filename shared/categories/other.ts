/** Takes what Microsoft.Communication sends under a name that no row knows. */
import { id } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { requestPart } from './parts/operation-parts.ts';
import {
  callerIpAddress,
  category,
  correlationId,
  durationMs,
  level,
  location,
  operationName,
  operationVersion,
  resultDescription,
  resultSignature,
  resultType,
  timeGenerated,
  uri,
} from './standard-columns.ts';

export const other = defineCategory({
  name: 'Other',
  table: '',
  slug: 'other',
  title: 'Unknown category',
  purpose: 'One record of a Communication Services category that Commlog does not know yet.',
  columns: [
    timeGenerated,
    operationName,
    operationVersion,
    category,
    correlationId,
    resultType,
    resultSignature,
    resultDescription,
    durationMs,
    callerIpAddress,
    level,
    uri,
    location,
    id('Identity', 'The user that the operation is about.', { personal: 'identity' }),
  ],
  identity: always({ version: 1, columns: [], by: 'content' }),
  shards: always(1),
  part: requestPart,
  hints: [
    'Only the columns that all resource logs share are known here; the rest of a record is kept in AdditionalFields.',
    'The same event by two roads of different shape is stored twice, because nothing tells what identifies it.',
  ],
  example: {
    time: '2026-03-04T17:30:00.0050000Z',
    resourceId: exampleResource,
    category: 'CallClientMediaStatsCompressedTimeSeries',
    operationName: 'CallClientMediaStatsCompressedTimeSeries',
    operationVersion: '1.0',
    level: 'Informational',
    correlationId: '6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01',
    properties: { series: 'H4sIAAAAAAAAA', points: 60 },
  },
});
