using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Serialization;
using FollowUp.Core.Timelines;
using NodaTime;

namespace FollowUp.Testing.Stores;

/// <summary>Contacts and events.</summary>
public abstract partial class LeadStoreConformance
{
    [Fact]
    public async Task ClaimContact_FiftyAtOnce_OneOwner()
    {
        var owners = await AllAtOnceAsync(50, i => Store.ClaimContactAsync("+15125550142", $"lead{i}", None));

        var owner = Assert.Single(owners.Distinct());
        Assert.Equal(owner, await Store.FindByContactAsync("+15125550142", None));
    }

    [Theory]
    [MemberData(nameof(OddContacts))]
    public async Task ClaimContact_OddContact_IsFoundExactly(string contact)
    {
        Assert.Null(await Store.FindByContactAsync(contact, None));
        Assert.Equal("a", await Store.ClaimContactAsync(contact, "a", None));
        Assert.Equal("a", await Store.ClaimContactAsync(contact, "b", None));

        Assert.Equal("a", await Store.FindByContactAsync(contact, None));
        Assert.Null(await Store.FindByContactAsync(contact + "x", None));
        Assert.Null(await Store.FindByContactAsync(contact[1..], None));
    }

    [Fact]
    public async Task ClaimContact_SecondContactOfALead_BothFindIt()
    {
        await Store.ClaimContactAsync("+15125550142", "a", None);
        await Store.ClaimContactAsync("dana@example.com", "a", None);

        Assert.Equal("a", await Store.FindByContactAsync("+15125550142", None));
        Assert.Equal("a", await Store.FindByContactAsync("dana@example.com", None));
    }

    [Fact]
    public async Task Load_UnknownLead_IsEmpty()
    {
        var lead = await Store.LoadAsync("nobody", None);

        Assert.Null(lead.State);
        Assert.Equal(0, lead.Version);
        Assert.Empty(lead.Unseen);
    }

    [Fact]
    public async Task Append_BeforeAnyDecision_IsUnseenAndDue()
    {
        Assert.True(await Store.AppendAsync("a", Sample.Missed("e1"), Now, None));

        var lead = await Store.LoadAsync("a", None);
        Assert.Null(lead.State);
        Assert.Equal(0, lead.Version);
        Assert.Equal(Sample.Missed("e1"), Assert.Single(lead.Unseen));
        Assert.Equal(["a"], await Store.DueAsync(Now, 10, None));
    }

    [Fact]
    public async Task Append_SameIdTwentyAtOnce_IsTakenOnce()
    {
        var taken = await AllAtOnceAsync(20, _ => Store.AppendAsync("a", Sample.Missed("e1"), Now, None));

        Assert.Single(taken, t => t);
        Assert.Single((await Store.LoadAsync("a", None)).Unseen);
    }

    [Fact]
    public async Task Append_SameIdAfterItWasSeen_IsARepeat()
    {
        await Store.AppendAsync("a", Sample.Missed("e1"), Now, None);
        await CommitAsync(Sample.Lead("a"), 0, seen: ["e1"]);

        Assert.False(await Store.AppendAsync("a", Sample.Missed("e1"), Now, None));
        Assert.Empty((await Store.LoadAsync("a", None)).Unseen);
        Assert.Null(await Store.NextDueAsync(None));
    }

    [Fact]
    public async Task Append_SameIdOnAnotherLead_IsAnotherEvent()
    {
        Assert.True(await Store.AppendAsync("a", Sample.Missed("e1"), Now, None));
        Assert.True(await Store.AppendAsync("b", Sample.Missed("e1"), Now, None));
    }

