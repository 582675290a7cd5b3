using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Touches;
using FollowUp.Testing.Engine;
using FollowUp.Testing.Journeys;
using FollowUp.Testing.Stores;

namespace FollowUp.Core.Tests.Engine;

public sealed class LeadEngineTests : IDisposable
{
    private static readonly LeadEvent Missed = new LeadEvent.CallMissed("c1", "+15125550142", "+18335550100", 18);
    private readonly InMemoryLeadStore store = new();
    private readonly RecordingCarrier carrier = new();
    private readonly TestClock clock = new(Plans.Tuesday);
    private readonly SilentBell bell = new();
    private readonly StoredPlaybook playbooks;
    private readonly LeadEngine engine;
    private readonly LeadIntake intake;

    public LeadEngineTests()
    {
        playbooks = new(store, Plans.Roofer, clock, null);
        engine = new(store, playbooks, carrier.Everywhere, bell, clock);
        intake = new(store, engine, new CountingIds());
    }

    public void Dispose() => playbooks.Dispose();

    [Fact]
    public async Task TakeInAsync_MissedCall_IsAnsweredAtOnce()
    {
        var (lead, isNew) = await Take("e1", Missed);

        Assert.True(isNew);
        Assert.Equal(["sms", "notification"], carrier.Sent.Select(m => m.Touch.Channel.Word()));
        var rows = (await store.TimelineAsync(lead, 50, null, default)).Items;
        Assert.Equal(["event", "decision", "touch", "touch"], rows.Select(r => r.Kind));
        Assert.All(rows.Where(r => r.Kind == "touch"), r => Assert.Equal(TouchStatus.Sent, r.Status));
        Assert.Equal(Plans.Tuesday + Duration.FromHours(1), bell.WakeAt);
        Assert.Equal(bell.WakeAt, await store.NextDueAsync(default));
    }

    [Fact]
    public async Task TakeInAsync_TheSameFactTwice_IsARepeat()
    {
        await Take("e1", Missed);
        var (_, isNew) = await Take("e1", Missed);

        Assert.False(isNew);
        Assert.Equal(2, carrier.Sent.Count);
    }

    [Fact]
    public async Task TakeInAsync_WhoeverAskedGoesAwayMeanwhile_EveryTouchLeavesAndIsRecorded()
    {
        using var gone = new CancellationTokenSource();
        carrier.Answer = async _ =>
        {
            await gone.CancelAsync();
            return new SendResult.Sent(null);
        };

        var (lead, _) = await intake.TakeInAsync(["+15125550142"], new("e1", Plans.Tuesday, Missed), gone.Token);

        Assert.Equal(2, carrier.Sent.Count);
        Assert.All((await store.TimelineAsync(lead, 50, null, default)).Items.Where(r => r.Kind == "touch"), r => Assert.Equal(TouchStatus.Sent, r.Status));
    }

