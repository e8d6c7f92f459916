import { describe, expect, it } from 'vitest';
import { type Action, actions, isRole, mayDo, roleNames, rolesFor } from '../../shared/access/roles.ts';

describe('roles', () => {
  it('grant an Administrator everything', () => {
    for (const action of Object.keys(actions) as Action[]) expect(mayDo(['Administrator'], action)).toBe(true);
  });

  it.each([
    ['read-records', true],
    ['read-categories', true],
    ['read-api', true],
    ['switch-categories', false],
  ] as const)('say of an Operator and %s: %s', (action, may) => {
    expect(mayDo(['Operator'], action)).toBe(may);
  });

  it('grant nothing to nobody', () => {
    for (const action of Object.keys(actions) as Action[]) expect(mayDo([], action)).toBe(false);
  });

  it('grant every action to somebody', () => {
    for (const action of Object.keys(actions) as Action[]) expect(rolesFor(action).length).toBeGreaterThan(0);
  });

  it('are known by their exact names', () => {
    expect(roleNames.every(isRole)).toBe(true);
    for (const text of ['operator', 'Administrators', '', 'toString', '__proto__']) expect(isRole(text)).toBe(false);
  });
});