    [Fact]
    public async Task Append_InAnyOrder_GivesTheSameLead()
    {
        EventEnvelope[] events = [.. Enumerable.Range(0, 10).Select(i => Sample.Missed($"e{i}", Now - Duration.FromMinutes(i)))];
        foreach (var one in events) await Store.AppendAsync("a", one, Now, None);
        foreach (var one in events.Reverse()) await Store.AppendAsync("b", one, Now, None);

        var (a, b) = (await Store.LoadAsync("a", None), await Store.LoadAsync("b", None));
        Assert.Equal(events, a.Unseen.OrderBy(e => e.Id, StringComparer.Ordinal));
        Assert.Equal(events, b.Unseen.OrderBy(e => e.Id, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OddIds))]
    public async Task Append_OddId_IsKeptAndKnownAgain(string id)
    {
        Assert.True(await Store.AppendAsync("a", Sample.Missed(id), Now, None));
        Assert.True(await Store.AppendAsync("a", Sample.Missed(id + "2"), Now, None));
        Assert.False(await Store.AppendAsync("a", Sample.Missed(id), Now, None));

        var unseen = (await Store.LoadAsync("a", None)).Unseen;
        Assert.Equal([id, id + "2"], unseen.Select(e => e.Id).OrderBy(e => e.Length));
        Assert.True(await CommitAsync(Sample.Lead("a"), 0, seen: [id]));
        Assert.False(await Store.AppendAsync("a", Sample.Missed(id), Now, None));
        Assert.Equal(id + "2", Assert.Single((await Store.LoadAsync("a", None)).Unseen).Id);
    }

    [Fact]
    public async Task Append_LongText_ComesBackAsItWas()
    {
        var written = new EventEnvelope("e1", Now, new LeadEvent.MessageReceived("email", new string('\u5b57', 100_000), "d@example.com"));
        await Store.AppendAsync("a", written, Now, None);

        Assert.Equal(StoredJson.Write(written), StoredJson.Write(Assert.Single((await Store.LoadAsync("a", None)).Unseen)));
    }

    [Fact]
    public async Task IsCurrent_OnlyAtItsVersionWithNothingUnseen()
    {
        await CommitAsync(Sample.Lead("a"), 0);
        var version = (await Store.LoadAsync("a", None)).Version;

        Assert.True(await Store.IsCurrentAsync("a", version, None));
        Assert.False(await Store.IsCurrentAsync("a", version - 1, None));
        Assert.False(await Store.IsCurrentAsync("a", version + 1, None));

        await Store.AppendAsync("a", Sample.Missed("e1"), Now, None);
        Assert.False(await Store.IsCurrentAsync("a", version, None));

        await CommitAsync(Sample.Lead("a"), version, seen: ["e1"]);
        Assert.False(await Store.IsCurrentAsync("a", version, None));
        Assert.True(await Store.IsCurrentAsync("a", (await Store.LoadAsync("a", None)).Version, None));
    }

    [Fact]
    public async Task Erase_RemovesEverythingAndFreesContacts()
    {
        await Store.ClaimContactAsync("+15125550142", "a", None);
        await Store.ClaimContactAsync("dana@example.com", "a", None);
        await Store.ClaimContactAsync("+15125550143", "b", None);
        await Store.AppendAsync("a", Sample.Missed("e1"), Now, None);
        TimelineEntry[] rows = [.. Enumerable.Range(1, 120).Select(seq => Sample.Row(seq))];
        await CommitAsync(Sample.Lead("a"), 0, seen: ["e1"], entries: rows[..80], wakeAt: Now);
        await CommitAsync(Sample.Lead("a"), (await Store.LoadAsync("a", None)).Version, entries: rows[80..], wakeAt: Now);
        await CommitAsync(Sample.Lead("b"), 0, entries: [Sample.Row(1)], wakeAt: Now);

        Assert.True(await Store.EraseAsync("a", 2, null, None));
        Assert.False(await Store.EraseAsync("a", 2, null, None));

        var gone = await Store.LoadAsync("a", None);
        Assert.Null(gone.State);
        Assert.Equal(0, gone.Version);
        Assert.Empty(gone.Unseen);
        Assert.Empty(await TimelineAsync("a", 50));
        Assert.Equal(["b"], await Store.DueAsync(Now, 10, None));
        Assert.Equal("b", Assert.Single(await ListAsync(new(), 10)).Id);
        Assert.Null(await Store.FindByContactAsync("+15125550142", None));
        Assert.Equal("c", await Store.ClaimContactAsync("+15125550142", "c", None));
        Assert.Equal("c", await Store.ClaimContactAsync("dana@example.com", "c", None));
        Assert.Single(await TimelineAsync("b", 50));

        // Nothing of it is left to take a new event for a repeat, or to put an old row into a new timeline.
        Assert.True(await Store.AppendAsync("a", Sample.Missed("e1"), Now, None));
        Assert.True(await CommitAsync(Sample.Lead("a"), 0, seen: ["e1"], entries: [Sample.Row(1)]));
        Assert.Single(await TimelineAsync("a", 50));
    }

