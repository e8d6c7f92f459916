// Rules over the lines that the app logs. docs/operations.md has a section for each.
param token string
param location string
param tags object
param applicationInsightsName string

@description('Empty: nobody is told.')
param email string

@description('The setting SILENCE_HOURS.')
param silenceHours int

@description('Whether a road is known whose arrivals stand in the log: not the nightly question to a workspace, whose records come once a day.')
param expectsArrivals bool

// Azure looks back two days at most: for a longer silence there is no rule, only the status.
var longestSilence = 47

var rules = concat(
  silenceHours > longestSilence || !expectsArrivals
    ? []
    : [
        {
          name: 'no-arrivals'
          title: 'Commlog: nothing arrives'
          severity: 2
          every: 'PT1H'
          window: 'P1D'
          query: replace(loadTextContent('queries/no-arrivals.kql'), 'silence = 24h', 'silence = ${silenceHours}h')
        }
      ],
  [
    {
      name: 'failures'
      title: 'Commlog: functions fail'
      severity: 1
      every: 'PT15M'
      window: 'PT1H'
      query: loadTextContent('queries/failures.kql')
    }
    {
      name: 'poison-lines'
      title: 'Commlog: records are rejected'
      severity: 3
      every: 'PT1H'
      window: 'PT1H'
      query: loadTextContent('queries/poison-lines.kql')
    }
    {
      name: 'purge-not-run'
      title: 'Commlog: the purge did not run'
      severity: 2
      every: 'PT1H'
      window: 'P1D'
      query: loadTextContent('queries/purge-not-run.kql')
    }
  ]
)

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(email)) {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'commlog'
    enabled: true
    emailReceivers: [{ name: 'operators', emailAddress: email, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: 'alert-${rule.name}-${token}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: 'What it means and what to do: docs/operations.md, ${rule.name}.'
      enabled: true
      severity: rule.severity
      scopes: [insights.id]
      evaluationFrequency: rule.every
      windowSize: rule.window
      // A query that looks further back than its window asks for two days.
      overrideQueryTimeRange: rule.window == 'P1D' ? 'P2D' : null
      criteria: {
        allOf: [{ query: rule.query, timeAggregation: 'Count', operator: 'GreaterThan', threshold: 0 }]
      }
      autoMitigate: true
      actions: empty(email) ? null : { actionGroups: [people.id] }
    }
  }
]
