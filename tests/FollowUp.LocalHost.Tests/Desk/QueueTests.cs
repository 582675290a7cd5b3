using System.Net;
using FollowUp.Testing.Driving;

namespace FollowUp.LocalHost.Tests.Desk;

public sealed class QueueTests : DeskScenarios
{
    private const string Ana = "+15125550301";

    [Fact]
    public async Task Queue_EveryPriority_AsapThenScheduledThenCallbackThenRedialThenRoutine()
    {
        string[] priorities = ["routine", "redial", "callback", "scheduled", "asap"];
        for (var i = 0; i < priorities.Length; i++)
        {
            await TaskSequenceAsync("desk-" + priorities[i], priorities[i]);
            await LeadAsync("Lead " + i, $"+1512555031{i}", "desk-" + priorities[i]);
            await Driver.AdvanceAsync("PT1M");
        }

        Assert.Equal(priorities.Reverse(), (await ItemsAsync("/api/queue")).Select(i => Text(i, "priority")));
    }

    [Fact]
    public async Task Queue_SamePriority_LongestDueFirst()
    {
        await TaskSequenceAsync("desk", "callback");
        var first = await LeadAsync("First", "+15125550321", "desk");
        await Driver.AdvanceAsync("PT5M");
        var second = await LeadAsync("Second", "+15125550322", "desk");

        Assert.Equal([first, second], (await ItemsAsync("/api/queue")).Select(i => Text(i, "lead", "id")));
    }

    [Fact]
    public async Task Queue_Task_CarriesTheWholeContext()
    {
        await TaskSequenceAsync("desk", "asap");
        await Driver.SubmitAsync(new
        {
            name = "Ana Ruiz", phone = Ana, sequences = (List<string>)["desk"],
            context = new { service = "roof repair", urgency = "today", location = "Austin", message = "It is raining in" },
        });

        var item = Assert.Single(await ItemsAsync("/api/queue"));
        var lead = item.GetProperty("lead");
        Assert.Equal(
            ("Ana Ruiz", Ana, "roof repair", "today", "Austin", "It is raining in"),
            (Text(lead, "name"), Text(lead, "phone"), Text(lead, "service"), Text(lead, "urgency"), Text(lead, "location"), Text(lead, "words")));
        Assert.Equal("Call Ana about roof repair", Text(item, "title"));
        Assert.Equal("step 'ask' of 'desk'", Text(item, "why"));
        Assert.Equal("It is raining in", Text(lead, "lastSaid", "text"));
    }

