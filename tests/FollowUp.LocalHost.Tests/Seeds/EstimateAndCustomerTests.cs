using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Seeds;

public sealed class EstimateAndCustomerTests(SeedHost host) : SeedScenarios(host)
{
    [Fact]
    public async Task Estimate_WithoutAnAnswer_IsFollowedUpByTextEmailAndAPerson()
    {
        var person = await EstimatedAsync();

        await Driver.AdvanceAsync("P31D");

        Assert.Equal(["sms", "email", "sms", "email"], (await ReachedAsync(person)).Select(i => i.Channel));
        Assert.Contains("the roof (USD 4,200)", (await SentAsync(person, "sms"))[0].Text, StringComparison.Ordinal);
        Assert.Equal(["call", "task"], (await Driver.LeadAsync(person.Id)).Tasks.Select(t => t.Kind));
    }

    [Theory]
    [InlineData("estimate.accepted")]
    [InlineData("estimate.declined")]
    public async Task Estimate_Judged_IsNotFollowedUpAnyMore(string type)
    {
        var person = await EstimatedAsync();
        await Driver.AdvanceAsync("P3D");

        await HappensAsync(person, type, new { estimateId = "e1" });

        Assert.Empty(await PlanAsync(person));
    }

    [Fact]
    public async Task Estimate_AnsweredWithAQuestion_IsNotFollowedUpAnyMoreAndStaysOpen()
    {
        var person = await EstimatedAsync();
        await Driver.AdvanceAsync("P3D");

        await Driver.TextAsync(person.Phone, "No idea yet, is the gutter part of it?");

        Assert.Empty(await PlanAsync(person));
        Assert.Equal("sent", await StatusAsync(person));
    }

    [Theory]
    [InlineData("Yes, go ahead", "accepted")]
    [InlineData("No thanks", "declined")]
    public async Task Estimate_AnsweredToTheQuestion_IsRecorded(string answer, string status)
    {
        var person = await EstimatedAsync();
        await Driver.AdvanceAsync("P5D");

        await Driver.TextAsync(person.Phone, answer);

        Assert.Equal(status, await StatusAsync(person));
        Assert.Empty(await PlanAsync(person));
    }

    [Fact]
    public async Task PastCustomer_IsReactivatedByTextAndEmailAndThenAPersonDecides()
    {
        var person = await PersonAsync();
        await EnrollAsync(person, "past-customers");

        await Driver.AdvanceAsync("P15D");

        Assert.Equal(["sms", "email", "sms"], (await ReachedAsync(person)).Select(i => i.Channel));
        Assert.Contains("Past customers go first", (await ReachedAsync(person))[0].Text, StringComparison.Ordinal);
        Assert.Equal("task", Assert.Single((await Driver.LeadAsync(person.Id)).Tasks).Kind);
    }

    [Fact]
    public async Task PastCustomer_WithoutWrittenConsent_GetsNoText()
    {
        var person = await PersonAsync(("consent", new { sms = new { given = true, source = "import" } }));
        await EnrollAsync(person, "past-customers");

        await Driver.AdvanceAsync("P15D");

        Assert.Equal(["email"], (await ReachedAsync(person)).Select(i => i.Channel));
        Assert.Contains(await Driver.TimelineAsync(person.Id), t => t.Rule == "no-consent");
    }

    private async Task<string?> StatusAsync(Person person) => (await RecordOfAsync(person)).GetProperty("estimates")[0].GetProperty("status").GetString();

    private async Task<Person> EstimatedAsync()
    {
        var person = await PersonAsync();
        await HappensAsync(person, "estimate.sent", new { estimateId = "e1", amount = 4200, currency = "USD", title = "the roof" });
        return person;
    }
}
