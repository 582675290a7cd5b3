// The voice of automated calls: Call Automation speaks texts through this, as Communication Services' own identity.
// https://learn.microsoft.com/azure/communication-services/concepts/call-automation/azure-communication-services-azure-cognitive-services-integration
param token string
param location string
param tags object
param acsName string

// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/ai-machine-learning
var cognitiveServicesUser = 'a97b65f3-24c7-4388-baec-2e87135dc908'

resource acs 'Microsoft.Communication/communicationServices@2025-09-01' existing = {
  name: acsName
}

resource speech 'Microsoft.CognitiveServices/accounts@2024-10-01' = {
  name: 'speech-${token}'
  location: location
  tags: tags
  kind: 'CognitiveServices'
  sku: { name: 'S0' }
  properties: {
    // Sign-in with an identity needs a name of its own in the address.
    customSubDomainName: 'speech-${token}'
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

resource acsOnSpeech 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(speech.id, acs.id, cognitiveServicesUser)
  scope: speech
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', cognitiveServicesUser)
    principalId: acs.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

output endpoint string = speech.properties.endpoint
