import { describe, expect, it } from 'vitest';
import { createApiKey, readApiKeys } from '../../shared/access/api-keys.ts';
import { principalOf, type Trust } from '../../shared/access/principal.ts';
import { localAdministrator } from '../../shared/services.ts';
import { clientPrincipal } from './client-principal.ts';

const { key, line } = createApiKey('reporting', ['Operator']);
const read = readApiKeys(line);
const apiKeys = 'keys' in read ? read.keys : [];
const trust: Trust = { apiKeys, platformAuthenticates: false, localPrincipal: undefined };
const onAzure: Trust = { ...trust, platformAuthenticates: true };
const local: Trust = { ...trust, localPrincipal: localAdministrator };
const entra = clientPrincipal({ roles: ['Administrator'], oid: 'object-1', name: 'Ann' });

const asking = (headers: Record<string, string>, given: Trust = trust) => principalOf(new Headers(headers), given);

describe('who is asking', () => {
  it.each([
    [{ 'x-api-key': key }],
    [{ authorization: `Bearer ${key}` }],
    [{ authorization: `bearer  ${key}` }],
    [{ 'x-api-key': key, authorization: 'Bearer something' }],
  ])('is the key’s principal', (headers) => {
    expect(asking(headers)).toEqual({ kind: 'api-key', id: 'reporting', name: 'reporting', roles: ['Operator'] });
  });

  it.each([
    [{ 'x-api-key': `${key}x` }],
    [{ 'x-api-key': '' }],
    [{ 'x-api-key': `${key}, ${key}` }],
    [{ authorization: 'Bearer commlog_wrong' }],
    [{ authorization: 'Bearer eyJhbGciOi' }],
    [{ authorization: `Basic ${key}` }],
  ])('is unknown with credentials that are nobody’s, on the local machine too', (headers) => {
    expect(asking(headers)).toBe('unknown');
    expect(asking(headers, local)).toBe('unknown');
  });

  it('is nobody without credentials', () => {
    expect(asking({})).toBe('anonymous');
  });

  it('is the local principal without credentials, where code set one', () => {
    expect(asking({}, local)).toBe(localAdministrator);
  });

  it('is whom the platform names, once the platform authenticates', () => {
    const headers = { 'x-ms-client-principal': entra, authorization: 'Bearer eyJhbGciOi' };
    expect(asking(headers, onAzure)).toEqual({ kind: 'entra', id: 'object-1', name: 'Ann', roles: ['Administrator'] });
  });

  it('is nobody with a forged platform header while the platform does not authenticate', () => {
    expect(asking({ 'x-ms-client-principal': entra })).toBe('anonymous');
  });

  it('is unknown with a wrong key, whatever the platform says', () => {
    expect(asking({ 'x-ms-client-principal': entra, 'x-api-key': 'wrong' }, onAzure)).toBe('unknown');
    expect(asking({ 'x-ms-client-principal': entra, authorization: 'Bearer commlog_wrong' }, onAzure)).toBe('unknown');
  });
});
