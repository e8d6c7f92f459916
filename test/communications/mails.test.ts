import { describe, expect, it } from 'vitest';
import { mail, mailEvents, sendMail, status, threeRecipients } from './message-stories.ts';
import { folded, later } from './reading.ts';
import { at } from './stories.ts';

const dayAfter = Date.parse(at(0)) + 25 * 3_600_000;

describe('a mail', () => {
  it('says worst first, with counts, what became of it', () => {
    const { state, delivery, direction, account } = folded(threeRecipients);
    expect(delivery).toMatchObject({ status: 'Bounced', text: '1 bounced, 2 delivered', pending: 0, expected: 3 });
    expect(delivery?.recipients[0]).toMatchObject({ recipient: 'ruth@example.com', code: '550', hardBounce: true });
    expect({ state, direction, account }).toEqual({ state: 'Warning', direction: 'outbound', account: 'example.org' });
  });

  it('takes no delivery from a poll of its status: 7 mails give 31 rows and 7 deliveries', () => {
    const rows = Array.from({ length: 7 }, (_, mail) => {
      const correlationId = `mail-${mail}`;
      const polls = mail < 3 ? 3 : 2;
      const poll = { ...status('', '', at(0, 5)), operationName: 'GetMessageStatus' };
      const answers = ['Queued', 'Succeeded', 'Delivered'].map((answer, place) => ({
        ...poll,
        time: at(0, 5 + place),
        properties: { MessageStatus: answer, DeliveryStatus: answer },
      }));
      return [
        ...answers.slice(0, polls),
        status('', 'OutForDelivery', at(0, 9)),
        status(`to-${mail}@example.com`, 'Delivered', at(1)),
      ].map((row) => ({ ...row, correlationId }));
    });
    expect(rows.flat()).toHaveLength(31);
    const deliveries = rows.map((one) => folded(one).delivery);
    expect(deliveries.map((delivery) => delivery?.text)).toEqual(Array.from({ length: 7 }, () => 'delivered'));
    expect(new Set(deliveries.flatMap((delivery) => delivery?.ever))).toEqual(new Set(['delivered', 'outfordelivery']));
  });

  it('counts what a log and an event tell of one recipient once', () => {
    const both = folded([...threeRecipients, ...mailEvents]);
    expect(both.delivery?.text).toBe('1 bounced, 2 delivered');
    expect(both.delivery?.recipients).toHaveLength(3);
    expect(folded(mailEvents).delivery?.text).toBe('1 bounced, 2 delivered');
  });

  it('knows what a recipient had before, beside what came last', () => {
    const { delivery } = folded([
      sendMail,
      status('lena@example.com', 'Quarantined', at(1)),
      status('lena@example.com', 'Delivered', at(3)),
    ]);
    expect(delivery?.last).toEqual(['pending', 'delivered']);
    expect(delivery?.ever).toEqual(['delivered', 'quarantined']);
    expect(delivery?.recipients).toMatchObject([{ status: 'Delivered' }]);
  });

  it('takes an expanded list for neither success nor failure', () => {
    const list = status('staff@example.com', 'Expanded', at(1));
    expect(folded([list], { now: dayAfter - 2 * 3_600_000 }).state).toBe('Processing');
    expect(folded([list, status('ruth@example.com', 'Bounced', at(2))]).state).toBe('Failed');
    expect(folded([list, status('lena@example.com', 'Delivered', at(2))])).toMatchObject({
      state: 'Successful',
      delivery: { text: '1 expanded, 1 delivered' },
    });
  });

  it('that was dropped failed for all of whom nothing was heard, and for nobody twice', () => {
    const dropped = status('', 'Dropped', at(2));
    const one = { ...sendMail, properties: { UniqueRecipientsCount: 1 } };
    expect(folded([one, status('lena@example.com', 'Failed', at(1)), dropped]).delivery?.text).toBe('failed');
    expect(folded([sendMail, status('lena@example.com', 'Delivered', at(1)), dropped])).toMatchObject({
      state: 'Warning',
      delivery: { text: '2 dropped, 1 delivered', pending: 0 },
    });
  });

  it('waits for recipients of whom nothing is heard, then is stale', () => {
    const two = [sendMail, status('lena@example.com', 'Delivered', at(1))];
    expect(folded(two, { now: dayAfter - 2 * 3_600_000 })).toMatchObject({
      state: 'Processing',
      outcome: 'WAIT_INCOMPLETE',
      delivery: { text: '2 pending, 1 delivered', pending: 2 },
    });
    expect(folded(two, { now: dayAfter })).toMatchObject({ state: 'Stale', outcome: 'NOLOG_STALE' });
    expect(folded(two, { now: dayAfter }).end).toBeUndefined();
    expect(folded(threeRecipients, { now: dayAfter })).toMatchObject({ state: 'Warning', outcome: 'LOG_OK' });
  });

  it('has engagement that came before the delivery', () => {
    const { engagement, state } = folded(threeRecipients);
    expect(engagement).toMatchObject({ opens: 1, clicks: 0, recipients: 1 });
    expect(state).toBe('Warning');
  });

  it('counts a click that a log and an event tell of once, and two clicks twice', () => {
    const context = 'https://example.org/offer';
    const logged = (seconds: number) => ({
      ...status('lena@example.com', '', at(3, seconds)),
      category: 'EmailUserEngagementOperational',
      operationName: 'UserEngagementUpdate',
      properties: { RecipientId: 'lena@example.com', EngagementType: 'Click', EngagementContext: context },
    });
    const event = {
      ...mailEvents[0],
      id: 'click-1',
      eventType: 'Microsoft.Communication.EmailEngagementTrackingReportReceived',
      data: {
        messageId: mail,
        sender: 'tickets@example.org',
        recipient: 'LENA@example.com',
        engagementType: 'click',
        engagementContext: context,
        userActionTimestamp: at(3),
      },
    };
    expect(folded([sendMail, logged(0), event]).engagement).toMatchObject({ clicks: 1, recipients: 1 });
    expect(folded([sendMail, logged(0), logged(9), event]).engagement?.clicks).toBe(2);
  });

  it('shows a status that nobody knows as it is, as a failure', () => {
    const { delivery, state } = folded([status('lena@example.com', 'Evaporated', at(1))]);
    expect(delivery?.text).toBe('Evaporated'.toLowerCase());
    expect(delivery?.status).toBe('Evaporated');
    expect(state).toBe('Failed');
  });

  it('names its sender and its recipients once each, however they are written', () => {
    const { parties } = folded([...threeRecipients, status('LENA@example.com', 'Delivered', at(4))]);
    expect(parties.filter(({ role }) => role === 'to')).toHaveLength(3);
    expect(parties.filter(({ role }) => role === 'from')).toMatchObject([{ value: 'tickets@example.org' }]);
  });

  it('begins when it was sent and ends with the last delivery', () => {
    expect(folded(threeRecipients, { now: later })).toMatchObject({ start: at(0).replace('.000', '.000'), end: at(2) });
  });
});
