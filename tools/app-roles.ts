/**
 * The app roles that the app registration needs, as "az ad app update --app-roles" takes them: those of the table of roles.
 * Run it to have them printed.
 */
import { createHash } from 'node:crypto';
import { roles } from '../shared/access/roles.ts';

export interface AppRole {
  readonly id: string;
  readonly value: string;
  readonly displayName: string;
  readonly description: string;
  readonly allowedMemberTypes: readonly ['User', 'Application'];
  readonly isEnabled: true;
}

/** One for each row, for people and for programs. */
export function appRoles(): readonly AppRole[] {
  return Object.entries(roles).map(([name, { meaning }]) => ({
    id: idOf(name),
    value: name,
    displayName: name,
    description: meaning,
    allowedMemberTypes: ['User', 'Application'],
    isEnabled: true,
  }));
}

/** A GUID that is the same each time: Entra takes a role with another id for another role, and who had it loses it. */
function idOf(name: string): string {
  const hash = createHash('sha256').update(`commlog app role ${name}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-a${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}

if (import.meta.main) console.log(JSON.stringify(appRoles(), null, 2));
