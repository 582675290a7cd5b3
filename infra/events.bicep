// The Event Grid subscriptions: deployed after the code (azure.yaml, postdeploy), since Event Grid validates a webhook by
// calling it. https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema
param appName string
param topicName string
param storageName string
param identityId string

var profile = loadJsonContent('./business.json')
// The ids of parties are 4:+18335550100, and have been seen without the plus: the end is enough. The file may have a number as people
// write it, which the app reads all the same (FollowUp.Core/Numbering).
var punctuation = ['4:', '+', ' ', '(', ')', '-', '.', '/']
var numbers = map(profile.numbers, number => reduce(punctuation, number.phone, (digits, mark) => replace(digits, mark, '')))

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: appName

  resource settings 'config' existing = {
    name: 'appsettings'
  }
}

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

// The secret goes from the app's settings into the subscription and through no script.
var webhook = {
  endpointType: 'WebHook'
  properties: {
    endpointUrl: 'https://${app.properties.defaultHostName}/api/acs/events?code=${uriComponent(app::settings.list().properties.FollowUp__WebhookKey)}'
    maxEventsPerBatch: 1
    minimumTlsVersionAllowed: '1.2'
  }
}

var deadLetters = {
  identity: { type: 'UserAssigned', userAssignedIdentity: identityId }
  deadLetterDestination: {
    endpointType: 'StorageBlob'
    properties: { resourceId: storage.id, blobContainerName: 'dead-letters' }
  }
}

// A call rings for seconds, so an old event is worth nothing to the caller; what was given up is still seen by a person.
// https://learn.microsoft.com/azure/communication-services/concepts/call-automation/incoming-call-notification
resource calls 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'followup-calls'
  properties: {
    destination: webhook
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: ['Microsoft.Communication.IncomingCall']
      advancedFilters: [{ operatorType: 'StringEndsWith', key: 'data.to.rawId', values: numbers }]
    }
    retryPolicy: { maxDeliveryAttempts: 2, eventTimeToLiveInMinutes: 1 }
    deadLetterWithResourceIdentity: deadLetters
  }
}

// Replies and reports matter a day later too: 30 attempts over 24 hours is all that Event Grid has.
// https://learn.microsoft.com/azure/event-grid/delivery-and-retry
resource messages 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'followup-messages'
  // Two at once on one topic have been refused as conflicting.
  dependsOn: [calls]
  properties: {
    destination: webhook
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: [
        'Microsoft.Communication.SMSReceived'
        'Microsoft.Communication.SMSDeliveryReportReceived'
        'Microsoft.Communication.EmailDeliveryReportReceived'
        'Microsoft.Communication.EmailEngagementTrackingReportReceived'
        'Microsoft.Communication.RecordingFileStatusUpdated'
      ]
    }
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    deadLetterWithResourceIdentity: deadLetters
  }
}
