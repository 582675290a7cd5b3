using System.Text.Json.Nodes;
using FollowUp.AcsEmulator.EventGrid;

namespace FollowUp.AcsEmulator.Tests;

/// <summary>The fields and their order, as in the published samples of each event.</summary>
public sealed class PayloadTests
{
    private const string Envelope = "id,topic,subject,data,eventType,dataVersion,metadataVersion,eventTime";

    [Fact]
    public async Task Published_InEventGridSchema_HaveTheSamplesFields()
    {
        await using var host = await EmulatorHost.StartAsync();
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "Hi");
        host.Phones.Call(EmulatorHost.Ana, EmulatorHost.Business);
        await host.SendSmsAsync(tag: "touch-1");
        await host.SendAsync(HttpMethod.Post, "/emails:send?api-version=2023-03-31", new
        {
            senderAddress = "hello@example.com",
            content = new { subject = "Hi", plainText = "Hi" },
            recipients = new { to = new[] { new { address = "ana@example.net" } } },
        });
        await host.AdvanceAsync(10);
        Assert.All(host.Received, delivery => Assert.Equal(Envelope, Names(delivery.Event)));
        Assert.Equal("messageId,from,to,message,receivedTimestamp,segmentCount", Names(host.One("SMSReceived").Data));
        Assert.Equal("messageId,from,to,deliveryStatus,deliveryStatusDetails,receivedTimestamp,deliveryAttempts,Tag", Names(host.One("SMSDeliveryReportReceived").Data));
        Assert.Equal("to,from,serverCallId,callerDisplayName,incomingCallContext,correlationId", Names(host.One("IncomingCall").Data));
        Assert.Equal("sender,recipient,messageId,status,deliveryStatusDetails,deliveryAttemptTimeStamp", Names(host.One("EmailDeliveryReportReceived").Data));
    }

    [Fact]
    public async Task Published_InCloudEvents_HaveTheSamplesFields()
    {
        await using var host = await EmulatorHost.StartAsync(subscribe: false);
        await host.Grid.SubscribeAsync(
            new EventSubscription { Endpoint = host.Hook, SkipValidation = true, DeliverySchema = EventSchema.CloudEventSchemaV1_0, Batched = false }, host.Url);
        host.Phones.Text(EmulatorHost.Ana, EmulatorHost.Business, "Hi");
        await host.AdvanceAsync();
        var delivery = host.One("SMSReceived");
        Assert.Equal("specversion,id,type,source,subject,time,data", Names(delivery.Event));
        Assert.StartsWith("application/cloudevents+json", delivery.Headers.ContentType.ToString(), StringComparison.Ordinal);
        Assert.Equal("2026-11-03T14:00:00Z", (string)delivery.Event["time"]!);
    }

    private static string Names(JsonNode node) => string.Join(',', node.AsObject().Select(field => field.Key));
}
