import { describe, expect, it } from 'vitest';
import { readPath } from '../../shared/http/path-parameters.ts';

const at = (path: string) => `https://talk.azurewebsites.net${path}`;

describe('the parameters of a path', () => {
  it.each([
    ['as they are', '/api/records/20250601', '20250601'],
    ['with a slash at the end', '/api/records/20250601/', '20250601'],
    ['whatever the letter case of the fixed parts', '/API/Records/AbC', 'AbC'],
    ['whatever the prefix', '/records/a', 'a'],
    ['with blanks', '/api/records/a%20b', 'a b'],
    ['with a slash, as the host hands it over', '/api/records/a%252Fb', 'a/b'],
    ['with a slash, as it was sent', '/api/records/a%2fb', 'a/b'],
    ['with a per cent sign', '/api/records/100%25', '100%'],
    ['of any alphabet', '/api/records/%C3%A9%E6%97%A5', 'é日'],
    ['with a plus', '/api/records/+1833', '+1833'],
  ])('are read %s', (_how, path, id) => {
    expect(readPath('/records/{id}', at(path))).toEqual({ params: { id } });
  });

  it('never come from the query', () => {
    expect(readPath('/records/{id}', at('/api/records/a?id=b&name=c'))).toEqual({ params: { id: 'a' } });
    expect(readPath('/records', at('/api/records?id=b'))).toEqual({ params: {} });
  });

  it('are an issue when they are not UTF-8', () => {
    for (const path of ['/api/records/%E9', '/api/records/%zz']) {
      expect(readPath('/records/{id}', at(path))).toEqual({ issues: [{ path: 'id', message: expect.any(String) }] });
    }
  });
});
