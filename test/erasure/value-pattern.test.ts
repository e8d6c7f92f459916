import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valueMistake, valuePattern } from '../../shared/erasure/value-pattern.ts';
import { lookupForm } from '../../shared/storage/lookup-form.ts';

const number = '+18335550142';
const address = 'ann@example.com';
const identity = '8:acs:7d1e5b1c-92aa-4f11-8a0e-3c5d5a1b2c3d_00000024-1f0a-4b6c-9c3a-0000000a0001';
const redacted = (value: string, text: string) => valuePattern(value).redact(text);

describe('a value in a text', () => {
  it.each<[string, string, string]>([
    [number, 'from +18335550142 to 18335550142, tel:+18335550142', 'from Redacted to Redacted, Redacted'],
    [number, 'call +1 (833) 555-0142 back', 'call Redacted back'],
    [number, '4:+18335550142', 'Redacted'],
    [number, String.raw`not JSON "\u002B18335550142`, 'not JSON "Redacted'],
    [address, 'Ann <Ann@Example.com>', 'Redacted'],
    [address, 'mail to ANN@example.com.', 'mail to Redacted.'],
    [identity, `user ${identity.toUpperCase().replace('8:ACS:', '8:acs:')} left`, 'user Redacted left'],
    [identity, `${identity.slice('8:acs:'.length)}`, 'Redacted'],
    [address, '/x?to=ann%40example.com&y=1', '/x?to=Redacted&y=1'],
    [identity, `/x/8%3Aacs%3A${identity.slice(6)}/y`, '/x/8%3Aacs%3ARedacted/y'],
    ['192.0.2.44', 'at 192.0.2.44:5061', 'at Redacted:5061'],
  ])('%s goes from %j', (value, text, rest) => {
    expect(redacted(value, text)).toBe(rest);
    expect(valuePattern(value).says(text)).toBe(true);
    expect(valuePattern(value).says(rest)).toBe(false);
  });

  it.each<[string, string]>([
    [number, 'id a18335550142b and 118335550142 and 183355501422'],
    [address, 'joann@example.com, ann@example.com.au, ann@example.community'],
    [identity, identity.slice(0, -1)],
    ['192.0.2.44', '1192.0.2.44 and 192.0.2.441 and 192.0.2.44.1'],
  ])('%s leaves %j', (value, text) => {
    expect(redacted(value, text)).toBe(text);
  });

  it('goes from JSON that stays JSON, with every other value and digit as it was', () => {
    const inner = JSON.stringify({ From: number, note: `ask ${number}` });
    const text = `{"To": "${number}", "n": 18335550142, "big": 12345678901234567890, "real": 1.50, "list": ["x", "tel:${number}"], "${number}": 1, "inner": ${JSON.stringify(inner)}}`;
    expect(redacted(number, text)).toBe(
      `{"To":"Redacted","n":"Redacted","big":12345678901234567890,"real":1.50,"list":["x","Redacted"],"Redacted":1,"inner":${JSON.stringify(
        JSON.stringify({ From: 'Redacted', note: 'ask Redacted' }),
      )}}`,
    );
    const other = '{ "kept":  "as it was" , "x" : 1.0 }';
    expect(redacted(number, other)).toBe(other);
  });

  it('is gone whatever stands around it, and nothing else is', () => {
    const around = fc.stringMatching(/^[ ,;:!?()]{0,5}$/);
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(fc.constantFrom(number, address, identity), around, around, word, (value, before, after, other) => {
        const text = `${other} ${before}${value}${after} ${other}`;
        const rest = redacted(value, text);
        expect(rest.toLowerCase()).not.toContain(lookupForm(value));
        expect(rest.startsWith(`${other} `) && rest.endsWith(` ${other}`)).toBe(true);
      }),
    );
  });
});

describe('what can be erased', () => {
  it.each([
    number,
    '5550142',
    address,
    identity,
    '8:orgid:1b2c3d40-0000-4000-8000-000000000001',
    '192.0.2.44',
    '2001:db8::7',
    '4:+18335550142',
  ])('%s', (value) => {
    expect(valueMistake(value)).toBeUndefined();
  });
  it.each([
    '70123',
    '00000000-0000-0000-0000-000000000000',
    '1b2c3d40-0000-4000-8000-000000000001',
    '2026-03-04',
    'my-acs-01',
    '',
    'sms',
    'everything',
    '1',
    'null',
    'Redacted',
    'x'.repeat(400),
    'two words 12345',
  ])('not %j', (value) => {
    expect(valueMistake(value)).toMatch(/^(?:must be one identity|is longer)/);
  });
});
