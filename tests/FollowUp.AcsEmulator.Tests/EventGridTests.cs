using FollowUp.AcsEmulator.EventGrid;

namespace FollowUp.AcsEmulator.Tests;

public sealed class EventGridTests
{
    private static readonly HttpClient Http = new();

    [Theory]
    [InlineData(1, 500, 10)]
    [InlineData(2, 500, 30)]
    [InlineData(3, null, 60)]
    [InlineData(1, 404, 300)]
    [InlineData(1, 408, 120)]
    [InlineData(1, 503, 30)]
    [InlineData(7, 500, 3600)]
    [InlineData(10, 500, 43200)]
    [InlineData(25, 500, 43200)]
    public void Wait_FollowsTheDocumentedSchedule(int attempt, int? status, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.Wait(attempt, status));

    [Fact]
    public async Task Deliver_EndpointFailing_IsRetriedUntilItTakesTheEvent()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Answer = number => number < 3 ? 500 : 200;
        var start = host.Clock.Now;
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "Hi");
        await host.AdvanceAsync(3600);
        Assert.Equal([0, 10, 40], host.Received.Select(delivery => (delivery.At - start).TotalSeconds));
        Assert.Equal(["0", "1", "2"], host.Received.Select(delivery => delivery.Headers["aeg-delivery-count"].ToString()));
        Assert.Single(host.Received.Select(delivery => (string)delivery.Event["id"]!).Distinct());
        Assert.Empty(host.Grid.DeadLetters);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(413)]
    public async Task Deliver_FinalStatus_DeadLettersAtOnce(int status)
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Answer = _ => status;
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "Hi");
        await host.AdvanceAsync(86400);
        Assert.Single(host.Received);
        Assert.Equal("NotRetriable", Assert.Single(host.Grid.DeadLetters).DeadLetterReason);
    }

    [Fact]
    public async Task Deliver_NeverTaken_ExpiresAfterADayIntoTheFolder()
    {
        var folder = Directory.CreateTempSubdirectory("deadletters").FullName;
        try
        {
            await using var host = await EmulatorHost.StartAsync(options => options.DeadLetterFolder = folder);
            host.Answer = _ => 500;
            host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "Hi");
            await host.AdvanceAsync(3 * 86400);
            var letter = Assert.Single(host.Grid.DeadLetters);
            Assert.Equal("TimeToLiveExceeded", letter.DeadLetterReason);
            Assert.Equal(host.Received.Count, letter.DeliveryAttempts);
            Assert.Single(Directory.GetFiles(folder, "*.json", SearchOption.AllDirectories));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Deliver_MaxAttempts_DeadLetters()
    {
        await using var host = await EmulatorHost.StartAsync(subscribe: false);
        await host.Grid.SubscribeAsync(new EventSubscription { Endpoint = host.Hook, SkipValidation = true, MaxDeliveryAttempts = 2 }, host.Url);
        host.Answer = _ => 500;
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "Hi");
        await host.AdvanceAsync(86400);
        Assert.Equal(2, host.Received.Count);
        Assert.Equal("MaxDeliveryAttemptsExceeded", Assert.Single(host.Grid.DeadLetters).DeadLetterReason);
    }

    [Theory]
    [InlineData(EventSchema.EventGridSchema)]
    [InlineData(EventSchema.CloudEventSchemaV1_0)]
    public async Task Subscribe_EndpointEchoes_Succeeds(EventSchema schema)
    {
        await using var host = await EmulatorHost.StartAsync(subscribe: false);
        var created = await host.Grid.SubscribeAsync(new EventSubscription { Endpoint = host.Hook, DeliverySchema = schema }, host.Url);
        Assert.Equal(SubscriptionState.Succeeded, created.State);
    }

    [Theory]
    [InlineData(EventSchema.EventGridSchema)]
    [InlineData(EventSchema.CloudEventSchemaV1_0)]
    public async Task Subscribe_EndpointDoesNotEcho_WaitsForTheValidationUrl(EventSchema schema)
    {
        await using var host = await EmulatorHost.StartAsync(subscribe: false);
        host.EchoValidation = false;
        var created = await host.Grid.SubscribeAsync(new EventSubscription { Endpoint = host.Hook, DeliverySchema = schema }, host.Url);
        Assert.Equal(SubscriptionState.AwaitingManualAction, created.State);
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "lost");
        await host.AdvanceAsync(60);
        Assert.Empty(host.Received);

        await Http.GetStringAsync(new Uri(host.Url, $"/emulator/eventgrid/validate?code={created.ValidationCode}"));
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "heard");
        await host.AdvanceAsync();
        Assert.Equal("heard", (string)host.One("SMSReceived").Data["message"]!);
    }

    [Fact]
    public async Task Subscribe_EndpointDown_Fails()
    {
        await using var host = await EmulatorHost.StartAsync(subscribe: false);
        var created = await host.Grid.SubscribeAsync(new EventSubscription { Endpoint = new Uri("http://127.0.0.1:9/nobody") }, host.Url);
        Assert.Equal(SubscriptionState.Failed, created.State);
    }

    [Fact]
    public async Task Publish_OtherTypeThanIncluded_IsNotDelivered()
    {
        await using var host = await EmulatorHost.StartAsync(subscribe: false);
        await host.Grid.SubscribeAsync(
            new EventSubscription { Endpoint = host.Hook, SkipValidation = true, IncludedEventTypes = ["Microsoft.Communication.IncomingCall"] }, host.Url);
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "Hi");
        host.Phones.Call(EmulatorHost.Ana, EmulatorHost.Business);
        await host.AdvanceAsync();
        Assert.Equal(["IncomingCall"], host.Types);
    }
}
