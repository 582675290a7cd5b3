namespace FollowUp.LocalHost.Tests.Voice;

/// <summary>Calls to the business, from the first ring to what the lead's timeline says of them.</summary>
public sealed class InboundCallTests : VoiceScenarios
{
    [Fact]
    public async Task Call_TakenByPressing1_ConnectsBothAndIsNotMissed()
    {
        await Phones.CallAsync(Ana);
        Assert.Equal(("ringing", "ringing"), ((await Phones.SeeAsync(Sam)).State, (await Phones.SeeAsync(Kim)).State));
        Assert.Contains("One moment please", Assert.Single((await Phones.SeeAsync(Ana)).Heard), StringComparison.Ordinal);
        await Driver.AdvanceAsync("PT6S");
        await Phones.AnswerAsync(Sam);
        Assert.Equal("A call for Lone Star Roofing, from (212) 555-0143. Press 1 to take it.", Assert.Single((await Phones.SeeAsync(Sam)).Heard));
        await Phones.SpeakAsync(Ana, "Hello?");
        Assert.DoesNotContain("Hello?", (await Phones.SeeAsync(Sam)).Heard); // a caller on hold is not heard, nor hears the whisper

        await Phones.PressAsync(Sam, "1");
        await Phones.SpeakAsync(Ana, "My roof leaks");

        Assert.Contains("My roof leaks", (await Phones.SeeAsync(Sam)).Heard);
        Assert.Equal("idle", (await Phones.SeeAsync(Kim)).State);
        await Phones.HangUpAsync(Sam);
        Assert.Equal("idle", (await Phones.SeeAsync(Ana)).State);
        await Driver.AdvanceAsync("P1D");
        Assert.Null(await LeadAsync());
        Assert.Empty(await TextsAsync());
    }

    [Fact]
    public async Task Call_OfAKnownLead_WhispersWhoItIsAndIsWrittenDownWithItsDuration()
    {
        await Driver.SubmitAsync(new { name = "Ana Diaz", phone = Ana, context = new { service = "roof repair" }, sequences = Array.Empty<string>() });
        await Phones.CallAsync(Ana);
        await Driver.AdvanceAsync("PT4S");
        await Phones.AnswerAsync(Kim);
        Assert.Contains("from Ana Diaz, about roof repair.", Assert.Single((await Phones.SeeAsync(Kim)).Heard), StringComparison.Ordinal);
        await Phones.SpeakAsync(Kim, "yes");
        await Driver.AdvanceAsync("PT90S");
        await Phones.HangUpAsync(Ana);

        Assert.Equal("call answered by kim", (await RowAsync("call.answered")).Text);
        Assert.Equal("call ended: answered, 90 s", (await RowAsync("call.completed")).Text);
        Assert.Equal("idle", (await Phones.SeeAsync(Kim)).State);
    }

    [Fact]
    public async Task Call_RungOut_IsMissedTextedBackAndGreeted()
    {
        await Phones.CallAsync(Ana);
        await Driver.AdvanceAsync("PT17S");
        Assert.Empty(await TextsAsync());

        await Driver.AdvanceAsync("PT1S");

        Assert.Contains("Sorry we missed your call", Assert.Single(await TextsAsync()), StringComparison.Ordinal);
        Assert.Equal("missed call, rang 18 s", (await RowAsync("call.missed")).Text);
        Assert.Contains("We are texting you at this number", (await Phones.SeeAsync(Ana)).Heard.Last(), StringComparison.Ordinal);
        await Driver.AdvanceAsync("PT20S");
        Assert.Equal("idle", (await Phones.SeeAsync(Ana)).State);
    }

    [Fact]
    public async Task Call_DeclinedByAll_IsMissedAtOnce()
    {
        await Phones.CallAsync(Ana);
        await Phones.DeclineAsync(Sam);
        Assert.Empty(await TextsAsync());
        await Phones.DeclineAsync(Kim);

        Assert.Single(await TextsAsync());
    }

    [Fact]
    public async Task Call_TakenByAVoicemail_IsMissedBecauseItPressesNothing()
    {
        await Phones.CallAsync(Ana);
        await Phones.ToVoicemailAsync(Sam);
        await Phones.DeclineAsync(Kim);

        await Driver.AdvanceAsync("PT30S");

        Assert.Single(await TextsAsync());
        Assert.Equal("idle", (await Phones.SeeAsync(Sam)).State);
    }

    [Theory]
    [InlineData(0, "PT0S")] // at the first ring
    [InlineData(0, "PT9S")] // while the phones ring
    [InlineData(1, "PT2S")] // while somebody is asked to press 1
    public async Task Call_CallerHangsUpBeforeAnybodyTookIt_IsMissed(int answered, string after)
    {
        await Phones.CallAsync(Ana);
        if (answered > 0) await Phones.AnswerAsync(Sam);
        await Driver.AdvanceAsync(after);

        await Phones.HangUpAsync(Ana);

        Assert.Single(await TextsAsync());
        Assert.Equal(("idle", "idle"), ((await Phones.SeeAsync(Sam)).State, (await Phones.SeeAsync(Kim)).State));
    }

