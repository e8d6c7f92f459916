// What an existing Communication Services resource sends, and where to. One setting has one destination of each kind.
param communicationServiceName string

@description('Categories, divided by commas. Empty: all.')
param categories string

param toArchive bool
param toWorkspace bool
param toEventHub bool

@description('Each empty where the setting does not send there.')
param archiveAccountId string
param workspaceId string
param eventHubRuleId string
param eventHubName string

// What such a resource logs, as Commlog knows it. One that is not among them is sent with all the others, when none is named.
var known = [
  'Usage'
  'AuthOperational'
  'ChatOperational'
  'SMSOperational'
  'OptOutManagementOperational'
  'EmailSendMailOperational'
  'EmailStatusUpdateOperational'
  'EmailUserEngagementOperational'
  'AdvancedMessagingOperational'
  'RoomsOperational'
  'JobRouterOperational'
  'CallSummary'
  'CallSummaryUpdates'
  'CallDiagnostics'
  'CallDiagnosticsUpdates'
  'CallClientOperations'
  'CallClientMediaStatsTimeSeries'
  'CallClientServiceRequestAndOutcome'
  'CallAutomationOperational'
  'CallAutomationMediaSummary'
  'CallAutomationStreamingUsage'
  'CallRecordingOperational'
  'CallRecordingSummary'
  'CallClosedCaptionsSummary'
  'CallSurvey'
  'CallingMetrics'
]
var named = filter(map(split(categories, ','), category => trim(category)), category => !empty(category))
var strange = filter(named, category => !contains(known, category))
var checked = empty(strange)
  ? named
  : fail('diagnosticCategories: ${join(strange, ', ')} is not a log category that Commlog knows; docs/deploy.md lists them. Name none to send all.')

resource communication 'Microsoft.Communication/communicationServices@2023-04-01' existing = {
  name: communicationServiceName
}

resource setting 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'commlog'
  scope: communication
  properties: {
    storageAccountId: toArchive ? archiveAccountId : null
    workspaceId: toWorkspace ? workspaceId : null
    // A table for each category, with its columns.
    logAnalyticsDestinationType: toWorkspace ? 'Dedicated' : null
    eventHubAuthorizationRuleId: toEventHub ? eventHubRuleId : null
    eventHubName: toEventHub ? eventHubName : null
    logs: empty(checked)
      ? [{ categoryGroup: 'allLogs', enabled: true }]
      : map(checked, category => { category: category, enabled: true })
  }
}
