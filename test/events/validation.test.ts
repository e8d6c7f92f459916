import { describe, expect, it } from 'vitest';
import { validationCodeOf } from '../../shared/events/validation.ts';
import { cloudEvent, gridEvent } from './event-examples.ts';

const type = 'Microsoft.EventGrid.SubscriptionValidationEvent';
const validationCode = '0c7b2a14-55d8-4f0e-9a36-e1d4c8b7f250';

describe('the code of a validation', () => {
  it.each([
    [gridEvent(type, { validationCode, validationUrl: 'https://example.org' })],
    [gridEvent(type.toUpperCase(), { ValidationCode: validationCode })],
    [gridEvent(type, JSON.stringify({ validationCode }))],
    [cloudEvent(type, { validationCode })],
  ])('is found: %#', (event) => {
    expect(validationCodeOf(event)).toBe(validationCode);
  });

  it.each([
    [undefined],
    ['x'],
    [{}],
    [gridEvent('SMSReceived', { validationCode })],
    [gridEvent('Microsoft.EventGrid.SubscriptionDeletedEvent', { validationCode })],
    [gridEvent(`${type}2`, { validationCode })],
    [gridEvent(type, {})],
    [gridEvent(type, { validationCode: '' })],
    [gridEvent(type, { validationCode: 7 })],
    [gridEvent(type, { validationCode: 'x'.repeat(1001) })],
    [gridEvent(type, undefined)],
  ])('is not in anything else: %#', (event) => {
    expect(validationCodeOf(event)).toBeUndefined();
  });
});
