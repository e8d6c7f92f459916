import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idMistake, personBody, tagsOf } from '../../shared/directory/person.ts';
import { getPerson } from '../../shared/directory/write-person.ts';
import { checkKeys } from '../../shared/storage/limits.ts';
import { memoryServices } from '../functions/app.ts';
import { person, putPeople } from './people.ts';

const issuesOf = (body: object) =>
  (personBody.safeParse(body).error?.issues ?? []).map(({ path, message }) => `${path.join('.')} ${message}`);

describe('the body of a person', () => {
  it('needs a name and nothing else', () => {
    expect(personBody.parse({ name: ' Ann ' })).toEqual({
      ...{ name: 'Ann', numbers: [], addresses: [], identities: [], userField: '', active: true, ignores: [] },
    });
    expect(issuesOf({ numbers: [] })).toHaveLength(1);
    expect(issuesOf({ name: '  ' })).toEqual(['name must not be empty; write who it is']);
  });

  it('has no member that is not known', () => {
    expect(issuesOf({ name: 'Ann', numbrs: [] })).toHaveLength(1);
  });

  it.each(['+18335550142', '18335550142', '0018335550142', '+1 (833) 555-0142', 'tel:+18335550142', '833', '43.1.555'])(
    'takes the number %s',
    (number) => {
      expect(issuesOf({ name: 'Ann', numbers: [number] })).toEqual([]);
    },
  );

  it.each(['12', 'ann@example.com', '+1833abc', '10.0.0.1', '1234567890123456', 'Ann <18335550142>', 'acs:12345'])(
    'refuses the number %s and says what one looks like',
    (number) => {
      expect(issuesOf({ name: 'Ann', numbers: ['+18335550142', number] })).toEqual([
        'numbers.1 must be a telephone number with 3 to 15 digits, such as +18335550142; correct it',
      ]);
    },
  );

  it('takes an address with an @ in it, and no other', () => {
    expect(issuesOf({ name: 'Ann', addresses: ['ann@example.com', 'Ann <Ann@Example.com>'] })).toEqual([]);
    expect(issuesOf({ name: 'Ann', addresses: ['ann', '@', 'ann @ example.com'] })).toHaveLength(3);
  });

  it.each([
    ['name', 'x'.repeat(201)],
    ['userField', 'x'.repeat(1001)],
    ['identities', ['x'.repeat(321)]],
    ['identities', ['']],
    ['ignores', Array.from({ length: 51 }, (_, index) => `${index}`)],
    ['name', 'Ann\nBob'],
    ['name', 'Ann \ud800'],
    ['identities', ['8:acs:\u0000']],
    ['active', 'yes'],
    ['numbers', '+18335550142'],
  ])('refuses %s %j with what to do', (field, value) => {
    const issues = issuesOf({ name: 'Ann', [field]: value });
    expect(issues).toHaveLength(1);
    expect(issues[0]).toMatch(new RegExp(`^${field}(\\.0)? must (?!be a string)`));
  });

  it('keeps a value that is given twice once', () => {
    expect(personBody.parse({ name: 'Ann', identities: ['acs:1', ' acs:1'] }).identities).toEqual(['acs:1']);
  });

  it('fits a row at its longest', async () => {
    const values = Array.from({ length: 50 }, (_, index) => `${String(index).padStart(3, '0')}${'"'.repeat(317)}`);
    const addresses = values.map((value) => value.replace(/""$/, '@x').replace(/"@/, 'a@'));
    const numbers = Array.from({ length: 50 }, (_, index) => `${String(100 + index)}${'-'.repeat(300)}55555`);
    const facts = { numbers, addresses, identities: values, ignores: values };
    const longest = person('~'.repeat(128), { ...facts, name: '"'.repeat(200), userField: '€'.repeat(1000) });
    const services = await memoryServices();
    await putPeople(services, longest);
    expect(await getPerson(services, longest.id)).toEqual(longest);
  });
});

describe('the id of a person', () => {
  it.each(['1', 'ann@example.com', '8:acs:1f2e_0a-b', 'Ann Baker', '+18335550142', 'x'.repeat(128)])(
    'may be %s',
    (id) => {
      expect(idMistake(id)).toBeUndefined();
    },
  );

  it.each(['', ' ', ' a', 'a ', '.', '..', 'a/b', 'a\\b', 'a#b', 'a?b', 'a%2fb', 'Jörg', 'a\nb', 'x'.repeat(129)])(
    'may not be %j',
    (id) => {
      expect(idMistake(id)).toMatch(/^must be 1 to 128 .*; choose another$/);
    },
  );

  it('is always one that a row can have, and an address can carry', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 130 }), (id) => {
        if (idMistake(id) !== undefined) return;
        checkKeys('people', id);
        const path = new URL(`http://localhost/api/directory/${encodeURIComponent(id)}`).pathname;
        expect(decodeURIComponent(path.split('/')[3] ?? '')).toBe(id);
      }),
    );
    for (let code = 0x20; code < 0x7f; code += 1) {
      const id = `a${String.fromCharCode(code)}b`;
      if (idMistake(id) === undefined) expect(() => checkKeys('people', id)).not.toThrow();
      else expect('/\\#?%').toContain(String.fromCharCode(code));
    }
  });
});

describe('tags', () => {
  it('are what the user field holds between its commas', () => {
    expect(tagsOf('a, b ,c')).toEqual(['a', 'b', 'c']);
  });

  it('are none of them empty, and none twice', () => {
    expect(tagsOf('')).toEqual([]);
    expect(tagsOf(' , sales,, sales ,')).toEqual(['sales']);
  });
});
