using System.Globalization;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;
using FollowUp.Core.Timelines;
using NodaTime;

namespace FollowUp.Testing.Stores;

/// <summary>The ports of one storage; may be the same object.</summary>
public sealed record StoresUnderTest(ILeadStore Leads, ISequenceStore Sequences, IDocumentStore? Documents = null);

/// <summary>What every store has to do. A test class per store inherits these facts and says how its store is made, empty.</summary>
public abstract partial class LeadStoreConformance : IAsyncLifetime
{
    private StoresUnderTest? stores;

    /// <summary>How many leads the list is paged over: more where the storage has pages of its own.</summary>
    protected virtual int ManyLeads => 1_200;

    /// <summary>The store.</summary>
    protected ILeadStore Store => stores!.Leads;

    /// <summary>The sequences beside it.</summary>
    protected ISequenceStore Sequences => stores!.Sequences;

    protected static CancellationToken None => CancellationToken.None;

    protected static Instant Now => Sample.Now;

    /// <summary>Makes an empty store.</summary>
    protected abstract Task<StoresUnderTest> CreateAsync();

    /// <summary>Takes away what the store leaves behind; the store itself has been disposed.</summary>
    protected virtual Task RemoveAsync() => Task.CompletedTask;

    public async Task InitializeAsync() => stores = await CreateAsync();

    public async Task DisposeAsync()
    {
        if (stores?.Leads is IAsyncDisposable leads) await leads.DisposeAsync();
        if (stores?.Sequences is IAsyncDisposable sequences) await sequences.DisposeAsync();
        await RemoveAsync();
    }

    /// <summary>Commits on the version given; the rest is nothing unless said.</summary>
    protected Task<bool> CommitAsync(
        LeadState state,
        long version,
        IReadOnlyList<string>? seen = null,
        IReadOnlyList<TimelineEntry>? entries = null,
        IReadOnlyList<TimelineChange>? changes = null,
        Instant? wakeAt = null) =>
        Store.CommitAsync(new LeadCommit(state, version, seen ?? [], entries ?? [], changes ?? [], wakeAt), None);

    /// <summary>A whole timeline, page by page.</summary>
    protected async Task<List<TimelineEntry>> TimelineAsync(string lead, int pageSize)
    {
        var all = new List<TimelineEntry>();
        string? cursor = null;
        do
        {
            var page = await Store.TimelineAsync(lead, pageSize, cursor, None);
            Assert.True(page.Items.Count <= pageSize);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }

    /// <summary>A whole list, page by page.</summary>
    protected async Task<List<LeadState>> ListAsync(LeadFilter filter, int pageSize)
    {
        var all = new List<LeadState>();
        string? cursor = null;
        do
        {
            var page = await Store.ListAsync(filter, pageSize, cursor, None);
            Assert.True(page.Items.Count <= pageSize);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }

    /// <summary>Runs something for 0, 1, 2 ... all at once.</summary>
    protected static Task<T[]> AllAtOnceAsync<T>(int count, Func<int, Task<T>> run)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tasks = Enumerable.Range(0, count).Select(i => Task.Run(async () =>
        {
            await start.Task;
            return await run(i);
        })).ToArray();
        start.SetResult();
        return Task.WhenAll(tasks);
    }

    /// <summary>Keys that have caught stores out before.</summary>
    public static TheoryData<string> OddIds => new(
        "a/b\\c#d?e%f", "%2F", "it's \"quoted\"", "line\nbreak\ttab", "na\u00efve \u00fcber \u5b57 \ud83d\ude00", "..", " ",
        "'; DROP TABLE lead; --",
        new string('x', 511) + "/", string.Concat(Enumerable.Repeat("\u00e9\u5b57", 256)));

    /// <summary>Contacts of every shape.</summary>
    public static TheoryData<string> OddContacts => new(
        "+15125550142", "dana+jobs@example.com", "o'brien@example.com", "m\u00fcller@b\u00fccher.example", "a/b#c?d%e@example.com",
        new string('y', 200) + "@example.com");

    private static string Number(int number) => number.ToString("d5", CultureInfo.InvariantCulture);
}
