// Everything FollowUp needs on Azure, in one resource group. `azd up` deploys this, then the code, then events.bicep.
// Modelled on https://github.com/Azure-Samples/functions-quickstart-dotnet-azd (identity-only Flex Consumption).
// Resource types and API versions: https://learn.microsoft.com/azure/templates and https://github.com/Azure/bicep-types-az.
targetScope = 'subscription'

@minLength(1)
@maxLength(64)
@description('Name of the azd environment; names and tags derive from it.')
param environmentName string

@minLength(1)
@description('Region; it must offer Flex Consumption: az functionapp list-flexconsumption-locations.')
@metadata({ azd: { type: 'location' } })
param location string

@description('Where Communication Services keeps data at rest; it cannot be changed later. US numbers need United States.')
param acsDataLocation string = 'United States'

@description('A mail domain of your own, such as mail.example.com. Empty: the domain that Azure provides.')
param emailDomain string = ''

@description('Set to true once the DNS records of emailDomain are verified: mail is then sent from it.')
param emailDomainVerified bool = false

@description('Report opened and clicked mails. Needs a domain of your own with raised sending limits.')
param trackEmailEngagement bool = false

@minLength(3)
@description('Who is mailed when a touch fails, an event is lost or the budget is used up.')
param alertEmail string

@minValue(1)
@description('Budget of the resource group, in the currency of the subscription, per month. It warns; it stops nothing.')
param monthlyBudget int = 50

@description('First day of the month the budget begins in, yyyy-MM-01. Azure lets nobody change it later, so azure.yaml stores it once. Empty: this month.')
param budgetStart string = ''

@description('This month, for the first deployment: azd asks for what has no value before azure.yaml can store one. Not to be set.')
param firstMonth string = utcNow('yyyy-MM-01')

@allowed([512, 2048, 4096])
@description('Memory of an instance, in MB.')
param instanceMemoryMB int = 2048

@minValue(0)
@description('Instances kept warm for the orchestrations. 0 is pay-per-use.')
param alwaysReadyDurable int = 0

@secure()
@description('The key of the API (x-functions-key). azd makes it once and keeps it with the environment.')
@metadata({ azd: { type: 'generate', config: { length: 40, noSpecial: true } } })
param apiKey string

@secure()
@description('The secret in the URL of the Event Grid subscriptions. azd makes it once and keeps it with the environment.')
@metadata({ azd: { type: 'generate', config: { length: 40, noSpecial: true } } })
param webhookKey string

@secure()
@description('Signs the links in emails and the addresses of calls. azd makes it once and keeps it with the environment.')
@metadata({ azd: { type: 'generate', config: { length: 40, noSpecial: true } } })
param linkKey string

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var profile = loadJsonContent('./business.json')
var sender = emailDomainVerified ? profile.email.from : communication.outputs.managedSender

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module storage './modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: { name: 'st${token}', location: location, tags: tags }
}

module monitoring './modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: { token: token, location: location, tags: tags }
}

module communication './modules/communication.bicep' = {
  name: 'communication'
  scope: group
  params: {
    token: token
    tags: tags
    dataLocation: acsDataLocation
    emailDomain: emailDomain
    emailDomainVerified: emailDomainVerified
    trackEmailEngagement: trackEmailEngagement
    senderAddress: profile.email.from
    senderName: profile.name
  }
}

module speech './modules/speech.bicep' = {
  name: 'speech'
  scope: group
  params: { token: token, location: location, tags: tags, acsName: communication.outputs.acsName }
}

module access './modules/access.bicep' = {
  name: 'access'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    storageName: storage.outputs.name
    deadLetterContainer: storage.outputs.deadLetterContainer
    insightsName: monitoring.outputs.insightsName
    acsName: communication.outputs.acsName
  }
}

module app './modules/app.bicep' = {
  name: 'app'
  scope: group
  params: {
    name: 'func-${token}'
    location: location
    tags: tags
    identityId: access.outputs.appIdentityId
    identityClientId: access.outputs.appIdentityClientId
    storageName: storage.outputs.name
    packageContainer: storage.outputs.packageContainer
    insightsConnectionString: monitoring.outputs.connectionString
    acsEndpoint: communication.outputs.endpoint
    acsResourceId: communication.outputs.immutableResourceId
    speechEndpoint: speech.outputs.endpoint
    businessProfile: string(union(profile, { email: union(profile.email, { from: sender }) }))
    apiKey: apiKey
    webhookKey: webhookKey
    linkKey: linkKey
    instanceMemoryMB: instanceMemoryMB
    alwaysReadyDurable: alwaysReadyDurable
  }
}

module topic './modules/topic.bicep' = {
  name: 'topic'
  scope: group
  params: { token: token, tags: tags, acsName: communication.outputs.acsName, identityId: access.outputs.eventsIdentityId }
}

module alerts './modules/alerts.bicep' = {
  name: 'alerts'
  scope: group
  params: {
    token: token
    location: location
    tags: tags
    email: alertEmail
    workspaceId: monitoring.outputs.workspaceId
    topicId: topic.outputs.id
  }
}

module budget './modules/budget.bicep' = {
  name: 'budget'
  scope: group
  params: { amount: monthlyBudget, startDate: empty(budgetStart) ? firstMonth : budgetStart, email: alertEmail }
}

output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output FOLLOWUP_APP_NAME string = app.outputs.name
output FOLLOWUP_APP_URL string = app.outputs.url
output FOLLOWUP_STORAGE_NAME string = storage.outputs.name
output FOLLOWUP_TOPIC_NAME string = topic.outputs.name
output FOLLOWUP_EVENTS_IDENTITY_ID string = access.outputs.eventsIdentityId
output FOLLOWUP_ACS_NAME string = communication.outputs.acsName
output FOLLOWUP_EMAIL_FROM string = sender
output FOLLOWUP_EMAIL_DNS_RECORDS string = communication.outputs.dnsRecords
