// The topic of everything Communication Services reports. Its subscriptions are in ../events.bicep, since Event Grid calls the
// app to validate them, so the code must be there first. Its source is a global resource, hence the location; such a topic
// takes no system-assigned identity: https://learn.microsoft.com/azure/event-grid/enable-identity-system-topics
param token string
param tags object
param acsName string
param identityId string

resource acs 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: acsName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: 'evgt-${token}'
  location: 'global'
  tags: tags
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    source: acs.id
    topicType: 'Microsoft.Communication.CommunicationServices'
  }
}

output id string = topic.id
output name string = topic.name
