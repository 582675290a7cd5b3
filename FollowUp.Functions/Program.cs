using FollowUp.Azure;
using FollowUp.Dispatch;
using FollowUp.Functions.Hosting;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddFollowUpFunctions(builder.Configuration);
builder.Services.AddDispatch(builder.Configuration);
builder.Services.AddFollowUpAzure(builder.Configuration);

await builder.Build().RunAsync();
