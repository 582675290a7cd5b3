using FollowUp.Testing.Driving;

namespace FollowUp.LocalHost.Tests.Voice;

/// <summary>Calls that a sequence places: the call-back after a no-show, whose words are "press 1 to find a new time with us now".</summary>
public sealed class OutboundCallTests : VoiceScenarios
{
    private string lead = "";

    [Fact]
    public async Task Call_Pressed1_IsPutThroughToThePersonInCharge()
    {
        await RingAsync();
        await Phones.AnswerAsync(Ana);
        var asked = Assert.Single((await Phones.SeeAsync(Ana)).Heard);
        Assert.Contains("Press 1 to find a new time with us now.", asked, StringComparison.Ordinal);
        Assert.EndsWith("Press 9 to get no more calls from us.", asked, StringComparison.Ordinal);
        await Driver.AdvanceAsync("PT8S");

        await Phones.PressAsync(Ana, "1");
        await Driver.AdvanceAsync("PT4S");
        Assert.Equal("ringing", (await Phones.SeeAsync(Sam)).State);
        await Phones.AnswerAsync(Sam);
        await Phones.SpeakAsync(Sam, "Hi Ana, this is Sam");

        Assert.Contains("Hi Ana, this is Sam", (await Phones.SeeAsync(Ana)).Heard);
        Assert.Equal("call ended: answered, 12 s, put through to (512) 555-0111", (await RowAsync("call.completed")).Text);
        Assert.Empty((await Driver.LeadAsync(lead)).Tasks);
        Assert.Equal("answered", (await CallAsync()).Status);
        Assert.All((await Driver.LeadAsync(lead)).Enrollments.Where(e => e.Sequence == "no-show"), e => Assert.NotEqual("running", e.Status));
    }

    [Fact]
    public async Task Call_SaidYes_IsTheSameAsPressing1()
    {
        await RingAsync();
        await Phones.AnswerAsync(Ana);
        await Driver.AdvanceAsync("PT8S");

        await Phones.SpeakAsync(Ana, "Yes, please");
        await Driver.AdvanceAsync("PT4S");

        Assert.Equal("ringing", (await Phones.SeeAsync(Sam)).State);
    }

    [Fact]
    public async Task Call_PersonInChargeDoesNotPickUp_IsToldAndBecomesAnUrgentTask()
    {
        await Phones.BehaveAsync(Sam, new { ring = "busy" });
        await RingAsync();
        await Phones.AnswerAsync(Ana);
        await Phones.PressAsync(Ana, "1");

        await Driver.AdvanceAsync("PT1M");

        Assert.Contains("We will call you back right away", (await Phones.SeeAsync(Ana)).Heard.Last(), StringComparison.Ordinal);
        Assert.Equal(("call", "asap"), Assert.Single((await Driver.LeadAsync(lead)).Tasks.Select(t => (t.Kind, t.Priority))));
        Assert.Equal("idle", (await Phones.SeeAsync(Ana)).State);
    }

    [Fact]
    public async Task Call_NobodySaysAnything_IsAskedThreeTimesAndLeftTheMessage()
    {
        await RingAsync();
        await Phones.ToVoicemailAsync(Ana);

        await Driver.AdvanceAsync("PT2M");

        var heard = (await Phones.SeeAsync(Ana)).Heard.ToList();
        Assert.Equal(3, heard.Count(h => h.Contains("Press 1 to find a new time", StringComparison.Ordinal)));
        Assert.Equal(2, heard.Count(h => h.StartsWith("Sorry, I did not get that.", StringComparison.Ordinal)));
        Assert.Contains("Call us at", heard[^1], StringComparison.Ordinal);
        Assert.Equal(("voicemail", "delivered"), ((await CallAsync()).Status, await StatusAsync()));
        Assert.Equal("idle", (await Phones.SeeAsync(Ana)).State);
    }

    [Fact]
    public async Task Call_WrongKeyThenRight_IsAskedAgainAndTaken()
    {
        await RingAsync();
        await Phones.AnswerAsync(Ana);
        await Phones.PressAsync(Ana, "7");
        Assert.StartsWith("Sorry, I did not get that.", (await Phones.SeeAsync(Ana)).Heard.Last(), StringComparison.Ordinal);

        await Phones.PressAsync(Ana, "1");
        await Driver.AdvanceAsync("PT4S");

        Assert.Equal("ringing", (await Phones.SeeAsync(Sam)).State);
    }

