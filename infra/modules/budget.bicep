// Warns by mail; it stops nothing: https://learn.microsoft.com/azure/templates/microsoft.consumption/budgets
param amount int
param startDate string
param email string

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: 'followup-monthly'
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: startDate }
    notifications: {
      Spent80Percent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [email]
      }
      WillExceed: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [email]
      }
    }
  }
}