    [Fact]
    public async Task Next_TwoAgentsAtOnce_NeverTheSameLead()
    {
        await TaskSequenceAsync("desk", "callback");
        for (var i = 0; i < 12; i++) await LeadAsync("Lead " + i, $"+151255504{i:00}", "desk");

        var taken = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => PostAsync("/api/queue/next", new { by = i % 2 == 0 ? "sam" : "kim" })));

        Assert.Equal(12, taken.Select(t => Text(t, "taskId")).Distinct().Count());
        using var none = await Driver.SendAsync(HttpMethod.Post, "/api/queue/next", new { by = "sam" });
        Assert.Equal(HttpStatusCode.NoContent, none.StatusCode);
    }

    [Fact]
    public async Task Next_LeadWithTwoTasks_IsWithOneCallerAtATime()
    {
        await TaskSequenceAsync("first", "asap");
        await TaskSequenceAsync("second", "redial");
        await LeadAsync("Ana", Ana, "first", "second");
        var taken = Text(await PostAsync("/api/queue/next", new { by = "sam" }), "taskId");

        using var none = await Driver.SendAsync(HttpMethod.Post, "/api/queue/next", new { by = "kim" });
        Assert.Equal(HttpStatusCode.NoContent, none.StatusCode);

        await PostAsync($"/api/queue/{taken}/disposition", new { disposition = "no_answer", by = "sam" });
        Assert.Equal("redial", Text(await PostAsync("/api/queue/next", new { by = "kim" }), "priority"));
    }

    [Fact]
    public async Task Next_QuarterOfAnHourLater_ComesBackToAnybody()
    {
        await TaskSequenceAsync("desk", "callback");
        await LeadAsync("Ana", Ana, "desk");
        var taken = await PostAsync("/api/queue/next", new { by = "sam" });
        Assert.Equal("sam", Text(Assert.Single(await ItemsAsync("/api/queue")), "claimedBy"));

        await Driver.AdvanceAsync("PT16M");

        Assert.Equal(Text(taken, "taskId"), Text(await PostAsync("/api/queue/next", new { by = "kim" }), "taskId"));
    }

    [Fact]
    public async Task Renew_WhileTheCallLasts_KeepsItFromTheOthers()
    {
        await TaskSequenceAsync("desk", "callback");
        await LeadAsync("Ana", Ana, "desk");
        var task = Text(await PostAsync("/api/queue/next", new { by = "sam" }), "taskId");
        await Driver.AdvanceAsync("PT16M"); // lapsed, and nobody took it

        Assert.Equal(HttpStatusCode.NoContent, await StatusOfAsync("renew", new { by = "sam", minutes = 60 }));

        await Driver.AdvanceAsync("PT59M");
        using var none = await Driver.SendAsync(HttpMethod.Post, "/api/queue/next", new { by = "kim" });
        Assert.Equal(HttpStatusCode.NoContent, none.StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, await StatusOfAsync("renew", new { by = "kim" }));
        await Driver.AdvanceAsync("PT2M");
        Assert.Equal(task, Text(await PostAsync("/api/queue/next", new { by = "kim" }), "taskId"));
        Assert.Equal(HttpStatusCode.Conflict, await StatusOfAsync("renew", new { by = "sam" }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusOfAsync("renew", new { by = "kim", minutes = 121 }));
        Assert.Equal(HttpStatusCode.NoContent, await StatusOfAsync("release", new { by = "kim" }));
        Assert.Equal(HttpStatusCode.Conflict, await StatusOfAsync("renew", new { by = "kim" }));

        async Task<HttpStatusCode> StatusOfAsync(string route, object body)
        {
            using var answer = await Driver.SendAsync(HttpMethod.Post, $"/api/queue/{task}/{route}", body);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Release_GivenBack_ComesToTheNextWhoAsks()
    {
        await TaskSequenceAsync("desk", "callback");
        await LeadAsync("Ana", Ana, "desk");
        var task = Text(await PostAsync("/api/queue/next", new { by = "sam" }), "taskId");

        using var others = await Driver.SendAsync(HttpMethod.Post, $"/api/queue/{task}/release", new { by = "kim" });
        using var none = await Driver.SendAsync(HttpMethod.Post, "/api/queue/next", new { by = "kim" });
        Assert.Equal(HttpStatusCode.NoContent, none.StatusCode);
        using var own = await Driver.SendAsync(HttpMethod.Post, $"/api/queue/{task}/release", new { by = "sam" });
        Assert.Equal(task, Text(await PostAsync("/api/queue/next", new { by = "kim" }), "taskId"));
    }

    [Fact]
    public async Task Next_ByNobodyOfTheTeam_Refused()
    {
        using var answer = await Driver.SendAsync(HttpMethod.Post, "/api/queue/next", new { by = "nobody" });

        Assert.Contains("by", (await FollowUpDriver.ProblemAsync(answer, HttpStatusCode.BadRequest)).Errors!.Keys);
    }

    [Fact]
    public async Task Disposition_OfACall_IsRecordedWithNotesAndTheTaskIsGone()
    {
        await TaskSequenceAsync("desk", "callback");
        var lead = await LeadAsync("Ana", Ana, "desk");
        var task = Text(await PostAsync("/api/queue/next", new { by = "sam" }), "taskId");

        await PostAsync($"/api/queue/{task}/disposition", new { disposition = "answered", by = "sam", notes = "Wants a visit on Friday", durationSeconds = 95 });

        Assert.Empty(await ItemsAsync("/api/queue"));
        Assert.Equal("Wants a visit on Friday", Assert.Single(await Driver.TimelineAsync(lead), t => t.Type == "call.completed").Text);
        var call = Assert.Single(
            (await GetAsync("/api/inbox/" + lead)).GetProperty("items").EnumerateArray(), i => Text(i, "kind") == "call");
        Assert.Equal(("answered", "95", "outbound"), (Text(call, "disposition"), Text(call, "durationSeconds"), Text(call, "direction")));
    }

    [Fact]
    public async Task Disposition_SentTwice_CountsOnce()
    {
        await TaskSequenceAsync("desk", "callback");
        var lead = await LeadAsync("Ana", Ana, "desk");
        var task = Text(await PostAsync("/api/queue/next", new { by = "sam" }), "taskId");

        var first = await PostAsync($"/api/queue/{task}/disposition", new { disposition = "no_answer", by = "sam" });
        var second = await PostAsync($"/api/queue/{task}/disposition", new { disposition = "no_answer", by = "sam" });

        Assert.Equal(("false", "true"), (Text(first, "repeated"), Text(second, "repeated")));
        Assert.Single(await Driver.TimelineAsync(lead), t => t.Type == "call.completed");
    }

    [Fact]
    public async Task Disposition_WhileAnotherIsAtIt_Conflict()
    {
        await TaskSequenceAsync("desk", "callback");
        await LeadAsync("Ana", Ana, "desk");
        var task = Text(await PostAsync("/api/queue/next", new { by = "sam" }), "taskId");

        using var answer = await Driver.SendAsync(HttpMethod.Post, $"/api/queue/{task}/disposition", new { disposition = "done", by = "kim" });

        await FollowUpDriver.ProblemAsync(answer, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Disposition_WithACallbackTime_IsRecordedAsTheirWish()
    {
        await TaskSequenceAsync("desk", "callback");
        var lead = await LeadAsync("Ana", Ana, "desk");
        var task = Text(Assert.Single(await ItemsAsync("/api/queue")), "taskId");

        await PostAsync($"/api/queue/{task}/disposition", new { disposition = "answered", by = "sam", callbackAt = "2026-11-04T16:00:00Z" });

        Assert.Single(await Driver.TimelineAsync(lead), t => t.Type == "callback.requested");
    }

    [Theory]
    [InlineData("shrug", "disposition")]
    [InlineData("answered", "callbackAt", "2026-11-01T16:00:00Z")]
    public async Task Disposition_Wrong_NamesTheField(string disposition, string field, string? callbackAt = null)
    {
        await TaskSequenceAsync("desk", "callback");
        await LeadAsync("Ana", Ana, "desk");
        var task = Text(Assert.Single(await ItemsAsync("/api/queue")), "taskId");

        using var answer = await Driver.SendAsync(HttpMethod.Post, $"/api/queue/{task}/disposition", new { disposition, by = "sam", callbackAt });

        Assert.Equal(field, Assert.Single((await FollowUpDriver.ProblemAsync(answer, HttpStatusCode.BadRequest)).Errors!).Key);
    }

    [Theory]
    [InlineData("lead.won", "the lead is won")]
    [InlineData("lead.lost", "the lead is lost", """{"reason":"already_bought"}""")]
    [InlineData("lead.booked", "the lead is booked")]
    [InlineData("optout", "the person opted out")]
    [InlineData("appointment.booked", "an appointment was booked", """{"appointmentId":"a1","startsAt":"2026-11-06T15:00:00Z","durationMinutes":60}""")]
    public async Task CallTask_ForSomebodyWhoNeedsNoCallAnyMore_IsClosedWithTheReason(string type, string why, string data = "{}")
    {
        await TaskSequenceAsync("desk", "callback");
        await TaskSequenceAsync("paper", "routine", kind: "task");
        var lead = await LeadAsync("Ana", Ana, "desk", "paper");
        Assert.Equal(2, (await ItemsAsync("/api/queue")).Count);

        await Driver.RecordAsync(lead, type, System.Text.Json.JsonDocument.Parse(data).RootElement);

        Assert.Equal("task", Text(Assert.Single(await ItemsAsync("/api/queue")), "kind"));
        Assert.Contains(why, Assert.Single(await Driver.TimelineAsync(lead), t => t.Rule == "task-closed").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Overload_DelaysTheLowestPriorityFirst_AndShowsByHowMuch()
    {
        await ProfileAsync(p => p["callCapacityPerHour"] = 2);
        await TaskSequenceAsync("low", "routine");
        await TaskSequenceAsync("high", "asap");
        for (var i = 0; i < 3; i++) await LeadAsync("Low " + i, $"+1512555051{i}", "low");
        for (var i = 0; i < 2; i++) await LeadAsync("High " + i, $"+1512555052{i}", "high");

        var items = await ItemsAsync("/api/queue");

        Assert.Equal(
            [("asap", null), ("asap", null), ("routine", "60"), ("routine", "60"), ("routine", "120")],
            items.Select(i => (Text(i, "priority"), Text(i, "delayedByMinutes"))));
        Assert.Equal("2026-11-03T15:13:20Z", Text(items[2], "delayedUntil"));
    }

    [Fact]
    public async Task Queue_WithoutACapacity_NothingIsDelayed()
    {
        await TaskSequenceAsync("low", "routine");
        for (var i = 0; i < 5; i++) await LeadAsync("Low " + i, $"+1512555053{i}", "low");

        Assert.All(await ItemsAsync("/api/queue"), i => Assert.Null(Text(i, "delayedUntil")));
    }
}
