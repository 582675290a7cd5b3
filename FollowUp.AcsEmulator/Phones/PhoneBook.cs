using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.Phones;

/// <summary>Every phone anyone has ever named, and the one lock under which calls and phones change.</summary>
internal sealed class PhoneBook(IEmulatorScheduler scheduler, EmulatorLog log)
{
    private readonly Dictionary<string, Phone> _phones = [];

    /// <summary>Calls are few and their steps short; one lock keeps phones, calls and media consistent without ordering rules.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Plans <paramref name="act"/> and runs it under <see cref="Gate"/>.</summary>
    public IDisposable After(TimeSpan delay, Action act) => scheduler.Schedule(delay, () =>
    {
        lock (Gate)
            act();
    });

    /// <summary>Call under <see cref="Gate"/>.</summary>
    public Phone Of(string number) => _phones.TryGetValue(number, out var phone) ? phone : _phones[number] = new Phone(number);

    public IReadOnlyList<PhoneView> All
    {
        get
        {
            lock (Gate)
                return [.. _phones.Values.Select(phone => phone.View())];
        }
    }

    public PhoneView View(string number)
    {
        lock (Gate)
            return Of(number).View();
    }

    public int? SmsError(string number)
    {
        lock (Gate)
            return Of(number).Behaviour is { Ring: RingAction.Unreachable, SmsError: null } ? 4004 : Of(number).Behaviour.SmsError;
    }

    public void Note(string number, string kind, string text, string? other = null)
    {
        lock (Gate)
            Note(Of(number), kind, text, other);
    }

    /// <summary>Call under <see cref="Gate"/>.</summary>
    public void Note(Phone phone, string kind, string text, string? other = null)
    {
        phone.Note(new PhoneEntry(scheduler.UtcNow, kind, text, other ?? phone.With));
        log.Add("phone", phone.Number, $"{kind}: {text}");
    }
}
