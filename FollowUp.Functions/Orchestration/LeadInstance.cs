using System.Globalization;

namespace FollowUp.Functions.Orchestration;

/// <summary>One run of a lead's orchestration: each has an id of its own, so that no message for an old one can reach a new one.</summary>
/// <param name="LeadId">The lead.</param>
/// <param name="Epoch">Counts the lead's runs from 0.</param>
public readonly record struct LeadInstance(string LeadId, int Epoch)
{
    /// <summary>The instance id, <c>{leadId}@{epoch}</c>.</summary>
    public string Id => string.Create(CultureInfo.InvariantCulture, $"{LeadId}@{Epoch}");

    /// <summary>Reads an instance id.</summary>
    /// <exception cref="FormatException">It is not one of ours.</exception>
    public static LeadInstance Parse(string id)
    {
        var at = id.LastIndexOf('@');
        return at > 0 && int.TryParse(id.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            ? new(id[..at], epoch)
            : throw new FormatException($"'{id}' is not the id of a lead's orchestration.");
    }
}
