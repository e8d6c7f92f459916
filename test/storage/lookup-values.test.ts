import { describe, expect, it } from 'vitest';
import { lookupValues } from '../../shared/storage/lookup-values.ts';

describe('the values by which a column is found', () => {
  it.each([
    ['id', 'm-1', ['m-1']],
    ['id', '["a"]', ['["a"]']],
    ['int', 7, [7]],
    ['json', '["a","b","a"]', ['a', 'b']],
    ['json', '["a",1,null,{"b":"c"}]', ['a']],
    ['json', '[]', []],
    ['json', '["cut', ['["cut']],
    ['json', '{"a":"b"}', ['{"a":"b"}']],
    ['json', undefined, []],
  ] as const)('of type %s and value %j are %j', (type, value, values) => {
    expect(lookupValues({ type }, value)).toEqual(values);
  });

  it('are bounded', () => {
    const many = JSON.stringify(Array.from({ length: 2000 }, (_, index) => `p-${index}`));
    expect(lookupValues({ type: 'json' }, many)).toHaveLength(500);
  });
});
