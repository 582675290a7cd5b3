// What a person must hear of: a touch that failed or may have, leads left behind, an event that never arrived.
// https://learn.microsoft.com/azure/templates/microsoft.insights/scheduledqueryrules and .../metricalerts
param token string
param location string
param tags object
param email string
param workspaceId string
param topicId string

@description('Overdue leads in a quarter of an hour that are worth a mail.')
param overdueLeads int = 10

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${token}'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'FollowUp'
    enabled: true
    emailReceivers: [{ name: 'operator', emailAddress: email, useCommonAlertSchema: true }]
  }
}

// Meter "FollowUp" (FollowUp.Core/Engine/Telemetry.cs). 'busy' is not a failure: it is tried again.
resource touches 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'alert-touches-${token}'
  location: location
  tags: tags
  properties: {
    displayName: 'FollowUp: touches failed or in doubt'
    description: 'docs/operations.md, "A touch failed".'
    severity: 2
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    // The table is there only after the first metric has arrived.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'AppMetrics | where Name == "followup.touches" | extend outcome = tostring(Properties["outcome"]), channel = tostring(Properties["channel"]) | where outcome in ("failed", "undelivered", "in-doubt")'
          timeAggregation: 'Total'
          metricMeasureColumn: 'Sum'
          dimensions: [
            { name: 'outcome', operator: 'Include', values: ['*'] }
            { name: 'channel', operator: 'Include', values: ['*'] }
          ]
          operator: 'GreaterThan'
          threshold: 0
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    autoMitigate: true
    actions: { actionGroups: [people.id] }
  }
}

// The sweep of FollowUp.Functions says so in its log when a lead's own run did not come for it. One is a hiccup; this many are not.
resource overdue 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: 'alert-overdue-${token}'
  location: location
  tags: tags
  properties: {
    displayName: 'FollowUp: leads overdue'
    description: 'docs/operations.md, "Leads are overdue".'
    severity: 2
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT15M'
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: 'AppTraces | where Message startswith "Leads overdue and advanced by the sweep" | parse Message with * "sweep: " leads:int'
          timeAggregation: 'Total'
          metricMeasureColumn: 'leads'
          operator: 'GreaterThan'
          threshold: overdueLeads
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    autoMitigate: true
    actions: { actionGroups: [people.id] }
  }
}

// https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-eventgrid-systemtopics-metrics
var losses = [
  { metric: 'DeadLetteredCount', text: 'an event of Communication Services was given up and is in the container dead-letters' }
  { metric: 'DroppedEventCount', text: 'an event of Communication Services was given up and is lost' }
]

resource lost 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for loss in losses: {
    name: 'alert-${toLower(loss.metric)}-${token}'
    location: 'global'
    tags: tags
    properties: {
      description: 'FollowUp: ${loss.text}. docs/operations.md, "An event was given up".'
      severity: 1
      enabled: true
      scopes: [topicId]
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: loss.metric
            metricNamespace: 'Microsoft.EventGrid/systemTopics'
            metricName: loss.metric
            timeAggregation: 'Total'
            operator: 'GreaterThan'
            threshold: 0
          }
        ]
      }
      autoMitigate: true
      actions: [{ actionGroupId: people.id }]
    }
  }
]
