using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using FollowUp.AcsEmulator.Rest;

namespace FollowUp.AcsEmulator.EventGrid;

/// <summary>A list, and a folder when one is configured: <c>subscription/yyyy/MM/dd/HH/id.json</c>, as in the storage container.</summary>
internal sealed class DeadLetterStore(string? folder)
{
    private readonly ConcurrentQueue<DeadLetter> _letters = new();

    public IReadOnlyList<DeadLetter> All => [.. _letters];

    public void Add(DeadLetter letter)
    {
        _letters.Enqueue(letter);
        if (folder is null)
            return;
        var hour = letter.LastDeliveryAttemptTime.ToString("yyyy/MM/dd/HH", CultureInfo.InvariantCulture);
        var path = Path.Combine(folder, letter.Subscription, hour);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, $"{letter.EventId}.json"), JsonSerializer.Serialize(letter, EmulatorJson.Options));
    }
}
