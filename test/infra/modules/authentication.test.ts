import { describe, expect, it } from 'vitest';
import { resourceOf } from '../infrastructure.ts';

const settings = (name: 'least' | 'everything') =>
  resourceOf(name, 'Microsoft.Web/sites/config', '/authsettingsV2').properties as {
    readonly platform: { readonly enabled: boolean };
    readonly globalValidation: object;
    readonly identityProviders: Readonly<
      Record<string, { readonly registration: Readonly<Record<string, string>>; readonly validation: object }>
    >;
  };

describe('App Service authentication', () => {
  it('lets requests without a sign-in through: keys and Event Grid must reach the app, which decides', () => {
    for (const name of ['least', 'everything'] as const)
      expect(settings(name).globalValidation).toEqual({
        requireAuthentication: false,
        unauthenticatedClientAction: 'AllowAnonymous',
      });
  });

  it('is off unless an app registration is named', () => {
    expect(settings('least').platform.enabled).toBe(false);
    expect(settings('least').identityProviders).toEqual({});
    expect(settings('everything').platform.enabled).toBe(true);
  });

  it('knows Entra alone, of this tenant: users of another provider could name roles freely', () => {
    const { identityProviders } = settings('everything');
    expect(Object.keys(identityProviders)).toEqual(['azureActiveDirectory']);
    expect(identityProviders['azureActiveDirectory']?.registration['openIdIssuer']).toContain(
      '00000000-0000-0000-0000-00000000000a',
    );
  });

  it('takes tokens that are for the app, by its id and by its address', () => {
    const id = '11111111-1111-4111-8111-111111111111';
    expect(settings('everything').identityProviders['azureActiveDirectory']?.validation).toEqual({
      allowedAudiences: [id, `api://${id}`],
    });
  });

  it('needs no secret: the identity takes its place where none is given', () => {
    const { registration } = settings('everything').identityProviders['azureActiveDirectory'] ?? {};
    expect(registration?.['clientSecretSettingName']).toMatch(
      /empty\(parameters\('signInClientSecret'\)\), 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID', 'MICROSOFT_PROVIDER/,
    );
  });
});