    [Theory]
    [InlineData("9", null)]
    [InlineData(null, "Stop calling me")]
    public async Task Call_WantsNoMoreCalls_IsOptedOutOfEverything(string? key, string? words)
    {
        await RingAsync();
        var before = await TextsAsync();
        await Phones.AnswerAsync(Ana);
        if (key is not null) await Phones.PressAsync(Ana, key);
        else await Phones.SpeakAsync(Ana, words!);

        await Driver.AdvanceAsync("P30D");

        Assert.Equal("call", (await Driver.LeadAsync(lead)).OptOut!.Channel);
        Assert.Equal(before, await TextsAsync());
    }

    [Theory]
    [InlineData("decline", "declined")]
    [InlineData("busy", "busy")]
    [InlineData("noAnswer", "no_answer")]
    [InlineData("unreachable", "failed")]
    public async Task Call_NotTaken_IsItsDispositionAndTheSequenceGoesOn(string ring, string disposition)
    {
        await Phones.BehaveAsync(Ana, new { ring });
        await RingAsync();
        await Driver.AdvanceAsync("PT1M");

        Assert.Equal((disposition, "failed"), ((await CallAsync()).Status, await StatusAsync()));
        await Driver.AdvanceAsync("PT20M");
        Assert.Contains(await TextsAsync(), t => t.Contains("We missed you", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Call_HungUpWhileTheWordsAreSaid_WasAnswered()
    {
        await RingAsync();
        await Phones.AnswerAsync(Ana);
        await Driver.AdvanceAsync("PT3S");
        await Phones.HangUpAsync(Ana);

        Assert.Equal("call ended: answered, 3 s", (await RowAsync("call.completed")).Text);
    }

    [Fact]
    public async Task Call_SaidNoToCalls_IsNotPlaced()
    {
        await NoShowAsync(agrees: false);

        Assert.DoesNotContain((await Phones.SeeAsync(Ana)).Log, e => e.Kind == "ringing");
    }

    [Theory]
    [InlineData("callbacks.*", "duplicate")]
    [InlineData("calls.create", "eventsFirst")]
    [InlineData("media.recognize", "eventsFirst")]
    [InlineData("calls.create", "loseResponse")]
    public async Task Call_TroubleOnTheWay_RingsOnceAndIsSettledOnce(string on, string kind)
    {
        await Phones.FaultAsync(new { kind, on, times = kind == "loseResponse" ? 1 : (int?)null });
        await Phones.BehaveAsync(Ana, new { ring = "answer", afterSeconds = 3, then = new object[] { new { press = "1", whenAsked = true } } });
        await Phones.BehaveAsync(Sam, new { ring = "answer", afterSeconds = 2, then = new object[] { new { hangUp = true, afterSeconds = 20 } } });
        await RingAsync();
        await Driver.AdvanceAsync("PT15M");

        Assert.Single((await Phones.SeeAsync(Ana)).Log, e => e.Kind == "ringing");
        Assert.Contains("put through to", (await RowAsync("call.completed")).Text, StringComparison.Ordinal);
        Assert.Equal("delivered", await StatusAsync());
    }

    [Fact]
    public async Task Call_CallbacksThatNeverCome_IsClosedAfterFiveMinutes()
    {
        await Phones.FaultAsync(new { kind = "drop", on = "callbacks.*", times = (int?)null });
        await RingAsync();

        await Driver.AdvanceAsync("PT6M");

        Assert.Equal("nobody told how it ended", (await RowAsync("call.completed")).Text);
        Assert.Equal("idle", (await Phones.SeeAsync(Ana)).State);
    }

    private Task RingAsync() => NoShowAsync(agrees: true);

    /// <summary>Ana did not come; five minutes later she is called.</summary>
    private async Task NoShowAsync(bool agrees)
    {
        var yes = new { given = true, source = "web form", text = "I agree to calls and texts about my appointment" };
        var consent = new { sms = yes, voice = yes with { given = agrees } };
        lead = (await Driver.SubmitAsync(new { name = "Ana Diaz", phone = Ana, timeZone = "America/Chicago", consent, sequences = Array.Empty<string>() })).Id;
        await Driver.RecordAsync(lead, "appointment.booked", new { appointmentId = "a1", startsAt = Start - NodaTime.Duration.FromHours(1), durationMinutes = 30, title = "roof inspection" });
        await Driver.RecordAsync(lead, "appointment.noshow", new { appointmentId = "a1" });
        await Driver.AdvanceAsync("PT5M");
    }

    private async Task<OutboxItem> CallAsync() => Assert.Single(await Driver.OutboxOfAsync(lead, "call"));

    private async Task<string?> StatusAsync() => Assert.Single(await Driver.TimelineAsync(lead), t => t is { Kind: "touch", Type: "call" }).Status;
}
