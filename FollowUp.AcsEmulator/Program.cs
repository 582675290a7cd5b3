using FollowUp.AcsEmulator;

var builder = WebApplication.CreateBuilder(args);
var options = builder.Configuration.GetSection("AcsEmulator").Get<AcsEmulatorOptions>() ?? new AcsEmulatorOptions();
builder.Services.AddAcsEmulator(options);

var app = builder.Build();
app.MapAcsEmulator();
await app.RunAsync();
