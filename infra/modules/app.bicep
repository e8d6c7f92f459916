// The function app on Flex Consumption, its settings, and who signs people in.
import { settingsType } from 'settings.bicep'

param name string
param planName string
param location string
param tags object
param maximumInstanceCount int
param instanceMemoryMB int
param identityId string
param identityClientId string
param storageAccountName string
param packageContainerName string
param applicationInsightsName string
param archiveBlobUri string

@description('Empty: no workspace is asked.')
param workspaceCustomerId string

@description('Empty: no event hub is read.')
param eventHubHost string
param settings settingsType

@secure()
param hashKey string

@secure()
param apiKeys string

@description('Empty: authentication is off.')
param signInClientId string

@secure()
param signInClientSecret string

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageAccountName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      runtime: { name: 'node', version: '24' }
      scaleAndConcurrency: { maximumInstanceCount: maximumInstanceCount, instanceMemoryMB: instanceMemoryMB }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainerName}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    // One line for each setting of shared/settings-table.ts that a deployment can have. An empty one has its default.
    properties: {
      // Who asks, and where the data is: read by the Functions host and by the app.
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
      AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table

      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'

      ARCHIVE_STORAGE__blobServiceUri: archiveBlobUri
      ARCHIVE_STORAGE__clientId: identityClientId
      ARCHIVE_HISTORY_ORDER: settings.?ARCHIVE_HISTORY_ORDER ?? ''
      ARCHIVE_SETTLED_MINUTES: settings.?ARCHIVE_SETTLED_MINUTES ?? ''

      EVENT_HUB_CONNECTION__fullyQualifiedNamespace: eventHubHost
      EVENT_HUB_CONNECTION__credential: 'managedidentity'
      EVENT_HUB_CONNECTION__clientId: identityClientId
      EVENT_HUB_NAME: settings.?EVENT_HUB_NAME ?? ''

      EVENT_GRID_ORIGINS: settings.?EVENT_GRID_ORIGINS ?? ''
      KEEP_MESSAGE_TEXT: settings.?KEEP_MESSAGE_TEXT ?? ''

      LOG_ANALYTICS_WORKSPACE_ID: workspaceCustomerId
      LOG_ANALYTICS_CLIENT_ID: identityClientId
      LOG_ANALYTICS_ENDPOINT: settings.?LOG_ANALYTICS_ENDPOINT ?? ''
      BACKFILL_FIRST_DAYS: settings.?BACKFILL_FIRST_DAYS ?? ''
      NIGHTLY_AT: settings.?NIGHTLY_AT ?? ''

      SILENCE_HOURS: settings.?SILENCE_HOURS ?? ''
      STALE_HOURS: settings.?STALE_HOURS ?? ''
      RETENTION_DAYS: settings.?RETENTION_DAYS ?? ''
      TIME_ZONE: settings.?TIME_ZONE ?? ''
      MAX_BODY_MIB: settings.?MAX_BODY_MIB ?? ''
      MAX_RECORD_MIB: settings.?MAX_RECORD_MIB ?? ''
      HASH_KEY: hashKey
      API_KEYS: apiKeys

      // What App Service authentication shows to Entra: a secret where one was given, else what the managed identity says,
      // which the registration trusts.
      OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identityClientId
      MICROSOFT_PROVIDER_AUTHENTICATION_SECRET: signInClientSecret
    }
  }

  // Publishing goes by a sign-in to Azure: there are no passwords.
  resource noPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource noFtpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource authentication 'config' = {
    name: 'authsettingsV2'
    properties: {
      platform: { enabled: !empty(signInClientId) }
      // Keys and Event Grid must reach the app, which lets nobody in who is nobody.
      globalValidation: { requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' }
      httpSettings: { requireHttps: true }
      login: { tokenStore: { enabled: false } }
      identityProviders: empty(signInClientId) ? {} : { azureActiveDirectory: entra }
    }
    dependsOn: [appSettings]
  }
}

var entra = {
  enabled: true
  registration: {
    clientId: signInClientId
    clientSecretSettingName: empty(signInClientSecret)
      ? 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
      : 'MICROSOFT_PROVIDER_AUTHENTICATION_SECRET'
    openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
  }
  validation: { allowedAudiences: [signInClientId, 'api://${signInClientId}'] }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