    [Fact]
    public async Task Erase_UnknownLead_IsFalse() => Assert.False(await Store.EraseAsync("nobody", 0, null, None));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Erase_AnotherVersionOrAnUnseenEvent_ErasesNothing(bool keep)
    {
        var remains = keep ? Sample.Lead("a") : null;
        await CommitAsync(Sample.Lead("a"), 0, entries: [Sample.Row(1)]);
        Assert.False(await Store.EraseAsync("a", 2, remains, None));

        await Store.AppendAsync("a", Sample.Missed("e1"), Now, None);
        Assert.False(await Store.EraseAsync("a", 1, remains, None));

        Assert.Single(await TimelineAsync("a", 50));
        Assert.Single((await Store.LoadAsync("a", None)).Unseen);
    }

    [Fact]
    public async Task Erase_WithRemains_KeepsThemTheirContactsAndNothingElse()
    {
        foreach (var contact in new[] { "+15125550142", "dana@example.com", "message:1" }) await Store.ClaimContactAsync(contact, "a", None);
        await Store.AppendAsync("a", Sample.Missed("e1"), Now, None);
        TimelineEntry[] rows = [.. Enumerable.Range(1, 120).Select(seq => Sample.Row(seq))];
        await CommitAsync(Sample.Lead("a"), 0, seen: ["e1"], entries: rows[..80], wakeAt: Now);
        await CommitAsync(Sample.Lead("a"), 1, entries: rows[80..], wakeAt: Now);
        var remains = new LeadState { Id = "a", CreatedAt = Now, Phones = ["+15125550142"], Seq = 120 };

        Assert.True(await Store.EraseAsync("a", 2, remains, None));

        var left = await Store.LoadAsync("a", None);
        Assert.Equal(StoredJson.Write(remains), StoredJson.Write(left.State!));
        Assert.Empty(left.Unseen);
        Assert.Empty(await TimelineAsync("a", 50));
        Assert.Empty(await Store.DueAsync(Now, 10, None));
        Assert.Equal("a", Assert.Single(await ListAsync(new(Phone: "+15125550142"), 10)).Id);
        Assert.Null(await Store.FindByContactAsync("dana@example.com", None));
        Assert.Null(await Store.FindByContactAsync("message:1", None));

        // It lives on from there, and a decision made before does not.
        Assert.False(await CommitAsync(Sample.Lead("a"), 2));
        Assert.True(await CommitAsync(remains with { Seq = 121 }, left.Version, entries: [Sample.Row(121)]));
        Assert.Equal(121, Assert.Single(await Store.LatestAsync("a", 10, None)).Seq);
    }

    [Fact]
    public async Task Erase_BetweenLoadAndCommit_CommitLoses()
    {
        await CommitAsync(Sample.Lead("a"), 0);
        var version = (await Store.LoadAsync("a", None)).Version;
        await Store.EraseAsync("a", version, null, None);

        Assert.False(await CommitAsync(Sample.Lead("a"), version));
        Assert.Null((await Store.LoadAsync("a", None)).State);
    }
}
