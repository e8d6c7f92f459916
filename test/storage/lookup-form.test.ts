import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lookupForm } from '../../shared/storage/lookup-form.ts';

describe('the form in which a value is looked up', () => {
  it.each([
    [
      '18335550142',
      [
        '+18335550142',
        '+1 (833) 555-0142',
        '0018335550142',
        'tel:+18335550142',
        '4:+18335550142',
        'TEL:+1.833.555.0142',
        ' 1 833 555 0142 ',
      ],
    ],
    [
      'ann@example.com',
      [
        'Ann@Example.com',
        'Ann <ann@example.com>',
        '"Ann, B." <ANN@example.com> ',
        'mailto:ann@example.com',
        '<ann@example.com>',
      ],
    ],
    ['r_u-1', ['8:acs:R_U-1', 'acs:r_u-1', 'R_u-1']],
    [
      '6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01',
      ['6F0D2C1E-53B1-4B7E-9A55-0C7F5C1A2B01', '8:orgid:6f0d2c1e-53b1-4b7e-9a55-0c7f5c1a2b01'],
    ],
    ['203.0.113.24', ['203.0.113.24', ' 203.0.113.24']],
    ['2001:db8::1', ['2001:DB8::1']],
    ['e2kftsts/5ptx4zzb.0', ['e2KFTSTS/5PTx4ZZB.0']],
    ['-----', ['-----']],
  ])('%s is that of %j', (form, values) => {
    for (const value of values) expect(lookupForm(value), value).toBe(form);
  });

  it('tells values apart that are not the same', () => {
    const values = [
      '+18335550142',
      '+18335550143',
      '203.0.113.24',
      '20.30.113.24',
      '-----',
      '(((((',
      'a@b.c',
      'a@b.d',
      'acs',
      '8:acs:',
    ];
    expect(new Set(values.map(lookupForm)).size).toBe(values.length);
  });

  it('is its own form, so that a form can be asked for', () => {
    const value = fc.oneof(fc.string(), fc.stringMatching(/^(8:acs:|tel:|\+|00|<)?[\w@. -]{1,20}>?$/));
    fc.assert(
      fc.property(
        value.filter((text) => !/acs:|orgid:|mailto:|^\s*(tel|sip|4):|<|^\W*00/i.test(text)),
        (text) => {
          expect(lookupForm(lookupForm(text))).toBe(lookupForm(text));
        },
      ),
    );
  });

  it('is found quickly, however long the value', () => {
    for (const unit of ['<', '<a>', '+1 ', '8:acs:', ' ']) {
      const started = performance.now();
      lookupForm(unit.repeat(1_000_000));
      expect(performance.now() - started).toBeLessThan(5000);
    }
  });
});
