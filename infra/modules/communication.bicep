// Phone and mail. Numbers cannot be bought by a template: see infra/README.md.
// https://learn.microsoft.com/azure/templates/microsoft.communication/communicationservices
param token string
param tags object
param dataLocation string
param emailDomain string
param emailDomainVerified bool
param trackEmailEngagement bool
param senderAddress string
param senderName string

resource email 'Microsoft.Communication/emailServices@2025-09-01' = {
  name: 'email-${token}'
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }

  // The domain that Azure provides sends from DoNotReply@, at most 5 mails a minute and 10 an hour: enough to try it.
  resource managed 'domains' = {
    name: 'AzureManagedDomain'
    location: 'global'
    tags: tags
    properties: { domainManagement: 'AzureManaged' }
  }

  resource own 'domains' = if (!empty(emailDomain)) {
    name: empty(emailDomain) ? 'unused.invalid' : emailDomain
    location: 'global'
    tags: tags
    properties: {
      domainManagement: 'CustomerManaged'
      userEngagementTracking: trackEmailEngagement ? 'Enabled' : 'Disabled'
    }

    resource sender 'senderUsernames' = if (!empty(emailDomain) && emailDomainVerified) {
      name: split(senderAddress, '@')[0]
      properties: { username: split(senderAddress, '@')[0], displayName: senderName }
    }
  }
}

resource acs 'Microsoft.Communication/communicationServices@2025-09-01' = {
  name: 'acs-${token}'
  location: 'global'
  tags: tags
  // Its own identity, which the voice of calls knows it by (speech.bicep).
  identity: { type: 'SystemAssigned' }
  properties: {
    dataLocation: dataLocation
    disableLocalAuth: true
    // A domain can be linked only after its DNS records are verified.
    linkedDomains: emailDomainVerified && !empty(emailDomain) ? [email::managed.id, email::own.id] : [email::managed.id]
  }
}

output acsName string = acs.name
output endpoint string = 'https://${acs.properties.hostName}'
output immutableResourceId string = acs.properties.immutableResourceId
output managedSender string = 'DoNotReply@${email::managed.properties.mailFromSenderDomain}'
output dnsRecords string = empty(emailDomain) ? '' : string(email::own!.properties.verificationRecords)
