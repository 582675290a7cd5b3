using NodaTime;

namespace FollowUp.Dispatch;

/// <summary>
/// The board of a field-service system, on which booked work is put. Putting the same appointment on it again finds the job that is there
/// and moves it when the time has changed, so a repetition is harmless however the one before ended.
/// </summary>
public interface IDispatchBoard
{
    /// <summary>The name a business profile calls it by.</summary>
    string Name { get; }

    /// <summary>The name people know it by.</summary>
    string Title { get; }

    /// <summary>Puts a job on the board, or finds the one that is there.</summary>
    /// <exception cref="BoardException">It was refused or not answered; the message is in plain words and fit for a task.</exception>
    Task<PushedJob> PushAsync(BookedWork work, CancellationToken cancellation);
}

/// <summary>A job on the board.</summary>
/// <param name="Id">Its id there.</param>
/// <param name="WasThere">Whether it was there before this push.</param>
public sealed record PushedJob(string Id, bool WasThere);

/// <summary>What a board needs to know of a booking.</summary>
/// <param name="AppointmentId">The id by which the job is found again.</param>
/// <param name="StartsAt">When the work begins.</param>
/// <param name="EndsAt">When it ends.</param>
/// <param name="Zone">The zone of the business's clocks.</param>
/// <param name="Title">What is to be done.</param>
/// <param name="Notes">What the person said about it, and where it is.</param>
/// <param name="Customer">Who it is for.</param>
/// <param name="Address">Where it is; null when nobody said.</param>
public sealed record BookedWork(
    string AppointmentId, Instant StartsAt, Instant EndsAt, DateTimeZone Zone, string Title, string Notes, Customer Customer, PostalAddress? Address);

/// <summary>Who a job is for.</summary>
/// <param name="FirstName">The first word of the name; a number or address when there is no name.</param>
/// <param name="LastName">The rest of it, perhaps empty.</param>
/// <param name="Phone">E.164.</param>
/// <param name="Email">The address.</param>
/// <param name="IsKnown">Whether the business has worked for them before.</param>
public sealed record Customer(string FirstName, string LastName, string? Phone, string? Email, bool IsKnown)
{
    /// <summary>First and last name.</summary>
    public string Name => $"{FirstName} {LastName}".Trim();

    /// <summary>Whether a number on the board is theirs, however it is written there.</summary>
    public bool HasPhone(string? written) => Phone is not null && written is not null && LastTen(written) is { Length: 10 } digits && digits == LastTen(Phone);

    /// <summary>Whether an address on the board is theirs.</summary>
    public bool HasEmail(string? written) => Email is not null && string.Equals(Email, written?.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string LastTen(string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        return digits.Length > 10 ? digits[^10..] : digits;
    }
}
