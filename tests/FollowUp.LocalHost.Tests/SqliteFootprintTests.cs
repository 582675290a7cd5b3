using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;
using FollowUp.LocalHost.Storage;
using FollowUp.Testing;
using NodaTime;
using Xunit.Abstractions;

namespace FollowUp.LocalHost.Tests;

public sealed class SqliteFootprintTests(ITestOutputHelper output) : IDisposable
{
    private const int Leads = 2_000;
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly TemporaryDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task File_OfWaitingLeads_IsUnderThreeKilobytesEach()
    {
        var database = directory.File("followup.db");
        await using (var store = SqliteLeadStore.Open(database))
        {
            var together = new ParallelOptions { MaxDegreeOfParallelism = 64 };
            await Parallel.ForEachAsync(Enumerable.Range(0, Leads), together, async (i, _) => await WriteAsync(store, i));
        }

        var perLead = new FileInfo(database).Length / Leads;
        var state = Sample.WaitingLead(1);
        output.WriteLine($"{perLead} bytes per lead; state {StoredJson.Write(state).Length}, rows " +
            string.Join(' ', Sample.WaitingEntries(state).Select(r => StoredJson.Write(r).Length)));
        Assert.InRange(perLead, 1, 2_999);
    }

    /// <summary>A lead's way as it really goes: a missed call is decided on, and the result of each send is decided on again.</summary>
    private static async Task WriteAsync(SqliteLeadStore store, int number)
    {
        var state = Sample.WaitingLead(number);
        var rows = Sample.WaitingEntries(state);
        var now = state.CreatedAt;
        await store.ClaimContactAsync(state.Phone!, state.Id, None);
        await store.ClaimContactAsync(state.Email!, state.Id, None);
        await store.AppendAsync(state.Id, Sample.Missed($"{state.LastCall!.Id}:call.missed"), now, None);
        await CommitAsync([$"{state.LastCall.Id}:call.missed"], rows, [], Touches(TouchStatus.Claimed, 2));
        await store.AppendAsync(state.Id, Sample.Missed(rows[1].TouchId + ":sent"), now, None);
        await CommitAsync([rows[1].TouchId + ":sent"], [], [new(2, TouchStatus.Sent, null, null)], Touches(TouchStatus.Sent, 2));
        await store.AppendAsync(state.Id, Sample.Missed(rows[2].TouchId + ":sent"), now, None);
        await CommitAsync([rows[2].TouchId + ":sent"], [], [new(3, TouchStatus.Sent, null, null)], Touches(TouchStatus.Sent, 1));
        await store.AppendAsync(state.Id, Sample.Missed(rows[1].TouchId + ":delivered"), now, None);
        await CommitAsync([rows[1].TouchId + ":delivered"], [], [new(2, TouchStatus.Delivered, null, null)], []);

        async Task CommitAsync(string[] seen, IReadOnlyList<TimelineEntry> entries, TimelineChange[] changes, Touch[] open)
        {
            var version = (await store.LoadAsync(state.Id, None)).Version;
            Assert.True(await store.CommitAsync(
                new LeadCommit(state with { Open = [.. open] }, version, seen, entries, changes, now + Duration.FromHours(20)), None));
        }

        Touch[] Touches(TouchStatus status, int count) =>
            [.. rows.Skip(1).Take(count).Select(r => new Touch
            {
                Id = r.TouchId!, Seq = r.Seq, Channel = r.Seq == 2 ? Channel.Sms : Channel.Notification, Status = status, At = now,
                Enrollment = 1,
            })];
    }
}
