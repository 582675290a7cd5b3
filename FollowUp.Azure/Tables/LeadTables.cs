using Azure.Data.Tables;

namespace FollowUp.Azure.Tables;

/// <summary>The tables of a storage account that hold the leads. Names take a prefix, so that several businesses can share an account.</summary>
public sealed class LeadTables(TableServiceClient service, string prefix = "")
{
    /// <summary>A partition per lead: its state, events and timeline.</summary>
    internal TableClient Leads { get; } = service.GetTableClient(prefix + "leads");

    /// <summary>Who owns a phone number, an address or a carrier's message id; insert-only.</summary>
    internal TableClient Contacts { get; } = service.GetTableClient(prefix + "contacts");

    /// <summary>Hints at when leads are due.</summary>
    internal TableClient Due { get; } = service.GetTableClient(prefix + "due");

    /// <summary>Leads, the newest first and the most lately active first: an index each.</summary>
    internal TableClient Listing { get; } = service.GetTableClient(prefix + "listing");

    /// <summary>The business's sequences.</summary>
    internal TableClient Sequences { get; } = service.GetTableClient(prefix + "sequences");

    /// <summary>Calls while they last.</summary>
    internal TableClient Calls { get; } = service.GetTableClient(prefix + "calls");

    /// <summary>Makes the tables that are not there yet.</summary>
    public Task CreateAsync(CancellationToken cancellation) =>
        Task.WhenAll(All.Select(table => table.CreateIfNotExistsAsync(cancellation)));

    /// <summary>Drops the tables with all that is in them.</summary>
    public Task DeleteAsync(CancellationToken cancellation) => Task.WhenAll(All.Select(table => table.DeleteAsync(cancellation)));

    private IEnumerable<TableClient> All => [Leads, Contacts, Due, Listing, Sequences, Calls];
}
