// The storage account to which the diagnostic setting archives: append blobs, written by Azure Monitor as a trusted service.
param name string
param location string
param tags object

@description('After how many days blobs are deleted. 0: never.')
param days int

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  // Diagnostic settings write to Standard accounts only.
  sku: { name: 'Standard_LRS' }
  properties: {
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    // Whoever closes the network later must leave the bypass: without it Azure Monitor cannot write.
    networkAcls: { bypass: 'AzureServices', defaultAction: 'Allow' }
  }

  resource lifecycle 'managementPolicies' = if (days > 0) {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'delete-old-logs'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: { blobTypes: ['appendBlob', 'blockBlob'], prefixMatch: ['insights-logs-'] }
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: days } } }
            }
          }
        ]
      }
    }
  }
}

output name string = account.name