    [Fact]
    public async Task Call_WhileClosed_GoesStraightToTheGreeting()
    {
        await Driver.AdvanceAsync("PT9H"); // 19:00 in Austin

        await Phones.CallAsync(Ana);

        Assert.Single(await TextsAsync());
        Assert.StartsWith("You have reached Lone Star Roofing", Assert.Single((await Phones.SeeAsync(Ana)).Heard), StringComparison.Ordinal);
        Assert.DoesNotContain((await Phones.SeeAsync(Sam)).Log, e => e.Kind == "ringing");
    }

    [Fact]
    public async Task Call_ForwardedByTheCarrierBecauseNobodyPickedUp_IsAMiss()
    {
        await AnswerWithAsync(new { answering = "forwarded", greeting = "We are on a roof. Look at your texts." });

        await Phones.BehaveAsync(Sam, new { ring = "noAnswer", afterSeconds = 20, forwardTo = "+18335550100" });
        await Phones.CallAsync(Ana, new { to = Sam });
        await Driver.AdvanceAsync("PT19S");
        Assert.Null(await LeadAsync());
        await Driver.AdvanceAsync("PT1S");

        Assert.Single(await TextsAsync());
        Assert.Equal("We are on a roof. Look at your texts.", (await Phones.SeeAsync(Ana)).Heard.Last());
    }

    [Fact]
    public async Task Call_PhonesRingInOrder_TheNextWhenTheFirstDoesNotTakeIt()
    {
        await AnswerWithAsync(new { ring = "inOrder", ringSeconds = 15 });

        await Phones.CallAsync(Ana);
        Assert.Equal(("ringing", "idle"), ((await Phones.SeeAsync(Sam)).State, (await Phones.SeeAsync(Kim)).State));
        await Driver.AdvanceAsync("PT15S");
        Assert.Equal(("idle", "ringing"), ((await Phones.SeeAsync(Sam)).State, (await Phones.SeeAsync(Kim)).State));
        await Phones.AnswerAsync(Kim);
        await Phones.PressAsync(Kim, "1");
        await Phones.SpeakAsync(Kim, "Kim here");

        Assert.Contains("Kim here", (await Phones.SeeAsync(Ana)).Heard);
        Assert.Empty(await TextsAsync());
    }

    [Fact]
    public async Task Call_MessageLeft_IsAnnouncedRecordedAndInTheConversation()
    {
        await AnswerWithAsync(new { answering = "forwarded", takesMessages = true });

        await Phones.CallAsync(Ana);
        Assert.EndsWith("It will be recorded.", Assert.Single((await Phones.SeeAsync(Ana)).Heard), StringComparison.Ordinal);
        await Driver.AdvanceAsync("PT20S");
        await Phones.SpeakAsync(Ana, "Please call me about my gutters");
        await Driver.AdvanceAsync("PT5S");
        await Phones.HangUpAsync(Ana);

        Assert.StartsWith("Left a voice message of", (await RowAsync("note.added")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("events.IncomingCall", "duplicate")]
    [InlineData("callbacks.*", "duplicate")]
    [InlineData("callbacks.*", "reorder")]
    [InlineData("calls.answer", "eventsFirst")]
    [InlineData("participants.add", "eventsFirst")]
    [InlineData("calls.answer", "loseResponse")]
    [InlineData("calls.answer", "error")]
    public async Task Call_TroubleOnTheWay_IsStillMissedOnce(string on, string kind)
    {
        await Phones.FaultAsync(new { kind, on, times = kind is "error" or "loseResponse" ? 1 : (int?)null, status = 503 });

        await Phones.CallAsync(Ana);
        await Driver.AdvanceAsync("PT5M");

        Assert.Single(await TextsAsync());
        Assert.NotNull(await RowAsync("call.missed"));
        Assert.Equal("idle", (await Phones.SeeAsync(Ana)).State);
    }

    [Theory]
    [InlineData("callbacks.CallConnected")]
    [InlineData("callbacks.AddParticipantFailed")]
    [InlineData("callbacks.*")]
    public async Task Call_CallbacksThatNeverCome_TheCallIsClosedAndMissed(string on)
    {
        await Phones.FaultAsync(new { kind = "drop", on, times = (int?)null });

        await Phones.CallAsync(Ana);
        await Driver.AdvanceAsync("PT10M");

        Assert.Single(await TextsAsync());
        Assert.Equal("idle", (await Phones.SeeAsync(Ana)).State);
    }

    [Theory]
    [InlineData("callbacks.*", "duplicate")]
    [InlineData("participants.add", "eventsFirst")]
    public async Task Call_TroubleOnTheWay_IsStillTakenOnce(string on, string kind)
    {
        await Driver.SubmitAsync(new { name = "Ana Diaz", phone = Ana, sequences = Array.Empty<string>() });
        await Phones.FaultAsync(new { kind, on, times = (int?)null });

        await Phones.CallAsync(Ana);
        await Phones.AnswerAsync(Sam);
        await Phones.PressAsync(Sam, "1");
        await Driver.AdvanceAsync("PT30S");
        await Phones.HangUpAsync(Ana);

        Assert.NotNull(await RowAsync("call.answered"));
        Assert.NotNull(await RowAsync("call.completed"));
        Assert.Empty(await TextsAsync());
    }
}
