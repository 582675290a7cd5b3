using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;
using FollowUp.Core.Leads;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FollowUp.Dispatch;

/// <summary>Waits between two tries.</summary>
public delegate Task DispatchDelay(TimeSpan wait, CancellationToken cancellation);

/// <summary>
/// Pushes bookings to the field-service software of the business. A board looks for the job before it makes one, so a try whose answer was
/// lost is simply tried again: here while the caller waits, and as often as the engine allows after that.
/// </summary>
public sealed class DispatchCarrier(
    IEnumerable<IDispatchBoard> boards, IPlaybookSource playbooks, DispatchDelay delay, ILogger<DispatchCarrier> log) : ICarrier<Outbound.Booking>
{
    private const int UsualMinutes = 60;
    private const int LaterSeconds = 60;
    internal static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(400);
    private static readonly Duration LongestJob = Duration.FromDays(1);

    // The webhook that brought the booking waits for this, and so does what is sent after it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Outbound.Booking message, CancellationToken cancellation)
    {
        if (boards.FirstOrDefault(b => b.Name == message.System) is not { } board)
            return new SendResult.Failed($"There is no field-service software called '{message.System}'.");

        var zone = (await playbooks.CurrentAsync(cancellation)).Business.Zone;
        var work = WorkOf(message.Lead, message.Appointment, zone);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        for (var tried = 1; ; tried++)
        {
            try
            {
                var job = await board.PushAsync(work, patience.Token);
                log.Pushed(work.AppointmentId, board.Title, job.Id, job.WasThere);
                return new SendResult.Sent(job.Id);
            }
            catch (BoardException e) when (e.Fault == BoardFault.Passing && tried < Backoff.MaxTries && !patience.IsCancellationRequested)
            {
                log.TriedInVain(work.AppointmentId, board.Title, tried, e.Message);
                await delay(Backoff.After(tried, work.AppointmentId, FirstWait), cancellation);
            }
            catch (BoardException e)
            {
                log.NotPushed(work.AppointmentId, board.Title, e.Message);
                return ResultOf(e);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                log.NotPushed(work.AppointmentId, board.Title, "no answer in time");
                return new SendResult.Busy($"{board.Title} did not answer in time.", LaterSeconds);
            }
        }
    }

    /// <summary>What a board needs to know, from what we know.</summary>
    internal static BookedWork WorkOf(LeadState lead, Appointment appointment, DateTimeZone zone)
    {
        var minutes = appointment.DurationMinutes > 0 ? appointment.DurationMinutes : UsualMinutes;
        var names = (lead.Name ?? lead.Phone ?? lead.Email ?? "Customer").Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var customer = new Customer(
            names[0], names.Length > 1 ? names[1] : "", lead.Phone, lead.Email, lead.Appointments.Any(a => a.Status == AppointmentStatus.Completed));
        return new(
            appointment.Id, appointment.StartsAt, appointment.StartsAt + Duration.Min(Duration.FromMinutes(minutes), LongestJob), zone,
            appointment.Title ?? lead.Context?.Service ?? "Appointment", NotesOf(lead, appointment), customer,
            PostalAddress.Read(appointment.Place ?? lead.Context?.Location));
    }

    private static string NotesOf(LeadState lead, Appointment appointment)
    {
        (string Label, string? Text)[] notes =
        [
            ("Service", lead.Context?.Service), ("Urgency", lead.Context?.Urgency), ("They said", lead.Context?.Message),
            ("Place", appointment.Place), ("Directions", appointment.Directions), ("Parking", appointment.Parking),
        ];
        return string.Join('\n', notes.Where(n => !string.IsNullOrWhiteSpace(n.Text)).Select(n => $"{n.Label}: {n.Text!.ReplaceLineEndings(" ").Trim()}"));
    }

    // A passing fault may have made the job. To the engine it is "later" all the same: the next try finds the job before it makes one.
    private static SendResult ResultOf(BoardException e) => e.Fault switch
    {
        BoardFault.Busy => new SendResult.Busy(e.Message, (int)Math.Ceiling((e.RetryAfter ?? TimeSpan.FromSeconds(LaterSeconds)).TotalSeconds)),
        BoardFault.Passing => new SendResult.Busy(e.Message, LaterSeconds),
        _ => new SendResult.Failed(e.Message),
    };
}
