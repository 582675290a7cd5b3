using System.Text.Json;
using FollowUp.Core.Sequences;
using FollowUp.Testing.Driving;
using NodaTime;

namespace FollowUp.LocalHost.Tests.Seeds;

public sealed class SellerFollowUpTests(SeedHost host) : SeedScenarios(host)
{
    private static readonly DateTimeZone Eastern = DateTimeZoneProviders.Tzdb["America/New_York"];

    private static Sequence Seller => SequenceLibrary.All.Single(s => s.Id == "seller-follow-up");

    [Fact]
    public void Sequence_Has23ActionsOfEmailsTextsVoicemailsAndTasks()
    {
        Assert.Equal(23, Seller.Steps.Length);
        var kinds = Seller.Steps.SelectMany(s => s.Actions).Select(a => a.GetType()).Distinct().ToHashSet();
        Assert.Equal(
            [typeof(SequenceAction.SendText), typeof(SequenceAction.SendEmail), typeof(SequenceAction.LeaveVoicemail), typeof(SequenceAction.OpenTask)], kinds);
        Assert.True(Seller.Steps[0].Actions.Length > 2); // any number of messages and tasks in one action
        Assert.IsType<SequenceAction.OpenTask>(Assert.Single(Seller.Steps[^1].Actions));
    }

    [Fact]
    public async Task Sequence_OfAHundredActionsWithManyMessagesAndTasksEach_IsSavedAndRuns()
    {
        static object[] Many(int day) =>
        [
            .. Enumerable.Range(1, 3).Select(n => (object)new { type = "email", subject = $"Day {day}, {n}", text = $"Message {n} of day {day}" }),
            .. Enumerable.Range(1, 2).Select(n => (object)new { type = "task", text = $"Task {n} of day {day}" }),
        ];
        await Driver.SendAsync<JsonElement>(HttpMethod.Put, "/api/sequences/hundred", new
        {
            id = "hundred", name = "A hundred actions", purpose = "conversational", timeZone = "America/Denver",
            steps = Enumerable.Range(0, 100).Select(day => day == 0
                ? new { id = "d0", at = "0d", window = (string?)null, actions = Many(0) }
                : new { id = "d" + day, at = day + "d", window = (string?)"09:00-10:00", actions = Many(day) }),
        });
        var person = await PersonAsync();
        await EnrollAsync(person, "hundred");

        await Driver.AdvanceAsync("P100D");

        var mails = await SentAsync(person, "email");
        Assert.Equal(300, mails.Count);
        Assert.Equal(Start, mails[2].At);
        Assert.All(mails.Skip(3), m => Assert.Equal(9, m.At.InZone(DateTimeZoneProviders.Tzdb["America/Denver"]).Hour));
        Assert.Equal(200, (await Driver.LeadAsync(person.Id)).Tasks.Count);
    }

    [Fact]
    public async Task StartedOnAMonday_Action1AtOnceAction2OnWednesdayAction3OnThursday()
    {
        var monday = await NextAsync(IsoDayOfWeek.Monday, 9);
        var person = await SellerAsync();
        await Driver.AdvanceAsync("P4D");

        var touches = await ReachedAsync(person);
        Assert.Equal(["sms", "email", "sms", "email"], touches.Select(t => t.Channel));
        Assert.All(touches.Take(2), t => Assert.Equal(monday, t.At));
        Assert.Equal([IsoDayOfWeek.Wednesday, IsoDayOfWeek.Thursday], touches.Skip(2).Select(t => t.At.InZone(Eastern).DayOfWeek));
    }

    [Fact]
    public async Task Actions2To23_Between2And3InTheAfternoonEasternDaysFromTheStart()
    {
        var person = await SellerAsync();
        await Driver.AdvanceAsync("P91D");

        var later = (await SentAsync(person)).Where(i => i.At > Start).ToList();
        Assert.All(later, i => Assert.Equal(14, i.At.InZone(Eastern).Hour));
        var first = Start.InZone(Eastern).Date;
        Assert.Equal(Seller.Steps.Skip(1).Select(s => (int)s.At.Approximate.TotalDays), later.Select(i => Period.DaysBetween(first, i.At.InZone(Eastern).Date)));
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("email")]
    public async Task SellerResponds_IsOffTheSequenceAndThePersonInChargeIsTold(string channel)
    {
        var person = await PersonAsync(("owner", "kim"), ("sequences", In("seller-follow-up")));
        await Driver.AdvanceAsync("P6D");

        await HappensAsync(person, "message.received", new { channel, text = "Make me an offer", from = channel == "sms" ? person.Phone : $"ana{person.Phone[1..]}@example.net" });

        Assert.Empty(await PlanAsync(person));
        var notice = (await SentAsync(person, "notification"))[^1];
        Assert.Equal("+15125550112", notice.To); // Kim
        Assert.Contains("Make me an offer", notice.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoResponse_TheLastActionIsATaskForThePersonInCharge()
    {
        var person = await PersonAsync(("owner", "kim"), ("sequences", In("seller-follow-up")));
        await Driver.AdvanceAsync("P91D");

        var last = (await SentAsync(person))[^1];
        Assert.Equal(("notification", "+15125550112", Day(90)), (last.Channel, last.To, Local(last).Date));
        Assert.StartsWith("Ana Ruiz", (await Driver.LeadAsync(person.Id)).Tasks[^1].Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RinglessVoicemail_NeedsConsentToCalls()
    {
        var agreed = await SellerAsync();
        var silent = await PersonAsync(("consent", new { sms = new { given = true, source = "form" } }), ("sequences", In("seller-follow-up")));

        await Driver.AdvanceAsync("P8D");

        Assert.Single(await SentAsync(agreed, "voicemail"));
        Assert.Empty(await SentAsync(silent, "voicemail"));
        Assert.Contains(await Driver.TimelineAsync(silent.Id), t => t is { Channel: "voicemail", Status: "suppressed", Rule: "no-consent" });
    }

    [Fact]
    public async Task Variants_SameLeadSameOneAndBothAreUsed()
    {
        static object Variant(string id) => new { id, actions = new[] { new { type = "sms", text = $"Variant {id}. Reply STOP to opt out." } } };
        await Driver.SendAsync<JsonElement>(HttpMethod.Put, "/api/sequences/compared", new
        {
            id = "compared", name = "Compared", purpose = "conversational",
            steps = new object[] { new { id = "ask", at = "0s", variants = new[] { Variant("one"), Variant("two") } } },
        });

        var heard = new List<string>();
        for (var i = 0; i < 24; i++)
        {
            var person = await PersonAsync();
            await EnrollAsync(person, "compared");
            await EnrollAsync(person, "compared");
            var texts = (await SentAsync(person, "sms")).Select(t => t.Text).ToList();
            Assert.Equal(2, texts.Count);
            heard.Add(Assert.Single(texts.Distinct()));
        }

        Assert.Equal(2, heard.Distinct().Count());
    }

    private Task<Person> SellerAsync() => PersonAsync(("sequences", In("seller-follow-up")));
}
