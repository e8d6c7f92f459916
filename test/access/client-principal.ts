/** Values of the header that App Service authentication sets. */

/** As Entra's tokens give them (v2 names). */
export function clientPrincipal(facts: {
  readonly roles: readonly string[];
  readonly oid?: string;
  readonly name?: string;
  readonly provider?: string;
}): string {
  const claims = [
    ...facts.roles.map((val) => ({ typ: 'roles', val })),
    ...(facts.oid === undefined ? [] : [{ typ: 'oid', val: facts.oid }]),
    ...(facts.name === undefined ? [] : [{ typ: 'name', val: facts.name }]),
  ];
  return base64Of({ auth_typ: facts.provider ?? 'aad', claims, name_typ: 'name', role_typ: 'roles' });
}

/** Any value as the header holds it. */
export function base64Of(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}
