// The Functions app on Flex Consumption. https://learn.microsoft.com/azure/azure-functions/flex-consumption-how-to
// Every setting is explained in the table of infra/README.md.
param name string
param location string
param tags object
param identityId string
param identityClientId string
param storageName string
param packageContainer string
param insightsConnectionString string
param acsEndpoint string
param acsResourceId string
param speechEndpoint string
param businessProfile string
param instanceMemoryMB int
param alwaysReadyDurable int

@secure()
param apiKey string

@secure()
param webhookKey string

@secure()
param linkKey string

resource storage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: 'plan-${name}'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  // azd finds the app of the service 'app' in azure.yaml by this tag.
  tags: union(tags, { 'azd-service-name': 'app' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        // One or two do the work of a business with 1,000 leads a month; this bounds what a flood of requests can cost.
        maximumInstanceCount: 40
        instanceMemoryMB: instanceMemoryMB
        alwaysReady: alwaysReadyDurable == 0 ? [] : [{ name: 'durable', instanceCount: alwaysReadyDurable }]
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
      AzureWebJobsStorage__queueServiceUri: storage.properties.primaryEndpoints.queue
      AzureWebJobsStorage__tableServiceUri: storage.properties.primaryEndpoints.table
      APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      AzureWebJobsDisableHomepage: 'true'
      AZURE_CLIENT_ID: identityClientId
      FollowUp__TablesEndpoint: storage.properties.primaryEndpoints.table
      FollowUp__AcsEndpoint: acsEndpoint
      FollowUp__AcsResourceId: acsResourceId
      FollowUp__SpeechEndpoint: speechEndpoint
      FollowUp__PublicUrl: 'https://${app.properties.defaultHostName}'
      FollowUp__Profile: businessProfile
      FollowUp__Key: apiKey
      FollowUp__WebhookKey: webhookKey
      FollowUp__LinkKey: linkKey
    }
  }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
