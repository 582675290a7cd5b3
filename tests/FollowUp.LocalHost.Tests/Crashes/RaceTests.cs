using FollowUp.Core.Stores;
using FollowUp.LocalHost.Storage;
using FollowUp.LocalHost.Tests.Scenarios;
using FollowUp.Testing.Driving;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUp.LocalHost.Tests.Crashes;

/// <summary>Something comes in between the claim of a touch and its hand-over.</summary>
public sealed class RaceTests
{
    private const string Ana = "+12125550143";

    [Theory]
    [InlineData("STOP", "withdrawn because the person opted out")]
    [InlineData("Yes please", "withdrawn because the person replied")]
    public async Task DueText_PersonWritesAfterTheClaim_IsWithdrawn(string words, string reason)
    {
        await using var race = await Race.StartAsync();
        var call = await race.Driver.CallAsync(Ana);
        race.BeforeTheNextSend(() => race.Driver.TextAsync(Ana, words));

        await race.Driver.AdvanceAsync("P3D");

        Assert.True(race.HasRun);
        Assert.DoesNotContain(await race.Driver.OutboxOfAsync(call.LeadId!, "sms"), i => i.Text.Contains("we would still like to help", StringComparison.Ordinal));
        var row = Assert.Single(await race.Driver.TimelineAsync(call.LeadId!), t => t.Step == "second-text" && t.Channel == "sms");
        Assert.Equal(("suppressed", "withdrawn", "not sent: " + reason), (row.Status, row.Rule, row.Reason));
    }

    [Fact]
    public async Task TextBack_PersonStopsBeforeItLeaves_OnlyTheConfirmationReachesThem()
    {
        await using var race = await Race.StartAsync();
        race.BeforeTheNextSend(() => race.Driver.TextAsync(Ana, "STOP"));

        var call = await race.Driver.CallAsync(Ana);
        await race.Driver.AdvanceAsync("P3D");

        Assert.Contains("you are opted out", Assert.Single(await race.Driver.OutboxOfAsync(call.LeadId!, "sms")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReplyByHand_PersonStopsBeforeItLeaves_IsWithdrawn()
    {
        await using var race = await Race.StartAsync();
        var call = await race.Driver.CallAsync(Ana);
        race.BeforeTheNextSend(() => race.Driver.TextAsync(Ana, "STOP"));

        using var answer = await race.Driver.SendAsync(HttpMethod.Post, $"/api/leads/{call.LeadId}/messages", new { channel = "sms", text = "Can we come at ten?" });

        Assert.True(race.HasRun);
        Assert.DoesNotContain(await race.Driver.OutboxOfAsync(call.LeadId!, "sms"), i => i.Text == "Can we come at ten?");
        var row = Assert.Single(await race.Driver.TimelineAsync(call.LeadId!), t => t.Text == "Can we come at ten?" && t.Kind == "touch");
        Assert.Equal(("suppressed", "withdrawn"), (row.Status, row.Rule));
    }

    [Fact]
    public async Task Confirmation_PersonSaysStopTwice_StillLeavesOnce()
    {
        await using var race = await Race.StartAsync();
        var call = await race.Driver.CallAsync(Ana);
        race.BeforeTheNextSend(() => race.Driver.TextAsync(Ana, "STOP"));

        await race.Driver.TextAsync(Ana, "Stop");

        Assert.Single(await race.Driver.OutboxOfAsync(call.LeadId!, "sms"), i => i.Text.Contains("you are opted out", StringComparison.Ordinal));
    }

    /// <summary>A host in which something can be slipped in at the last look before a send.</summary>
    private sealed class Race : IAsyncDisposable
    {
        private RunningHost? host;
        private Func<Task>? pending;

        public FollowUpDriver Driver => host!.Driver;

        public bool HasRun { get; private set; }

        public static async Task<Race> StartAsync()
        {
            var race = new Race();
            race.host = await RunningHost.StartAsync(replace: services => services.AddSingleton<ILeadStore>(s =>
                new CrashingStore(s.GetRequiredService<SqliteLeadStore>(), new CrashPoint(null), race.InterruptAsync)));
            return race;
        }

        public void BeforeTheNextSend(Func<Task> interruption) => pending = interruption;

        public ValueTask DisposeAsync() => host!.DisposeAsync();

        private async Task InterruptAsync(string leadId)
        {
            if (Interlocked.Exchange(ref pending, null) is not { } interruption) return;
            await interruption();
            HasRun = true;
        }
    }
}
