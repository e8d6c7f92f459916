import { describe, expect, it } from 'vitest';
import { roleNames, roles } from '../../shared/access/roles.ts';
import { appRoles } from '../../tools/app-roles.ts';

describe('the app roles', () => {
  it('are the roles of the table, by the names that the code compares', () => {
    expect(appRoles().map(({ value }) => value)).toEqual(roleNames);
    expect(appRoles().map(({ description }) => description)).toEqual(roleNames.map((name) => roles[name].meaning));
  });

  it('can be given to people and to programs', () => {
    for (const role of appRoles())
      expect(role).toMatchObject({ allowedMemberTypes: ['User', 'Application'], isEnabled: true });
  });

  it('have ids of their own that never change, or those who have a role would lose it', () => {
    expect(appRoles().map(({ value, id }) => [value, id])).toEqual(
      expect.arrayContaining([
        ['Operator', '2c9101d8-7837-46f9-ae6b-86a919780162'],
        ['Administrator', 'fedfdcb1-a8f2-4245-aeb3-a3346e4da6e1'],
      ]),
    );
    const ids = appRoles().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
