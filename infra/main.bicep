// Everything that Commlog needs, from an empty subscription: a resource group, and in it what the modules create.
targetScope = 'subscription'

import { settingsType } from 'modules/settings.bicep'

@description('Name of the environment; part of the names of the resources.')
@minLength(1)
@maxLength(64)
param environmentName string

@description('Region of all resources; one that offers Flex Consumption.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Resource id of the Communication Services resource whose logs are taken. Empty: nothing is connected.')
param communicationServiceId string = ''

@description('Log categories that the diagnostic setting sends, divided by commas. Empty: all, also those of the future.')
param diagnosticCategories string = ''

@description('Whether the diagnostic setting sends to the archive.')
param toArchive bool = true

@description('Whether the diagnostic setting sends to a Log Analytics workspace.')
param toWorkspace bool = false

@description('Whether the diagnostic setting sends to an event hub, which is created. This way needs a key: see docs/deploy.md.')
param toEventHub bool = false

@description('Resource id of the storage account that is the archive. Empty: one is created.')
param archiveAccountId string = ''

@description('After how many days blobs of the created archive are deleted. 0: never.')
@minValue(0)
@maxValue(36500)
param archiveDays int = 0

@description('Resource id of the Log Analytics workspace that has the logs, or gets them. Empty: none, or one that is created when toWorkspace is true.')
param workspaceId string = ''

@description('Whether Event Grid delivers the events of the Communication Services resource. Only when the app is deployed: it must answer.')
param eventGrid bool = false

@description('Client id of the app registration with which people and programs sign in. Empty: App Service authentication stays off.')
param signInClientId string = ''

@description('Client secret of that registration. Empty: the managed identity takes its place.')
@secure()
param signInClientSecret string = ''

@description('Who gets the alerts by e-mail. Empty: alerts stand in the portal only.')
param alertEmail string = ''

