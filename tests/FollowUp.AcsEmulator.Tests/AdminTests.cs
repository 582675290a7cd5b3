using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace FollowUp.AcsEmulator.Tests;

public sealed class AdminTests
{
    [Theory]
    [InlineData("POST", "/emulator/faults", "{\"kind\":\"explode\"}", 400)]
    [InlineData("POST", "/emulator/faults", "not json", 400)]
    [InlineData("PUT", "/emulator/phones/+15125550143/behaviour", "{\"ring\":\"sing\"}", 400)]
    [InlineData("POST", "/emulator/phones/+15125550143/press", "{\"keys\":\"x\"}", 400)]
    [InlineData("POST", "/emulator/phones/+15125550143/press", "{\"keys\":\"1\"}", 409)]
    [InlineData("POST", "/emulator/phones/+15125550143/answer", "", 409)]
    [InlineData("PUT", "/emulator/eventgrid/subscriptions/x", "{}", 400)]
    [InlineData("DELETE", "/emulator/faults/none", "", 404)]
    public async Task Admin_Nonsense_IsAProblemAndNotACrash(string method, string path, string body, int status)
    {
        await using var host = await EmulatorHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Url };
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new StringContent(body) };
        using var response = await http.SendAsync(request);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Script_OneBehaviourPerCall_TheLastStays()
    {
        await using var host = await EmulatorHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Url };
        await http.PutAsJsonAsync("/emulator/phones/+15125550143/behaviour", new object[] { new { ring = "busy" }, new { ring = "decline", afterSeconds = 1 } });
        for (var call = 0; call < 3; call++)
        {
            await host.CreateCallAsync();
            await host.AdvanceAsync(5);
        }
        Assert.Equal([560486, 560603, 560603], host.Received.Where(delivery => delivery.Type == "CallDisconnected").Select(delivery => delivery.SubCode));
    }

    [Fact]
    public async Task Log_Since_TellsWhatCameInAndWentOut()
    {
        await using var host = await EmulatorHost.StartAsync();
        using var http = new HttpClient { BaseAddress = host.Url };
        await host.SendSmsAsync(tag: "touch-1");
        await host.AdvanceAsync(10);
        var log = (await http.GetFromJsonAsync<JsonArray>("/emulator/log"))!;
        Assert.Equal(["request", "phone", "event"], log.Select(entry => (string)entry!["kind"]!).TakeLast(3));
        Assert.Equal("touch-1", (string)log[^1]!["data"]!["data"]!["Tag"]!);
        Assert.Empty((await http.GetFromJsonAsync<JsonArray>($"/emulator/log?since={log[^1]!["seq"]}"))!);
    }
}
