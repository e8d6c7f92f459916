/** Columns of the events that are about one message of a chat, or about somebody who writes one. */
import { id, text, time, word } from './columns.ts';
import { chatThreadId, identifier, metadata, transactionId } from './event-columns.ts';

export const chatMessageColumns = [
  chatThreadId,
  id('ChatMessageId', 'Identifies the message within the thread.', { accepts: ['messageId'] }),
  identifier('Sender', 'Who sent the message.', ['senderCommunicationIdentifier', 'senderId']),
  text('SenderDisplayName', 'The name that the sender shows.', { personal: 'text' }),
  identifier('Recipient', 'The user whose event it is; absent where it is the event of the whole thread.', [
    'recipientCommunicationIdentifier',
    'recipientId',
  ]),
  word('MessageType', 'Kind of the message.', { accepts: ['type'], vocabulary: ['Text', 'RichText/Html'] }),
  id('MessageVersion', 'The version of the message; an edited one has a higher.', {
    accepts: ['version'],
    lookup: false,
  }),
  time('ComposeTime', 'When the message was written.'),
  time('EditTime', 'When the message was edited.'),
  time('DeleteTime', 'When the message was deleted.'),
  transactionId,
  metadata,
  text('MessageBody', 'What the message says; dropped unless KEEP_MESSAGE_TEXT is true.', {
    personal: 'text',
    messageText: true,
    accepts: ['message', 'messageText', 'text', 'content', 'body'],
  }),
] as const;