@description('How many instances there are at most. Each timer can have one of its own, and the event hub and HTTP theirs.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 20

@description('Memory of an instance.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('App settings by their names, as docs/deploy.md lists them; what is left out has its default.')
param settings settingsType = {}

@description('The setting HASH_KEY. Empty: the app makes a key, once, and keeps it in its storage.')
@secure()
param hashKey string = ''

@description('The setting API_KEYS: hashes of keys, as "commlog key create" prints them.')
@secure()
param apiKeys string = ''

@description('Whether whoever deploys may read and write the stored data, for "commlog copy" and for looking.')
param deployerReadsData bool = false

@description('Object id of whoever deploys.')
param principalId string = ''

@description('What whoever deploys is: a person, or a pipeline.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param principalType string = 'User'

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var silenceHours = int(empty(settings.?SILENCE_HOURS) ? '24' : settings.?SILENCE_HOURS!)
var nowhere = split('////////', '/')

// The parts of resource ids: subscription at 2, resource group at 4, name at 8.
var communication = empty(communicationServiceId)
  ? nowhere
  : contains(toLower(communicationServiceId), '/providers/microsoft.communication/communicationservices/')
      ? split(communicationServiceId, '/')
      : fail('communicationServiceId (COMMUNICATION_SERVICE_ID) is not the resource id of a Communication Services resource; copy it from its page "Properties".')
var archive = empty(archiveAccountId)
  ? nowhere
  : contains(toLower(archiveAccountId), '/providers/microsoft.storage/storageaccounts/')
      ? split(archiveAccountId, '/')
      : fail('archiveAccountId (ARCHIVE_ACCOUNT_ID) is not the resource id of a storage account; copy it from its page "Endpoints".')
var workspace = empty(workspaceId)
  ? nowhere
  : contains(toLower(workspaceId), '/providers/microsoft.operationalinsights/workspaces/')
      ? split(workspaceId, '/')
      : fail('workspaceId (WORKSPACE_ID) is not the resource id of a Log Analytics workspace; copy it from its page "Properties". The workspace id, a GUID, is another thing.')

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: 'id-${token}', location: location, tags: tags }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: { token: token, location: location, tags: tags, principalId: identity.outputs.principalId }
}

module data 'modules/data-account.bicep' = {
  scope: group
  params: {
    name: 'st${token}'
    location: location
    tags: tags
    identityPrincipalId: identity.outputs.principalId
    deployerId: deployerReadsData ? principalId : ''
    deployerType: principalType
  }
}

module newArchive 'modules/archive-account.bicep' = if (empty(archiveAccountId)) {
  scope: group
  params: { name: 'star${token}', location: location, tags: tags, days: archiveDays }
}

module archiveReader 'modules/archive-reader.bicep' = {
  scope: resourceGroup(
    empty(archiveAccountId) ? subscription().subscriptionId : archive[2],
    empty(archiveAccountId) ? group.name : archive[4]
  )
  params: {
    accountName: empty(archiveAccountId) ? newArchive!.outputs.name : archive[8]
    principalId: identity.outputs.principalId
  }
}

module newWorkspace 'modules/workspace.bicep' = if (toWorkspace && empty(workspaceId)) {
  scope: group
  params: { name: 'log-acs-${token}', location: location, tags: tags }
}

// The workspace is read where there is one, whether this template fills it or somebody else does.
module workspaceReader 'modules/workspace-reader.bicep' = if (toWorkspace || !empty(workspaceId)) {
  scope: resourceGroup(
    empty(workspaceId) ? subscription().subscriptionId : workspace[2],
    empty(workspaceId) ? group.name : workspace[4]
  )
  params: {
    workspaceName: empty(workspaceId) ? newWorkspace!.outputs.name : workspace[8]
    principalId: identity.outputs.principalId
  }
}

module eventHub 'modules/event-hub.bicep' = if (toEventHub) {
  scope: group
  params: {
    name: 'evhns-${token}'
    location: location
    tags: tags
    hubName: empty(settings.?EVENT_HUB_NAME) ? 'insights-logs' : settings.?EVENT_HUB_NAME!
    principalId: identity.outputs.principalId
  }
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: 'func-${token}'
    planName: 'plan-${token}'
    location: location
    tags: tags
    maximumInstanceCount: maximumInstanceCount
    instanceMemoryMB: instanceMemoryMB
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageAccountName: data.outputs.name
    packageContainerName: data.outputs.packageContainerName
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    archiveBlobUri: archiveReader.outputs.blobUri
    workspaceCustomerId: workspaceReader.?outputs.customerId ?? ''
    eventHubHost: eventHub.?outputs.host ?? ''
    settings: settings
    hashKey: hashKey
    apiKeys: apiKeys
    signInClientId: signInClientId
    signInClientSecret: signInClientSecret
  }
}

module diagnostics 'modules/diagnostic-setting.bicep' = if (!empty(communicationServiceId) && (toArchive || toWorkspace || toEventHub)) {
  scope: resourceGroup(communication[2], communication[4])
  params: {
    communicationServiceName: communication[8]
    categories: diagnosticCategories
    toArchive: toArchive
    toWorkspace: toWorkspace
    toEventHub: toEventHub
    archiveAccountId: archiveReader.outputs.accountId
    workspaceId: workspaceReader.?outputs.workspaceId ?? ''
    eventHubRuleId: eventHub.?outputs.diagnosticRuleId ?? ''
    eventHubName: eventHub.?outputs.hubName ?? ''
  }
}

module events 'modules/event-grid.bicep' = if (eventGrid && !empty(communicationServiceId)) {
  scope: resourceGroup(communication[2], communication[4])
  params: {
    communicationServiceName: communication[8]
    appName: app.outputs.name
    appResourceGroup: group.name
    appSubscriptionId: subscription().subscriptionId
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    applicationInsightsName: monitoring.outputs.applicationInsightsName
    email: alertEmail
    silenceHours: silenceHours
    expectsArrivals: toArchive || toEventHub || eventGrid
  }
}

output AZURE_RESOURCE_GROUP string = group.name
output COMMLOG_APP_NAME string = app.outputs.name
output COMMLOG_URL string = app.outputs.url
output COMMLOG_STORAGE_ACCOUNT string = data.outputs.name
output COMMLOG_ARCHIVE_ACCOUNT_ID string = archiveReader.outputs.accountId
output COMMLOG_IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
