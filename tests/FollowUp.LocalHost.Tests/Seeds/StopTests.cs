using FollowUp.Core.Sequences;
using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Seeds;

/// <summary>Whatever reaches the person ends with their reply, a booking or an opt-out.</summary>
public sealed class StopTests(SeedHost host) : SeedScenarios(host)
{
    /// <summary>
    /// Reminders are about a booking and go on when the person writes or books something else; an opt-out and what becomes of the
    /// appointment end them.
    /// </summary>
    private const string Reminders = "appointment";

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var sequence in SequenceLibrary.All.Where(s => s.Steps.Any(Reaches)))
                foreach (var end in new[] { "reply", "email reply", "booking", "STOP" })
                    if (sequence.Id != Reminders || end == "STOP") cases.Add(sequence.Id, end);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Sequence_ReplyBookingOrOptOut_NothingMoreOfItReachesThePerson(string id, string end)
    {
        var person = await PersonAsync();
        await BeginAsync(person, id);
        var isRunning = (await Driver.LeadAsync(person.Id)).Enrollments.Single(e => e.Sequence == id).Status == "running";
        var last = SequenceLibrary.All.Single(s => s.Id == id).Steps.Max(s => s.At.Approximate);
        Assert.Equal(isRunning, last > Duration.Zero || id is "school-year" or "lease-end" or "job-start" or "appointment");
        var before = (await ReachedAsync(person)).Count;

        await EndAsync(person, end);
        if (end == "STOP") await Driver.AdvanceAsync("P100D");

        Assert.DoesNotContain(await PlanAsync(person), i => i.Sequence == id);
        Assert.DoesNotContain((await Driver.LeadAsync(person.Id)).Enrollments, e => e.Sequence == id && e.Status == "running");
        if (end != "STOP") return;
        var confirmation = Assert.Single((await ReachedAsync(person)).Skip(before));
        Assert.Contains("opted out", confirmation.Text, StringComparison.Ordinal);
    }

    private static bool Reaches(Step step) =>
        step.Actions.Any(a => a is SequenceAction.SendText or SequenceAction.SendEmail or SequenceAction.MakeCall or SequenceAction.LeaveVoicemail);

    private Task BeginAsync(Person person, string id) => id switch
    {
        "appointment" => HappensAsync(person, "appointment.booked", new { appointmentId = "a1", startsAt = Iso(At(Day(4), 14)), durationMinutes = 60 }),
        "no-show" => NoShowAsync(person),
        "lease-end" or "job-start" or "school-year" => HappensAsync(
            person, "signal.detected", new { kind = id switch { "lease-end" => "lease_end", "job-start" => "job_start", _ => "school" }, date = Day(40).ToString("uuuu-MM-dd", null) }),
        _ => EnrollAsync(person, id),
    };

    private async Task NoShowAsync(Person person)
    {
        await HappensAsync(person, "appointment.booked", new { appointmentId = "a1", startsAt = Iso(Start), durationMinutes = 60 });
        await HappensAsync(person, "appointment.noshow", new { appointmentId = "a1" });
    }

    private Task EndAsync(Person person, string end) => end switch
    {
        "reply" => Driver.TextAsync(person.Phone, "Let me think about it"),
        "email reply" => HappensAsync(person, "message.received", new { channel = "email", text = "Let me think", from = $"ana{person.Phone[1..]}@example.net" }),
        "booking" => HappensAsync(person, "appointment.booked", new { appointmentId = "a2", startsAt = Iso(At(Day(5), 14)), durationMinutes = 60 }),
        _ => Driver.TextAsync(person.Phone, "STOP"),
    };
}
