// Delivers the events of a Communication Services resource to the app. Event Grid has to know a key of the function for it.
param communicationServiceName string
param appName string
param appResourceGroup string
param appSubscriptionId string

resource communication 'Microsoft.Communication/communicationServices@2023-04-01' existing = {
  name: communicationServiceName
}

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: appName
  scope: resourceGroup(appSubscriptionId, appResourceGroup)

  resource function 'functions' existing = {
    name: 'events'
  }
}

resource subscription 'Microsoft.EventGrid/eventSubscriptions@2022-06-15' = {
  name: 'commlog'
  scope: communication
  properties: {
    // CloudEvents would be validated by OPTIONS, which is another function with other keys; this one is by POST.
    eventDeliverySchema: 'EventGridSchema'
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: 'https://${app.properties.defaultHostName}/api/events?code=${app::function.listKeys().default}'
        maxEventsPerBatch: 100
        preferredBatchSizeInKilobytes: 64
      }
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
}
