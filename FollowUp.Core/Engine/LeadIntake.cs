using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Stores;

namespace FollowUp.Core.Engine;

/// <summary>Finds the lead that a fact is about, or makes one: one lead per person, however many first contacts come at once.</summary>
public sealed class LeadIntake(ILeadStore store, LeadEngine engine, IIdSource ids)
{
    /// <summary>The look-up key under which a lead can be found by a carrier's id of an email.</summary>
    public static string MessageKey(string messageId) => "message:" + messageId;

    /// <summary>The look-up key under which a lead can be found by a carrier's id of a recording.</summary>
    public static string RecordingKey(string recordingId) => "recording:" + recordingId;

    /// <summary>Takes in a fact about whoever owns the contacts; a person never heard of becomes a lead.</summary>
    /// <param name="contacts">Phone numbers (E.164) and addresses (lower case), the most telling first; at least one.</param>
    /// <param name="envelope">The fact.</param>
    /// <param name="cancellation">Cancels before the fact is durable.</param>
    public async Task<(string LeadId, bool IsNew)> TakeInAsync(
        IReadOnlyList<string> contacts, EventEnvelope envelope, CancellationToken cancellation)
    {
        var owners = new string?[contacts.Count];
        for (var i = 0; i < contacts.Count; i++) owners[i] = await store.FindByContactAsync(contacts[i], cancellation);
        var leadId = owners.FirstOrDefault(o => o is not null) ?? ids.NewLeadId();

        // The first contact settles who the lead is; a further one that belongs to somebody else stays theirs. What is owned is not
        // claimed again: it would cost the store a write to find out.
        leadId = owners[0] ?? await store.ClaimContactAsync(contacts[0], leadId, cancellation);
        for (var i = 1; i < contacts.Count; i++)
            if (owners[i] is null) await store.ClaimContactAsync(contacts[i], leadId, cancellation);
        return (leadId, await engine.RecordAsync(leadId, envelope, cancellation));
    }

    /// <summary>Takes in a fact about a known lead, which may teach us a new way to reach them.</summary>
    public async Task<bool> TakeInAsync(string leadId, EventEnvelope envelope, CancellationToken cancellation)
    {
        foreach (var contact in ContactsIn(envelope.Data))
            if (await store.FindByContactAsync(contact, cancellation) is null) await store.ClaimContactAsync(contact, leadId, cancellation);
        return await engine.RecordAsync(leadId, envelope, cancellation);
    }

    /// <summary>The contacts that a fact speaks of, the most telling first.</summary>
    public static IReadOnlyList<string> ContactsIn(LeadEvent fact) => fact switch
    {
        LeadEvent.LeadSubmitted s => [.. new[] { s.Phone, s.Email }.OfType<string>()],
        LeadEvent.LeadChanged { Patch: var s } => [.. new[] { s.Phone, s.Email }.OfType<string>()],
        LeadEvent.CallMissed c => [c.From],
        LeadEvent.CallAnswered c => [c.From],
        LeadEvent.MessageReceived m => [m.From],
        _ => [],
    };
}
