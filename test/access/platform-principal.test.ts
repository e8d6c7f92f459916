import { describe, expect, it } from 'vitest';
import { platformPrincipal } from '../../shared/access/platform-principal.ts';
import { base64Of, clientPrincipal } from './client-principal.ts';

const ann = clientPrincipal({ roles: ['Operator', 'Operator', 'Owner'], oid: 'object-1', name: 'Ann Ägren' });

describe('the principal of the platform', () => {
  it('has the roles that the table knows, each once', () => {
    expect(platformPrincipal(ann)).toEqual({ kind: 'entra', id: 'object-1', name: 'Ann Ägren', roles: ['Operator'] });
  });

  it('is read from the long names of v1 tokens', () => {
    const header = base64Of({
      auth_typ: 'aad',
      claims: [
        { typ: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role', val: 'Administrator' },
        { typ: 'http://schemas.microsoft.com/identity/claims/objectidentifier', val: 'object-2' },
      ],
    });
    expect(platformPrincipal(header)).toEqual({
      kind: 'entra',
      id: 'object-2',
      name: 'object-2',
      roles: ['Administrator'],
    });
  });

  it('is an app registration, by its own object and the id of the app, with the app roles that it was given', () => {
    const claims = [
      { typ: 'http://schemas.microsoft.com/identity/claims/objectidentifier', val: 'object-3' },
      { typ: 'appid', val: '6f1c2a90-0000-4000-8000-0000000000a7' },
      { typ: 'appidacr', val: '2' },
      { typ: 'idtyp', val: 'app' },
      { typ: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role', val: 'Operator' },
    ];
    expect(platformPrincipal(base64Of({ auth_typ: 'aad', claims }))).toEqual({
      ...{ kind: 'entra', id: 'object-3', name: '6f1c2a90-0000-4000-8000-0000000000a7', roles: ['Operator'] },
    });
  });

  it.each([
    ['no header', null],
    ['an empty one', ''],
    ['two joined by the host', `${ann},${ann}`],
    ['no base64', '{"auth_typ":"aad"}'],
    ['no JSON', Buffer.from('auth').toString('base64')],
    ['another identity provider', clientPrincipal({ roles: ['Administrator'], oid: 'x', provider: 'github' })],
    ['nobody’s object id', clientPrincipal({ roles: ['Administrator'] })],
    ['claims of another shape', base64Of({ auth_typ: 'aad', claims: { roles: 'Administrator' } })],
    ['JSON that is no object', base64Of(null)],
  ])('is nobody with %s', (_what, header) => {
    expect(platformPrincipal(header)).toBeUndefined();
  });
});
