// One account for everything: leads (tables), Durable (tables, queues, blobs), the code package and dead letters (blobs).
// Nobody gets in with a key: https://learn.microsoft.com/azure/storage/common/shared-key-authorization-prevent
param name string
param location string
param tags object

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  // Durable needs the queue and table services beside blobs; they exist on every StorageV2 account without being declared.
  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      // A code package or a dead letter deleted by mistake can be had back for a week.
      deleteRetentionPolicy: { enabled: true, days: 7 }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource package 'containers' = {
      name: 'app-package'
    }

    resource deadLetters 'containers' = {
      name: 'dead-letters'
    }
  }

  // Dead letters hold phone numbers and words of customers: they are kept as long as someone needs to act on them, not longer.
  resource lifecycle 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'forget-dead-letters'
            type: 'Lifecycle'
            enabled: true
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['${blobs::deadLetters.name}/'] }
              actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 30 } } }
            }
          }
        ]
      }
    }
  }
}

output name string = account.name
output packageContainer string = account::blobs::package.name
output deadLetterContainer string = account::blobs::deadLetters.name
