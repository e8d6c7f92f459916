import { describe, expect, it } from 'vitest';
import { type AuditEvent, appendAudit, auditTable } from '../../shared/audit/append-audit.ts';
import { lookupHash } from '../../shared/storage/lookup-hash.ts';
import { sqliteTables } from '../../shared/storage/sqlite.ts';
import { everyRow } from '../../shared/storage/table-store.ts';

const hashOf = lookupHash('sixteen letters!');
const withStore = () => ({ store: sqliteTables({ path: ':memory:' }), hash: async () => hashOf });
const event: AuditEvent = {
  event: 'records-exported',
  operation: 'list-records',
  actor: { kind: 'entra', id: 'object-1', name: 'Ann' },
  at: new Date('2026-03-04T09:15:22.345Z'),
  id: 'export-1',
  new: 1200,
  filter: { PhoneNumber: '+18335550142', category: ['sms', 'chat'] },
};
type Appending = ReturnType<typeof withStore>;
const rowsOf = (services: Appending, month: string) => Array.fromAsync(everyRow(services.store, `Audit${month}`, {}));

describe('the audit log', () => {
  it('says who did what, when and with which filter, the values as hashes', async () => {
    const services = withStore();
    await appendAudit(services, event);
    const [row] = await rowsOf(services, '202603');
    expect(row).toMatchObject({
      at: '2026-03-04T09:15:22.345Z',
      event: 'records-exported',
      operation: 'list-records',
      actorKind: 'entra',
      actor: 'object-1',
      actorName: 'Ann',
      new: '1200',
    });
    expect(JSON.parse(String(row?.filter))).toEqual({
      PhoneNumber: [hashOf('+18335550142')],
      category: [hashOf('sms'), hashOf('chat')],
    });
    expect(JSON.stringify(row)).not.toContain('8335550142');
  });

  it('lists the newest first', async () => {
    const services = withStore();
    const times = [
      '2026-03-04T09:00:00.000Z',
      '2026-03-04T09:00:00.001Z',
      '2026-03-31T00:00:00.000Z',
      '2026-03-05T23:00:00.000Z',
    ];
    for (const at of times) await appendAudit(services, { ...event, at: new Date(at), id: at });
    expect((await rowsOf(services, '202603')).map(({ at }) => at)).toEqual(times.toSorted().toReversed());
  });

  it('keeps events of one moment apart, and an event that is appended again once', async () => {
    const services = withStore();
    for (const id of ['a', 'b', 'a']) await appendAudit(services, { ...event, id });
    expect(await rowsOf(services, '202603')).toHaveLength(2);
  });

  it('has a table for each month', () => {
    expect(auditTable(Date.parse('2026-12-31T23:59:59.999Z'))).toBe('Audit202612');
    expect(auditTable(Date.parse('2027-01-01T00:00:00.000Z'))).toBe('Audit202701');
  });
});
