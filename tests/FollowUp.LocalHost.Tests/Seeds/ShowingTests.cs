using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Seeds;

public sealed class ShowingTests(SeedHost host) : SeedScenarios(host)
{
    [Fact]
    public async Task AfterAShowing_FeedbackIsAskedForWithin6Hours()
    {
        var person = await ShownAsync();

        var text = Assert.Single(await SentAsync(person, "sms"));
        Assert.InRange(text.At - Start, Duration.Zero, Duration.FromHours(6));
        Assert.Contains("How was your tour of the loft? Reply 1) Love it 2) Maybe 3) Not for us", text.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("Love it!")]
    public async Task Feedback1_SchedulesTheInspectionAndThenTalksOfFinancing(string answer)
    {
        var person = await ShownAsync();

        await Driver.TextAsync(person.Phone, answer);
        Assert.Contains("inspection", (await SentAsync(person, "sms"))[^1].Text, StringComparison.Ordinal);
        Assert.Contains((await Driver.LeadAsync(person.Id)).Tasks, t => t.Title.Contains("set up the inspection", StringComparison.Ordinal));
        await Driver.AdvanceAsync("P3D");

        Assert.Contains("financing", (await SentAsync(person, "sms"))[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feedback2_IsCheckedInOnAfter7Days()
    {
        var person = await ShownAsync();

        await Driver.TextAsync(person.Phone, "2) maybe");

        var next = Assert.Single(await PlanAsync(person));
        Assert.Equal(("feedback-interested", Day(7)), (next.Sequence, next.DueAt.InZone(Austin).Date));
        Assert.StartsWith("Just checking in on the loft. Any questions? Call Sam at (512) 555-0111", next.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Feedback3_OffersAlternatives()
    {
        var person = await ShownAsync();

        await Driver.TextAsync(person.Phone, "3");

        Assert.Contains("alternatives to the loft", (await SentAsync(person, "sms"))[^1].Text, StringComparison.Ordinal);
        Assert.Contains((await Driver.LeadAsync(person.Id)).Tasks, t => t.Title.Contains("send alternatives", StringComparison.Ordinal));
        Assert.Empty(await PlanAsync(person));
    }

    [Fact]
    public async Task FeedbackInterested_SaidToTheTeam_IsCheckedInOnAfter7Days()
    {
        var person = await PersonAsync();

        await HappensAsync(person, "feedback.given", new { choice = "interested" });

        Assert.Equal(Day(7), Assert.Single(await PlanAsync(person)).DueAt.InZone(Austin).Date);
    }

    [Theory]
    [InlineData("1", "To book what comes next", null)]
    [InlineData("2", "Sam will call you about it", "they want to talk")]
    [InlineData("3", "put it right", "was not happy with the roof check")]
    public async Task AfterAVisit_FeedbackIsAskedForWithin6HoursAndEachAnswerGoesItsOwnWay(string answer, string text, string? task)
    {
        var person = await PersonAsync();
        await HappensAsync(person, "appointment.booked", new { appointmentId = person.Id, startsAt = Iso(Start), durationMinutes = 60, title = "the roof check" });
        await HappensAsync(person, "appointment.completed", new { appointmentId = person.Id });
        await Driver.AdvanceAsync("PT6H");
        Assert.Contains("how did we do with the roof check? Reply 1) Great", (await SentAsync(person, "sms"))[^1].Text, StringComparison.Ordinal);

        await Driver.TextAsync(person.Phone, answer);

        Assert.Contains(text, (await SentAsync(person, "sms"))[^1].Text, StringComparison.Ordinal);
        var tasks = (await Driver.LeadAsync(person.Id)).Tasks;
        if (task is null) Assert.Empty(tasks);
        else Assert.Contains(task, Assert.Single(tasks).Title, StringComparison.Ordinal);
    }

    private async Task<Person> ShownAsync()
    {
        var person = await PersonAsync();
        await HappensAsync(person, "showing.completed", new { property = "the loft" });
        await Driver.AdvanceAsync("PT6H");
        return person;
    }
}
