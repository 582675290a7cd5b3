using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Seeds;

public sealed class PreferenceTests(SeedHost host) : SeedScenarios(host)
{
    [Theory]
    [InlineData("morning", 1, 8, 11)]
    [InlineData("evening", 0, 17, 20)]
    [InlineData("afternoon", 0, 14, 17)]
    public async Task CallTimePreferred_CallsAreMadeInIt(string time, int day, int from, int until)
    {
        var person = await PersonAsync();
        await HappensAsync(person, "preference.stated", new { times = new[] { time } });
        await HappensAsync(person, "appointment.booked", new { appointmentId = person.Id, startsAt = Iso(At(Day(0), 14)), durationMinutes = 60 });
        await Driver.AdvanceToAsync(At(Day(0), 14, 30));

        await HappensAsync(person, "appointment.noshow", new { appointmentId = person.Id });
        await Driver.AdvanceAsync("P2D");

        var call = Local(Assert.Single(await SentAsync(person, "call")));
        Assert.Equal(Day(day), call.Date);
        Assert.InRange(call.Hour, from, until - 1);
    }

    [Fact]
    public async Task WeekdaysPreferred_WhatComesDueAtTheWeekendWaitsForMonday()
    {
        var person = await PersonAsync(("preferences", new { times = Array.Empty<string>(), days = "weekdays" }));
        await NextAsync(IsoDayOfWeek.Saturday, 10);

        await HappensAsync(person, "showing.completed", new { property = "the loft" });
        await Driver.AdvanceAsync("P3D");

        Assert.Equal(IsoDayOfWeek.Monday, Local(Assert.Single(await ReachedAsync(person))).DayOfWeek);
    }

    [Fact]
    public async Task WeekendOnlyPerson_IsLeftAloneUntilTheyAsk()
    {
        var person = await PersonAsync();
        await HappensAsync(person, "preference.stated", new { times = Array.Empty<string>(), days = "weekends" });
        await EnrollAsync(person, "new-lead");
        await Driver.AdvanceAsync("P30D");
        Assert.Empty(await ReachedAsync(person));
        Assert.Contains(await Driver.TimelineAsync(person.Id), t => t.Rule == "weekends-only");

        var at = await Driver.NowAsync() + Duration.FromDays(1);
        await HappensAsync(person, "callback.requested", new { at = Iso(at) });
        await Driver.AdvanceAsync("P2D");

        Assert.Contains((await Driver.LeadAsync(person.Id)).Tasks, t => t is { Kind: "call", Priority: "scheduled" });
        Assert.Equal(at, (await SentAsync(person, "notification"))[^1].At);
    }

    [Theory]
    [InlineData("morning", 8, 11)]
    [InlineData("evening", 17, 20)]
    public async Task CallTimePreferred_CallBacksOfThePeopleComeIntoTheQueueInIt(string time, int from, int until)
    {
        var person = await PersonAsync(("preferences", new { times = new[] { time } }));
        foreach (var _ in Enumerable.Range(0, 2)) await CalledAsync(person, "no_answer");
        await Driver.AdvanceAsync("PT3H");

        var again = Assert.Single(await PlanAsync(person), i => i.Sequence == "call-retry-next-day").DueAt.InZone(Austin);
        Assert.InRange(again.Hour, from, until - 1);
        Assert.True(again.Date >= Day(1));
    }

    [Fact]
    public async Task WeekendOnlyPerson_InACallCampaign_NobodyIsAskedToCallThem()
    {
        var person = await PersonAsync(("preferences", new { times = Array.Empty<string>(), days = "weekends" }), ("sequences", In("call-campaign")));

        await Driver.AdvanceAsync("P61D");

        Assert.Empty((await Driver.LeadAsync(person.Id)).Tasks);
        Assert.Empty(await SentAsync(person));
    }

    [Fact]
    public async Task FrequencyTolerance_OneTouchAWeek_IsKept()
    {
        var person = await PersonAsync(("preferences", new { times = Array.Empty<string>(), maxTouchesPerWeek = 1 }));
        await EnrollAsync(person, "new-lead");

        await Driver.AdvanceAsync("P60D");

        var touches = await ReachedAsync(person);
        Assert.InRange(touches.Count, 4, 9);
        Assert.All(touches.Zip(touches.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= Duration.FromDays(7)));
    }

    [Fact]
    public async Task CallbackAtAnExactTime_IsDueThenInTheZoneOfTheOneWhoAsked()
    {
        var person = await PersonAsync(("timeZone", "America/Los_Angeles"));
        var at = At(Day(2), 17); // three in the afternoon in Los Angeles

        await HappensAsync(person, "callback.requested", new { at = Iso(at) });
        await Driver.AdvanceAsync("P3D");

        var task = Assert.Single((await Driver.LeadAsync(person.Id)).Tasks);
        Assert.Equal(("call", "scheduled"), (task.Kind, task.Priority));
        Assert.Contains("3:00 PM", task.Title, StringComparison.Ordinal);
        Assert.Equal(at, Assert.Single(await SentAsync(person, "notification")).At);
    }
}
