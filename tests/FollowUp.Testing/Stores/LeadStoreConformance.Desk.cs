using System.Text;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using NodaTime;

namespace FollowUp.Testing.Stores;

/// <summary>What the people's desk asks: leads by what stands out about them, and the business's documents.</summary>
public abstract partial class LeadStoreConformance
{
    private IDocumentStore Documents =>
        stores!.Documents ?? stores.Leads as IDocumentStore ?? throw new InvalidOperationException("the storage keeps no documents");

    [Fact]
    public async Task Find_LastSaid_ComesFirst_PageByPageWithoutGapOrRepeat()
    {
        // Three in every minute: a page must be able to end between leads of the same moment.
        for (var i = 0; i < 60; i++) await TalkAsync($"lead{Number(i)}", Now + Duration.FromMinutes(i / 3));
        await CommitAsync(Sample.Lead("silent", Now - Duration.FromDays(1)), 0);

        var all = await FindAllAsync(new(), 7);

        Assert.Equal(61, all.Select(l => l.Id).Distinct().Count());
        Assert.Equal(61, all.Count);
        Assert.Equal(all.Select(l => l.Talk?.At ?? l.CreatedAt).OrderDescending(), all.Select(l => l.Talk?.At ?? l.CreatedAt));
        Assert.Equal("silent", all[^1].Id);
    }

    [Fact]
    public async Task Find_SomethingIsSaid_MovesToTheFront()
    {
        await TalkAsync("a", Now);
        await TalkAsync("b", Now + Duration.FromMinutes(1));
        await TalkAsync("a", Now + Duration.FromMinutes(2), version: 1);

        Assert.Equal(["a", "b"], (await FindAllAsync(new(), 10)).Select(l => l.Id));
    }

    [Fact]
    public async Task Find_Marks_AllMustStandOut_AndGoWithWhatTheyStandFor()
    {
        await TalkAsync("a", Now, change: l => l with { Talk = l.Talk! with { Unread = 2 }, OptOut = new(Now, "sms", "STOP") });
        await TalkAsync("b", Now, change: l => l with { Tasks = [new("b-1-0.0-0", "call", "Call", Now, "sam", "asap")] });
        await CommitAsync(Sample.Lead("c"), 0);

        await FindsAsync(new() { Marks = LeadMarks.Talking }, "a", "b");
        await FindsAsync(new() { Marks = LeadMarks.Unread }, "a");
        await FindsAsync(new() { Marks = LeadMarks.Unread | LeadMarks.Tasks });
        await FindsAsync(new() { Marks = LeadMarks.Tasks }, "b");
        await FindsAsync(new() { Marks = LeadMarks.OptedOut }, "a");
        await TalkAsync("b", Now, version: 1);
        await FindsAsync(new() { Marks = LeadMarks.Tasks });
    }

    [Fact]
    public async Task Find_OwnerTextAndAppointment_Narrow()
    {
        await TalkAsync("a", Now, change: l => l with { Name = "Ana Ruiz", Owner = "kim", Phones = ["+15125550601"] });
        await TalkAsync("b", Now, change: l => l with { Name = "Ben O'Neil_50%", Emails = ["Ben@Example.net"] });
        await TalkAsync("c", Now, change: l => l with { Name = null, Owner = "sam", Appointments = [At("x", 5), At("y", 30)] });

        await FindsAsync(new() { Owner = "kim" }, "a");
        await FindsAsync(new() { Owner = "sam" }, "c");
        await FindsAsync(new() { Owner = "sam", OrUnowned = true }, "b", "c");
        await FindsAsync(new() { Text = "RUIZ" }, "a");
        await FindsAsync(new() { Text = "(512) 555-0601" }, "a");
        await FindsAsync(new() { Text = "ben@example" }, "b");
        await FindsAsync(new() { Text = "o'neil_50%" }, "b");
        await FindsAsync(new() { Text = "%" }, "b");
        await FindsAsync(new() { AppointmentFrom = Now, AppointmentBefore = Now + Duration.FromHours(24) }, "c");
        await FindsAsync(new() { AppointmentFrom = Now + Duration.FromHours(5), AppointmentBefore = Now + Duration.FromHours(6) }, "c");
        await FindsAsync(new() { AppointmentFrom = Now + Duration.FromHours(6), AppointmentBefore = Now + Duration.FromHours(30) });
        await TalkAsync("c", Now, version: 1, change: l => l with { Appointments = [At("x", 5) with { Status = AppointmentStatus.Cancelled }] });
        await FindsAsync(new() { AppointmentFrom = Now, AppointmentBefore = Now + Duration.FromHours(24) });
    }

    [Fact]
    public async Task Find_Erased_IsGone()
    {
        await TalkAsync("a", Now);
        await Store.EraseAsync("a", 1, null, None);

        Assert.Empty(await FindAllAsync(new(), 10));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task Find_CursorOfNoPage_IsAFormatException(string cursor)
    {
        await TalkAsync("a", Now);

        await Assert.ThrowsAsync<FormatException>(() => Store.FindAsync(new(), 1, cursor, None));
    }

    [Fact]
    public async Task Documents_Versions_AreAddedOnceAndTheLatestIsRead()
    {
        Assert.Null(await Documents.LatestAsync("business", None));
        Assert.True(await Documents.AddAsync("business", new(1, "one"u8.ToArray()), None));
        Assert.True(await Documents.AddAsync("business", new(2, "two"u8.ToArray()), None));
        Assert.False(await Documents.AddAsync("business", new(2, "other"u8.ToArray()), None));
        Assert.True(await Documents.AddAsync("else", new(1, "else"u8.ToArray()), None));

        var latest = await Documents.LatestAsync("business", None);
        Assert.Equal((2, "two"), (latest!.Version, Encoding.UTF8.GetString(latest.Body.Span)));
    }

    private static Appointment At(string id, int hours) => new() { Id = id, StartsAt = Now + Duration.FromHours(hours) };

    private async Task TalkAsync(string id, Instant at, long version = 0, Func<LeadState, LeadState>? change = null)
    {
        var lead = Sample.Lead(id) with { Talk = new() { At = at, Channel = "sms", Direction = "outbound", Text = "Hello", Outbound = 1 } };
        Assert.True(await CommitAsync(change is null ? lead : change(lead), version));
    }

    private async Task FindsAsync(LeadQuery query, params string[] ids) =>
        Assert.Equal(ids, (await FindAllAsync(query, 2)).Select(l => l.Id).Order(StringComparer.Ordinal));

    private async Task<List<LeadState>> FindAllAsync(LeadQuery query, int pageSize)
    {
        var all = new List<LeadState>();
        string? cursor = null;
        do
        {
            var page = await Store.FindAsync(query, pageSize, cursor, None);
            Assert.True(page.Items.Count <= pageSize);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }
}
