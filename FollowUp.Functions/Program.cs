using FollowUp.Functions.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddFollowUpFunctions(builder.Configuration);

// Stores, epochs and carriers: AddFollowUpAzure(builder.Services, builder.Configuration) of FollowUp.Azure belongs here.

await builder.Build().RunAsync();
