/** Messages of their own, as senders write them. */
import { log, type Sent } from '../communications/stories.ts';

const iso = (time: number) => new Date(time).toISOString();

/** An SMS that was sent, and reported on a second later. */
export const sms = (time: number, name: string, status = 'Delivered', to = '+18335550100'): readonly Sent[] => [
  log(
    'SMSOperational',
    iso(time),
    { operationName: 'SMSMessagesSent', correlationId: `c-${name}`, resultType: 'Succeeded' },
    { messageId: `m-${name}`, phoneNumber: to },
  ),
  log(
    'SMSOperational',
    iso(time + 1000),
    { operationName: 'SMSDeliveryReportsReceived', correlationId: `r-${name}`, resultType: status },
    { messageId: `m-${name}`, phoneNumber: to, deliveryAttempts: 1 },
  ),
];

export const chat = (time: number, name: string): Sent =>
  log(
    'ChatOperational',
    iso(time),
    { operationName: 'SendChatMessage', correlationId: `c-${name}`, resultType: 'Succeeded' },
    { chatThreadId: `t-${name}`, chatMessageId: `m-${name}` },
  );
