/** The deployments that the tests of the infrastructure look at: what somebody gives as parameters. */

const place = { environmentName: 'trial', location: 'westeurope' };
const resources = '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/talk/providers';
const communicationServiceId = `${resources}/Microsoft.Communication/communicationServices/talk`;

export const cases = {
  /** An empty subscription and nothing else. */
  least: place,
  /** A Communication Services resource, everything else by default. */
  connected: { ...place, communicationServiceId },
  /** All flags. */
  everything: {
    ...place,
    communicationServiceId,
    toWorkspace: true,
    toEventHub: true,
    eventGrid: true,
    archiveDays: 400,
    alertEmail: 'operators@example.com',
    signInClientId: '11111111-1111-4111-8111-111111111111',
    deployerReadsData: true,
    principalId: '22222222-2222-4222-8222-222222222222',
    principalType: 'ServicePrincipal',
    settings: { RETENTION_DAYS: '400', SILENCE_HOURS: '36', TIME_ZONE: 'Europe/Berlin' },
  },
  /** Onto what is there already, some categories only. */
  existing: {
    ...place,
    communicationServiceId,
    diagnosticCategories: 'SMSOperational, CallSummary',
    archiveAccountId: `${resources}/Microsoft.Storage/storageAccounts/talkarchive`,
    workspaceId: `${resources}/Microsoft.OperationalInsights/workspaces/talklogs`,
    settings: { SILENCE_HOURS: '400' },
  },
} as const;

/** What is refused. */
export const refused = {
  category: { ...place, communicationServiceId, diagnosticCategories: 'SMSOperational, Faxes' },
  service: { ...place, communicationServiceId: `${resources}/Microsoft.Communication/emailServices/talk` },
  account: { ...place, archiveAccountId: 'talkarchive' },
  workspace: { ...place, workspaceId: '33333333-3333-4333-8333-333333333333' },
} as const;

export type CaseName = keyof typeof cases;
export type RefusedName = keyof typeof refused;
