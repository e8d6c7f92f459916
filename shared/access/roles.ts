/** What a principal may do, and which roles grant it. */

/** The roles that API keys and Entra app roles can carry; `includes` grants everything that the named roles grant. */
export const roles = {
  Operator: {
    meaning: 'Reads records, categories, communications and what became of deliveries.',
    includes: [],
  },
  Administrator: {
    meaning: 'Does everything an Operator may, and changes what Commlog keeps.',
    includes: ['Operator'],
  },
} as const satisfies Record<string, { meaning: string; includes: readonly string[] }>;

export type Role = keyof typeof roles;

interface ActionFacts {
  /** Completes "may …". */
  readonly meaning: string;
  /** Roles that grant it by themselves; those that include them grant it too. */
  readonly roles: readonly Role[];
}

export const actions = {
  'read-records': { meaning: 'list, read, find and export records', roles: ['Operator'] },
  'read-communications': { meaning: 'list, read, find and export communications', roles: ['Operator'] },
  'read-categories': {
    meaning: 'see the categories, what is switched on and when each last arrived',
    roles: ['Operator'],
  },
  'switch-categories': { meaning: 'switch a category on or off', roles: ['Administrator'] },
  'read-status': { meaning: 'see whether records arrive', roles: ['Operator'] },
  'read-runs': { meaning: 'see what the timers and the long operations did', roles: ['Operator'] },
  'change-communications': {
    meaning: 'generate, delete and regenerate communications',
    roles: ['Administrator'],
  },
  'start-backfill': { meaning: 'ask Log Analytics for a range', roles: ['Administrator'] },
  'read-directory': { meaning: 'see who numbers, addresses and identities belong to', roles: ['Operator'] },
  'change-directory': { meaning: 'change the directory of people', roles: ['Administrator'] },
  'read-settings': { meaning: 'see the settings', roles: ['Operator'] },
  'change-settings': { meaning: 'change the settings that are changed while it runs', roles: ['Administrator'] },
  purge: { meaning: 'purge records and communications, and erase what is personal', roles: ['Administrator'] },
  'examine-installation': {
    meaning: 'examine the installation: its accounts, identities and timers',
    roles: ['Administrator'],
  },
  'read-api': { meaning: 'read the description of the API', roles: ['Operator'] },
} as const satisfies Record<string, ActionFacts>;

export type Action = keyof typeof actions;

/** All names of roles, in the order of the table. */
export const roleNames = Object.keys(roles) as readonly Role[];

/** Whether a text names a role; letter case counts, as it does for Entra app roles. */
export function isRole(text: string): text is Role {
  return Object.hasOwn(roles, text);
}

/** The roles of the table that grant an action, by themselves or by what they include. */
export function rolesFor(action: Action): readonly Role[] {
  const granting: readonly Role[] = actions[action].roles;
  return roleNames.filter(
    (role) =>
      granting.includes(role) || (roles[role].includes as readonly Role[]).some((other) => granting.includes(other)),
  );
}

/** Whether somebody who has these roles may do it. */
export function mayDo(held: readonly Role[], action: Action): boolean {
  const granting = rolesFor(action);
  return held.some((role) => granting.includes(role));
}
