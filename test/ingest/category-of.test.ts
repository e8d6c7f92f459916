import { describe, expect, it } from 'vitest';
import { recordOf } from './delivered-record.ts';
import { noon, unheard } from './events.ts';

describe('the category', () => {
  it.each([
    ['its wire name', { category: 'SMSOperational' }, undefined, 'SMSOperational'],
    ['any spelling of it', { Category: ' sms_operational ' }, undefined, 'SMSOperational'],
    ['a table in Type', { Type: 'ACSSMSIncomingOperations' }, undefined, 'SMSOperational'],
    ['the table as category', { category: 'ACSCallClosedCaptionsSummary' }, undefined, 'CallClosedCaptionsSummary'],
    [
      'OperationCategory within properties',
      { properties: { OperationCategory: 'EmailSendMailOperational' } },
      undefined,
      'EmailSendMailOperational',
    ],
    ['the path, where the record names none', { category: 'null' }, 'sms', 'SMSOperational'],
    ['the record, whatever the path', { category: 'Usage' }, 'sms', 'Usage'],
    [
      'the envelope before properties',
      { category: 'Usage', properties: { category: 'SMSOperational' } },
      undefined,
      'Usage',
    ],
    [
      'the presence of CallUpdatesVersion',
      { category: 'CallSummary', properties: { callUpdatesVersion: '2' } },
      undefined,
      'CallSummaryUpdates',
    ],
    [
      'its presence where the envelope has it empty',
      { category: 'CallSummary', callUpdatesVersion: '', properties: { CallUpdatesVersion: 1 } },
      undefined,
      'CallSummaryUpdates',
    ],
    [
      'its absence behind blanks',
      { category: 'CallSummaryUpdates', callUpdatesVersion: ' ' },
      undefined,
      'CallSummary',
    ],
    [
      'its absence',
      { category: 'CallSummaryUpdates', properties: { callUpdatesVersion: 'null' } },
      undefined,
      'CallSummary',
    ],
  ])('is named by %s', (_, fields, fallback, expected) => {
    const { category, label, columns } = recordOf({ time: noon, ...fields }, fallback);
    expect([category.name, label, columns.Category]).toEqual([expected, expected, expected]);
  });

  it('that is unknown is stored under its label with the common columns', () => {
    const { category, label, columns, additional } = recordOf(unheard('t-1'), 'sms');
    expect([category.slug, label]).toEqual(['other', 'TelepathyOperational']);
    expect(columns).toMatchObject({
      Category: 'TelepathyOperational',
      OperationName: 'ThoughtSent',
      CorrelationId: 'thought-1',
      ResourceName: 'desk',
    });
    expect(JSON.parse(additional ?? '')).toEqual({ thoughtId: 't-1', clear: true });
  });

  it('that is known by its table alone, and not yet here, is stored under the name of the table', () => {
    const { category, label } = recordOf({ time: noon, Type: 'ACSHologramOperations' });
    expect([category.slug, label]).toEqual(['other', 'ACSHologramOperations']);
  });

  it('that is unknown has a label of bearable length', () => {
    expect(recordOf(unheard('t-1', { category: '💭'.repeat(5000) })).label).toBe('💭'.repeat(100));
  });
});
