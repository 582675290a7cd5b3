using System.Net;
using System.Text;
using FollowUp.Testing;
using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Scenarios;

public sealed class WebLeadTests : HostedScenarios
{
    private const string Phone = "+12125550143";

    internal static object FullLead(string phone, string email) => new
    {
        name = "Ana Ruiz", phone, email, source = "website",
        context = new { service = "a new roof", urgency = "this month", location = "Austin", message = "Hail damage" },
        consent = new
        {
            sms = new { given = true, source = "web form", text = "I agree to texts" },
            voice = new { given = true, source = "web form", text = "I agree to calls" },
        },
    };

    [Fact]
    public async Task Submit_SameFormTwiceInParallel_IsOneLeadWithOnePlan()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Driver.SubmitAsync(FullLead(Phone, "ana@example.net"))));

        Assert.Single(answers.Select(a => a.Id).Distinct());
        Assert.Single(answers, a => a.Created);
        Assert.Single((await Driver.LeadAsync(answers[0].Id)).Enrollments);
        Assert.Single(await Driver.OutboxOfAsync(answers[0].Id, "sms"));
        var plan = (await Driver.PlanAsync(answers[0].Id)).Items;
        Assert.Equal(plan.Count, plan.Select(i => (i.Step, i.Channel)).Distinct().Count());
    }

    [Fact]
    public async Task Submit_NewLead_IsCreatedWithItsPlaceAndKnownTheNextTime()
    {
        using var first = await Driver.SendAsync(HttpMethod.Post, "/api/leads", FullLead(Phone, "ana@example.net"));
        using var second = await Driver.SendAsync(HttpMethod.Post, "/api/leads", new { email = "Ana@Example.net" });

        var (created, known) = (await FollowUpDriver.ReadAsync<SubmitAnswer>(first), await FollowUpDriver.ReadAsync<SubmitAnswer>(second));
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, second.StatusCode));
        Assert.Equal((true, false, created.Id), (created.Created, known.Created, known.Id));
        Assert.Equal("/api/leads/" + created.Id, first.Headers.Location?.OriginalString);
        Assert.Equal("new-lead", Assert.Single(created.Enrollments).Sequence);
    }

    [Fact]
    public async Task Submit_SameIdempotencyKey_IsReplayedWithTheSameAnswer()
    {
        using var first = await Driver.SendAsync(HttpMethod.Post, "/api/leads", new { phone = Phone }, key: "form-1");
        using var again = await Driver.SendAsync(HttpMethod.Post, "/api/leads", new { phone = Phone }, key: "form-1");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        var lead = Assert.Single(await Driver.LeadsOfAsync(Phone));
        Assert.Single(await Driver.TimelineAsync(lead.Id), t => t.Type == "lead.submitted");
    }

    [Fact]
    public async Task Record_SameEventOrKeyAgain_ChangesNothing()
    {
        var lead = await Driver.SubmitAsync(new { phone = Phone });

        using var first = await Driver.SendAsync(HttpMethod.Post, $"/api/leads/{lead.Id}/events", new { type = "note.added", id = "n1", data = new { text = "Call after six" } });
        using var again = await Driver.SendAsync(HttpMethod.Post, $"/api/leads/{lead.Id}/events", new { type = "note.added", id = "n1", data = new { text = "Call after six" } });
        using var keyed = await Driver.SendAsync(HttpMethod.Post, $"/api/leads/{lead.Id}/messages", new { channel = "sms", text = "On my way" }, key: "r1");
        using var replayed = await Driver.SendAsync(HttpMethod.Post, $"/api/leads/{lead.Id}/messages", new { channel = "sms", text = "On my way" }, key: "r1");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.True((await FollowUpDriver.ReadAsync<RecordAnswer>(again)).Repeated);
        Assert.True((await FollowUpDriver.ReadAsync<RecordAnswer>(replayed)).Repeated);
        Assert.Single(await Driver.OutboxOfAsync(lead.Id, "sms"), i => i.Text == "On my way");
        Assert.Single(await Driver.TimelineAsync(lead.Id), t => t.Type == "note.added");
    }

    [Theory]
    [InlineData("""{"phone":"12"}""", "phone")]
    [InlineData("""{"phone":"hello"}""", "phone")]
    [InlineData("""{}""", "phone")]
    [InlineData("""{"phone":"+12125550143","colour":"red"}""", "colour")]
    [InlineData("""{"phone":"+12125550143","context":{"servise":"roof"}}""", "context.servise")]
    [InlineData("""{"phone":"+12125550143","email":"ana"}""", "email")]
    [InlineData("""{"phone":"+12125550143","timeZone":"Texas"}""", "timeZone")]
    [InlineData("""{"phone":"+12125550143","owner":"nobody"}""", "owner")]
    [InlineData("""{"phone":"+12125550143","sequences":["no-such"]}""", "sequences[0]")]
    [InlineData("""{"phone":"+12125550143","consent":{"sms":{}}}""", "consent.sms.given")]
    [InlineData("""{"phone":"+12125550143","preferences":{"times":["noon"]}}""", "preferences.times[0]")]
    [InlineData("""{"phone":2125550143}""", "phone")]
    [InlineData("""{"phone":"+12125550143","consent":{"sms":{"given":true,"at":"yesterday"}}}""", "consent.sms.at")]
    [InlineData("""{"phone":""", "phone")]
    [InlineData("", "body")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    public async Task Submit_SomethingWrong_400NamesTheField(string json, string field)
    {
        using var response = await Driver.Http.PostAsync("/api/leads", new StringContent(json, Encoding.UTF8, "application/json"));

        var problem = await FollowUpDriver.ProblemAsync(response, HttpStatusCode.BadRequest);
        Assert.Contains(field, problem.Errors!.Keys);
        Assert.All(problem.Errors!.Values, messages => Assert.All(messages, m => Assert.False(string.IsNullOrWhiteSpace(m))));
        Assert.DoesNotContain("System.", problem.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("FollowUp.", problem.Detail, StringComparison.Ordinal);
        Assert.Empty(await Driver.LeadsOfAsync(Phone));
    }

    [Theory]
    [InlineData("(212) 555-0143")]
    [InlineData("212.555.0143")]
    [InlineData("1 212 555 0143")]
    [InlineData("+1-212-555-0143")]
    public async Task Submit_NumberAsPeopleWriteIt_IsTheSamePerson(string written)
    {
        var call = await Driver.CallAsync(Phone);

        Assert.Equal((call.LeadId, false), ((await Driver.SubmitAsync(new { phone = written })) is var a ? (a.Id, a.Created) : default));
    }

    [Fact]
    public async Task Change_OfPhoneAndName_IsFoundByTheNewNumberAndTellsWhoElseHasIt()
    {
        var ana = await Driver.SubmitAsync(new { phone = Phone, sequences = Array.Empty<string>() });
        await Driver.SubmitAsync(new { phone = "+12125550144", sequences = Array.Empty<string>() });

        var changed = await Driver.ChangeAsync(ana.Id, new { name = "Ana Ruiz", phone = "+12125550145", source = "fair" });
        using var taken = await Driver.SendAsync(HttpMethod.Patch, "/api/leads/" + ana.Id, new { phone = "+12125550144" });
        using var unknown = await Driver.SendAsync(HttpMethod.Patch, "/api/leads/" + ana.Id, new { nmae = "Ana" });

        Assert.Equal(("Ana Ruiz", "+12125550145"), (changed.Name, changed.Phone));
        Assert.Equal(ana.Id, Assert.Single(await Driver.LeadsOfAsync("+12125550145")).Id);
        await FollowUpDriver.ProblemAsync(taken, HttpStatusCode.Conflict);
        Assert.Contains("nmae", (await FollowUpDriver.ProblemAsync(unknown, HttpStatusCode.BadRequest)).Errors!.Keys);
    }

    [Fact]
    public async Task Submit_WithoutConsentToCalls_CallStepsBecomeTasksForAPerson()
    {
        var lead = await Driver.SubmitAsync(new { name = "Ana Ruiz", phone = Phone });

        await Driver.AdvanceAsync("PT10M");

        Assert.Empty(await Driver.OutboxOfAsync(lead.Id, "call"));
        Assert.Equal("call", Assert.Single((await Driver.LeadAsync(lead.Id)).Tasks).Kind);
        Assert.Contains(await Driver.TimelineAsync(lead.Id), t => t.Reason == "a person calls instead: there is no consent to automated calls");
    }

    [Fact]
    public async Task OutboundCall_Answered_EndsThePlan()
    {
        var lead = await Driver.SubmitAsync(FullLead(Phone, "ana@example.net"));
        await Driver.AdvanceAsync("PT5M");
        var ringing = Assert.Single(await Driver.OutboxOfAsync(lead.Id, "call"));

        var ended = await Driver.EndCallAsync(ringing.Id, "answered", "1");
        using var again = await Driver.SendAsync(HttpMethod.Post, $"/sim/outbound-calls/{ringing.Id}", new { disposition = "busy" });

        Assert.Equal(("ringing", "answered"), (ringing.Status, ended.Status));
        Assert.Empty((await Driver.PlanAsync(lead.Id)).Items);
        Assert.Equal("delivered", Assert.Single(await Driver.TimelineAsync(lead.Id), t => t is { Kind: "touch", Channel: "call" }).Status);
        await FollowUpDriver.ProblemAsync(again, HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task OutboundCall_NobodyPicksUp_RingsOutAndThePlanGoesOn()
    {
        var lead = await Driver.SubmitAsync(FullLead(Phone, "ana@example.net"));

        await Driver.AdvanceAsync("PT6M");

        Assert.Equal("no_answer", Assert.Single(await Driver.OutboxOfAsync(lead.Id, "call")).Status);
        Assert.Contains((await Driver.PlanAsync(lead.Id)).Items, i => i.Step == "day-1-text");
    }

    [Fact]
    public async Task Phones_ShowBothSidesOfAConversation()
    {
        await Driver.CallAsync(Phone);
        await Driver.TextAsync(Phone, "Yes please");

        var log = await Driver.PhoneAsync(Phone);

        Assert.Equal([("call", Phone), ("sms", FollowUpDriver.Business), ("sms", Phone)], log.Select(i => (i.Channel, i.From)));
        Assert.Equal("Yes please", log[^1].Text);
    }

    [Fact]
    public async Task Timeline_OfABusyLead_EveryTouchAndDecisionHasItsReasonInOrder()
    {
        var lead = await Driver.SubmitAsync(FullLead(Phone, "ana@example.net"));
        await Driver.AdvanceAsync("P8D");
        await Driver.TextAsync(Phone, "Sounds good");

        var timeline = await Driver.TimelineAsync(lead.Id);

        Assert.Equal(Enumerable.Range(1, timeline.Count), timeline.Select(t => t.Seq));
        Assert.All(timeline.Where(t => t.Kind == "decision" || t.Status == "suppressed"), t => Assert.False(string.IsNullOrWhiteSpace(t.Reason)));
        Assert.All(timeline.Where(t => t.Kind == "touch"), t => Assert.False(string.IsNullOrWhiteSpace(t.TouchId)));
        Assert.DoesNotContain(timeline, t => t.Status is "claimed" or "planned");
        Assert.All(timeline.Where(t => t.Channel is "sms" or "email" && t.Kind == "touch"), t => Assert.Equal("delivered", t.Status));
    }

    [Fact]
    public async Task Since_NarrowsTheOutboxToWhatLeftLater()
    {
        await Driver.CallAsync(Phone);
        await Driver.AdvanceAsync("PT1H");

        Assert.All(await Driver.OutboxAsync(Sample.Now + Duration.FromMinutes(1)), i => Assert.Equal(Sample.Now + Duration.FromHours(1), i.At));
        Assert.NotEmpty(await Driver.OutboxAsync(Sample.Now + Duration.FromMinutes(1)));
    }
}