    [Fact]
    public async Task TakeInAsync_FiftyAtOnce_MakeOneLeadAndOneText()
    {
        carrier.Answer = async _ =>
        {
            await Task.Yield();
            return new SendResult.Sent(null);
        };

        var leads = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => Task.Run(() => Take("e" + i, Missed))));

        Assert.Single(leads.Select(l => l.LeadId).Distinct());
        Assert.Single(carrier.Sent, m => m is Outbound.Sms);
        Assert.Equal(carrier.Sent.Count, carrier.Sent.Select(m => m.Touch.Id).Distinct().Count());
    }

    [Fact]
    public async Task AdvanceAsync_NothingNew_DoesNothing()
    {
        var (lead, _) = await Take("e1", Missed);
        var before = await store.LoadAsync(lead, default);

        Assert.Equal(bell.WakeAt, await engine.AdvanceAsync(lead, default));

        Assert.Equal(before.Version, (await store.LoadAsync(lead, default)).Version);
        Assert.Equal(2, carrier.Sent.Count);
    }

    [Fact]
    public async Task AdvanceAsync_LeadThatIsNotThere_IsNeverDue() => Assert.Null(await engine.AdvanceAsync("nobody", default));

    [Fact]
    public async Task AdvanceAsync_CarrierThatFallsOver_LeavesTheTouchClaimedUntilItsReport()
    {
        carrier.Answer = m => m is Outbound.Sms ? throw new HttpRequestException("cut off") : Task.FromResult<SendResult>(new SendResult.Sent(null));
        var (lead, _) = await Take("e1", Missed);
        var touch = carrier.Sent[0].Touch.Id;
        Assert.Equal(TouchStatus.Claimed, await StatusOf(lead, touch));

        await intake.TakeInAsync(lead, new("r1", clock.Now, new LeadEvent.MessageDelivery(touch, null, "delivered")), default);

        Assert.Equal(TouchStatus.Delivered, await StatusOf(lead, touch));
        Assert.Single(carrier.Sent, m => m is Outbound.Sms);
    }

    [Fact]
    public async Task AdvanceAsync_OptOutWhileTheFirstTouchLeaves_KeepsTheRestBack()
    {
        await playbooks.SaveAsync(
            Plans.Sequence("two", Plans.Step("a", "0s", Plans.Text("first"), Plans.Email("second"))) with { EnrollOn = [new("note.added")] }, null, default);
        var (lead, _) = await Take("e0", new LeadEvent.MessageReceived("sms", "Hi", "+15125550142"));
        await intake.TakeInAsync(lead, new("e1", clock.Now, new LeadEvent.LeadChanged(new() { Email = "dana@example.com" })), default);
        carrier.Answer = async m =>
        {
            if (m.Text == "first") await store.AppendAsync(lead, new("stop", clock.Now, new LeadEvent.OptedOut()), clock.Now, default);
            return new SendResult.Sent(null);
        };

        await intake.TakeInAsync(lead, new("e2", clock.Now, new LeadEvent.NoteAdded("go")), default);

        Assert.Contains(carrier.Sent, m => m.Text == "first");
        Assert.DoesNotContain(carrier.Sent, m => m.Text == "second");
    }

    [Fact]
    public async Task AdvanceAsync_BusyCarrier_ComesBackWhenItSaid()
    {
        carrier.Answer = m => Task.FromResult<SendResult>(m is Outbound.Sms && m.Touch.Occurrence == 0 ? new SendResult.Busy("429", 60) : new SendResult.Sent(null));
        var (lead, _) = await Take("e1", Missed);
        Assert.Equal(clock.Now + Duration.FromSeconds(60), bell.WakeAt);

        clock.Now += Duration.FromSeconds(60);
        await engine.AdvanceAsync(lead, default, wasDue: true);

        Assert.Equal(2, carrier.Sent.Count(m => m is Outbound.Sms));
    }

    [Fact]
    public async Task TakeInAsync_ContactOfSomebodyElse_StaysTheirs()
    {
        var (first, _) = await Take("e1", Missed);
        var other = await intake.TakeInAsync(["dana@example.com"], new("e2", clock.Now, new LeadEvent.LeadSubmitted { Email = "dana@example.com" }), default);

        var (third, _) = await intake.TakeInAsync(
            ["+15125550142", "dana@example.com"], new("e3", clock.Now, new LeadEvent.LeadSubmitted { Phone = "+15125550142", Email = "dana@example.com" }), default);

        Assert.NotEqual(first, other.LeadId);
        Assert.Equal(first, third);
        Assert.Equal(other.LeadId, await store.FindByContactAsync("dana@example.com", default));
    }

    private Task<(string LeadId, bool IsNew)> Take(string id, LeadEvent fact) => intake.TakeInAsync(["+15125550142"], new EventEnvelope(id, clock.Now, fact), default);

    private async Task<TouchStatus?> StatusOf(string lead, string touch) =>
        (await store.TimelineAsync(lead, 100, null, default)).Items.Single(r => r.TouchId == touch).Status;
}
