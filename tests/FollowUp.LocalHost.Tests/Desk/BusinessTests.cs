using System.Net;
using System.Text.Json.Nodes;
using FollowUp.Testing.Driving;

namespace FollowUp.LocalHost.Tests.Desk;

public sealed class BusinessTests : DeskScenarios
{
    [Fact]
    public async Task Put_AnotherName_TheNextTextSaysIt()
    {
        await ProfileAsync(p => p["name"] = "Big Sky Roofing");

        var call = await Driver.CallAsync("+15125550801");

        Assert.Contains("Big Sky Roofing", Assert.Single(await Driver.OutboxOfAsync(call.LeadId!, "sms")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_WhatGetGave_ChangesNothing()
    {
        var before = await Driver.Http.GetStringAsync("/api/business");

        await ProfileAsync(_ => { });

        Assert.Equal(before, await Driver.Http.GetStringAsync("/api/business"));
        Assert.Equal(["sam", "kim"], (await ItemsAsync("/api/team")).Select(m => Text(m, "id")));
    }

    [Fact]
    public async Task Put_Wrong_NamesEveryField_AndNothingChanges()
    {
        var before = await Driver.Http.GetStringAsync("/api/business");
        var profile = JsonNode.Parse(before)!.AsObject();
        profile["timeZone"] = "Mars/Olympus";
        profile["callCapacityPerHour"] = 0;
        profile["templates"] = new JsonArray(new JsonObject { ["id"] = "t", ["name"] = "T", ["channel"] = "sms", ["text"] = "Hi {{lead.nickname}}" });

        using var answer = await Driver.SendAsync(HttpMethod.Put, "/api/business", profile);

        var problem = await FollowUpDriver.ProblemAsync(answer, HttpStatusCode.BadRequest);
        Assert.Equal(["callCapacityPerHour", "templates[0].text", "timeZone"], problem.Errors!.Keys.Order());
        Assert.Equal(before, await Driver.Http.GetStringAsync("/api/business"));
    }

    [Fact]
    public async Task Put_OnAnOldVersion_IsRefused()
    {
        using var read = await Driver.Http.GetAsync("/api/business");
        await ProfileAsync(p => p["bookingLink"] = "https://lonestar.example/now");

        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/business")
        {
            Content = new StringContent(await read.Content.ReadAsStringAsync()),
        };
        request.Headers.TryAddWithoutValidation("If-Match", read.Headers.ETag!.Tag);
        using var answer = await Driver.Http.SendAsync(request);

        await FollowUpDriver.ProblemAsync(answer, HttpStatusCode.PreconditionFailed);
    }
}
