/** Advanced messaging: WhatsApp messages and their delivery. */
import { id, word } from './columns.ts';
import { always, defineCategory } from './define.ts';
import { exampleResource } from './example-resource.ts';
import { advancedMessagingPart } from './parts/message-parts.ts';
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

export const advancedMessaging = defineCategory({
  name: 'AdvancedMessagingOperational',
  table: 'ACSAdvancedMessagingOperations',
  slug: 'advanced-messaging',
  title: 'Advanced messaging operations',
  purpose: 'One request or status of a message over a channel such as WhatsApp.',
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
    id('ChannelId', 'Identifies the channel over which messages go.', { common: true }),
    word('MessageStatus', 'How far the message is.', {
      vocabulary: ['accepted', 'sent', 'delivered', 'read', 'received', 'failed', 'preprocessingfailed', 'unknown'],
    }),
    word('MessageType', 'Kind of the message.', { vocabulary: ['text', 'media', 'template'] }),
  ],
  identity: always({ version: 1, columns: ['ChannelId', 'MessageStatus', 'MessageType'] }),
  shards: always(1),
  part: advancedMessagingPart,
  hints: [
    'Neither the number of the other party nor an id of the message is logged.',
    'The text of a message is never logged.',
  ],
  example: {
    time: '2026-03-04T14:08:33.6150382Z',
    resourceId: exampleResource,
    category: 'AdvancedMessagingOperational',
    operationName: 'SendMessage',
    operationVersion: '2024-08-30',
    resultType: 'Succeeded',
    resultSignature: '202',
    resultDescription: 'Accepted',
    durationMs: '154',
    callerIpAddress: '203.0.113.24',
    level: 'Informational',
    location: 'West Europe',
    correlationId: '0d9b8f73-6c1a-4b52-8e4f-2a7c5d3e1f60',
    uri: 'https://talk.communication.azure.com/messages/notifications:send?api-version=2024-08-30',
    properties: {
      channelId: 'e3a5c7f9-1b2d-4c6e-8f0a-9b7d5e3c1a28',
      messageStatus: 'accepted',
      messageType: 'template',
    },
  },
});
