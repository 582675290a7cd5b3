using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Seeds;

public sealed class AppointmentTests(SeedHost host) : SeedScenarios(host)
{
    private const string Directions = "Second gate on the left.";
    private const string Parking = "Park in the driveway.";

    [Fact]
    public async Task Booking_IsConfirmedWithin5MinutesAndRemindedOf24HoursTheMorningAnd2HoursBefore()
    {
        var person = await BookedAsync(14);

        await Driver.AdvanceToAsync(At(Day(3), 14));

        var texts = await SentAsync(person, "sms");
        Assert.Equal(4, texts.Count);
        Assert.InRange(texts[0].At - Start, Duration.Zero, Duration.FromMinutes(5));
        Assert.Contains("you are booked for a tour", texts[0].Text, StringComparison.Ordinal);
        Assert.Equal(At(Day(2), 14), texts[1].At);
        Assert.All(new[] { "12 Oak St", Directions, Parking }, part => Assert.Contains(part, texts[1].Text, StringComparison.Ordinal));
        Assert.Equal((Day(3), 9), (Local(texts[2]).Date, Local(texts[2]).Hour));
        Assert.Equal(At(Day(3), 12), texts[3].At);
        Assert.Contains("Almost time! Sam", texts[3].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NotConfirmed24HoursBefore_IsAskedToReplyConfirmOrCall()
    {
        var person = await BookedAsync(14);

        await Driver.AdvanceToAsync(At(Day(2), 15));

        Assert.EndsWith("Reply CONFIRM or call (833) 555-0100.", (await SentAsync(person, "sms"))[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONFIRM")]
    [InlineData("Confirmed, thank you!")]
    public async Task Confirm_ByText_IsRecordedAndTheRemindersGoOn(string answer)
    {
        var person = await BookedAsync(14);
        await Driver.TextAsync(person.Phone, answer);

        await Driver.AdvanceToAsync(At(Day(3), 14));

        Assert.Equal("confirmed", (await RecordOfAsync(person)).GetProperty("appointments")[0].GetProperty("status").GetString());
        var texts = await SentAsync(person, "sms");
        Assert.Equal(4, texts.Count);
        Assert.DoesNotContain("CONFIRM", texts[1].Text, StringComparison.Ordinal);
        Assert.Contains(Directions, texts[1].Text, StringComparison.Ordinal);
        Assert.Contains(await SentAsync(person, "notification"), n => n.Text.Contains(answer, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EarlyAppointment_IsRemindedOfInTheMorningByEmail()
    {
        var person = await BookedAsync(8);

        await Driver.AdvanceToAsync(At(Day(3), 8));

        var mail = (await SentAsync(person, "email"))[^1];
        Assert.Equal((At(Day(3), 6), "This morning: a tour"), (mail.At, mail.Subject));
        Assert.All(await SentAsync(person, "sms"), t => Assert.NotEqual(Day(3), Local(t).Date)); // no text at six in the morning
    }

    [Fact]
    public async Task NoShow_IsCalledBackWithANewTimeOffered()
    {
        var person = await BookedAsync(14);
        await Driver.AdvanceToAsync(At(Day(3), 14, 20));

        await HappensAsync(person, "appointment.noshow", new { appointmentId = person.Id });
        await Driver.AdvanceAsync("PT1H");

        var call = Assert.Single(await SentAsync(person, "call"));
        Assert.Contains("new time", call.Text, StringComparison.Ordinal);
        Assert.InRange(call.At - At(Day(3), 14, 20), Duration.Zero, Duration.FromMinutes(10));
        Assert.Contains("Pick a new time: https://lonestar.example/book", (await SentAsync(person, "sms"))[^1].Text, StringComparison.Ordinal);

        await BookAsync(person, "again", At(Day(6), 14));
        Assert.DoesNotContain(await PlanAsync(person), i => i.Sequence == "no-show");
    }

    [Fact]
    public async Task Rescheduled_RemindersMove()
    {
        var person = await BookedAsync(14);
        await Driver.AdvanceAsync("PT1H");

        await HappensAsync(person, "appointment.rescheduled", new { appointmentId = person.Id, startsAt = Iso(At(Day(6), 14)), durationMinutes = 60 });
        await Driver.AdvanceToAsync(At(Day(8), 14));

        var texts = await SentAsync(person, "sms");
        Assert.Equal([Day(0), Day(0), Day(5), Day(6), Day(6)], texts.Select(t => Local(t).Date));
        Assert.All(texts.Skip(1), t => Assert.Contains(t.Text.Contains("today", StringComparison.Ordinal) || t.Text.Contains("Almost", StringComparison.Ordinal) ? "2:00 PM" : "12 Oak St", t.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Cancelled_RemindersStop()
    {
        var person = await BookedAsync(14);

        await HappensAsync(person, "appointment.cancelled", new { appointmentId = person.Id });

        Assert.Empty(await PlanAsync(person));
    }

    [Fact]
    public async Task BookedForInAFewHours_OnlyWhatStillMakesSenseIsSent()
    {
        var person = await PersonAsync();

        await BookAsync(person, person.Id, Start + Duration.FromHours(3));
        await Driver.AdvanceAsync("P1D");

        var texts = await SentAsync(person, "sms");
        Assert.Equal([Start, Start + Duration.FromHours(1)], texts.Select(t => t.At));
        Assert.Contains("Reply CONFIRM", texts[0].Text, StringComparison.Ordinal);
    }

    private async Task<Person> BookedAsync(int hour)
    {
        var person = await PersonAsync();
        await BookAsync(person, person.Id, At(Day(3), hour));
        return person;
    }

    private Task BookAsync(Person person, string id, Instant at) => HappensAsync(
        person, "appointment.booked",
        new { appointmentId = id, startsAt = Iso(at), durationMinutes = 60, title = "a tour", place = "12 Oak St", directions = Directions, parking = Parking });
}
