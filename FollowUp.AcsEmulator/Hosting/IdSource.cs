namespace FollowUp.AcsEmulator.Hosting;

/// <summary>Every id the emulator makes. Seeded, a run repeats to the letter.</summary>
internal sealed class IdSource(int? seed)
{
    private readonly Random? _random = seed is { } value ? new Random(value) : null;
    private readonly Lock _gate = new();

    public Guid NewGuid()
    {
        if (_random is null)
            return Guid.NewGuid();
        Span<byte> bytes = stackalloc byte[16];
        lock (_gate)
            _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    public string New() => NewGuid().ToString("D");

    public string Short() => NewGuid().ToString("N")[..8];
}
