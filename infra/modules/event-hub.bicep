// An event hub for the diagnostic setting. The setting sends with a key, Azure knows no other way; the app receives without one.
param name string
param location string
param tags object
param hubName string

@description('Object id of the identity of the app.')
param principalId string

var eventHubsDataReceiver = 'a638d3c7-ab3a-418d-83e6-5f17a39d4fde'

resource namespace 'Microsoft.EventHub/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: 'Standard', tier: 'Standard', capacity: 1 }
  properties: {
    minimumTlsVersion: '1.2'
    // The rule below is a key. Off, the diagnostic setting could not send.
    disableLocalAuth: false
  }

  resource hub 'eventhubs' = {
    name: hubName
    properties: {
      partitionCount: 4
      // The app may be down for so long and lose nothing.
      retentionDescription: { cleanupPolicy: 'Delete', retentionTimeInHours: 168 }
    }
  }

  resource diagnostics 'authorizationRules' = {
    name: 'diagnostic-setting'
    // A diagnostic setting asks for all three.
    properties: { rights: ['Manage', 'Send', 'Listen'] }
  }
}

resource receiver 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(namespace.id, principalId, eventHubsDataReceiver)
  scope: namespace
  properties: {
    principalId: principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', eventHubsDataReceiver)
  }
}

// The endpoint is an address with a port; the host's name is what clients take.
output host string = split(split(namespace.properties.serviceBusEndpoint, '/')[2], ':')[0]
output hubName string = namespace::hub.name
output diagnosticRuleId string = namespace::diagnostics.id
