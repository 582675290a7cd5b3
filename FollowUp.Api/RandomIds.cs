using System.Security.Cryptography;
using FollowUp.Core.Engine;

namespace FollowUp.Api;

/// <summary>Ids as both hosts make them.</summary>
public sealed class RandomIds : IIdSource
{
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <inheritdoc/>
    public string NewLeadId() => RandomNumberGenerator.GetString(Alphabet, 14);

    /// <inheritdoc/>
    public string NewEventId() => Guid.CreateVersion7().ToString("n");
}
