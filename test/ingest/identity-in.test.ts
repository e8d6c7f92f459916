import { describe, expect, it } from 'vitest';
import { emailEngagement } from '../../shared/categories/email-engagement.ts';
import { identityOf } from '../../shared/ingest/identity.ts';
import { identityIn } from '../../shared/ingest/identity-in.ts';
import { recordOf } from '../categories/identified.ts';
import { archived, late } from '../replaced/clicks.ts';
import { afterNoon } from './events.ts';

const now = Date.parse(afterNoon(60_000));
const inText = (text: string) => identityIn({ place: '', text, value: JSON.parse(text) }, emailEngagement, now);

describe('what identifies a candidate', () => {
  it('is what identifies its record', () => {
    for (const delivered of [late({ at: 0 }), archived({ at: -1000 })]) {
      expect(inText(JSON.stringify(delivered))).toBe(identityOf(recordOf(delivered)));
    }
  });

  it('is of the category of the table where it names none', () => {
    const { Category: _, Type: __, ...unnamed } = late({ at: 0 });
    expect(inText(JSON.stringify(unnamed))).toBe(identityOf(recordOf(late({ at: 0 }))));
  });

  it('does not depend on numbers that no column takes, however large', () => {
    const large = JSON.stringify({ ...late({ at: 0 }), Odd: 0 }).replace('"Odd":0', '"Odd":12345678901234567890');
    expect(inText(large)).toBe(inText(JSON.stringify(late({ at: 0 }))));
  });

  it('is nothing for what is no record', () => {
    expect(inText('7')).toBeUndefined();
    expect(inText(JSON.stringify(late({ at: 2 * 86_400_000 })))).toBeUndefined();
    expect(identityIn({ place: '', text: '{', fault: 'cut off' }, emailEngagement, now)).toBeUndefined();
  });

  it('is nothing for what is nested too deeply, large numbers or not', () => {
    const deep = `${'['.repeat(20_000)}12345678901234567890${']'.repeat(20_000)}`;
    expect(inText(JSON.stringify({ ...late({ at: 0 }), Odd: 0 }).replace('"Odd":0', `"Odd":${deep}`))).toBeUndefined();
  });
});
