// A Log Analytics workspace for the logs of Communication Services, apart from the app's own log.
param name string
param location string
param tags object

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    // What Commlog has taken need not be kept here: 30 days cost nothing more than taking them in.
    retentionInDays: 30
    features: { disableLocalAuth: true }
  }
}

output name string = workspace.name
