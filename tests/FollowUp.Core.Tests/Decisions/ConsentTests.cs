using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Testing.Journeys;
using static FollowUp.Testing.Journeys.Plans;

namespace FollowUp.Core.Tests.Decisions;

public class ConsentTests
{
    // Design section 6. "contact": the person called once and agreed to nothing; "express": agreed, without the words they agreed
    // to; "written": with them; "no": said no; "none": never made contact and agreed to nothing.
    [Theory]
    [InlineData("sms", "conversational", "none", "no-consent")]
    [InlineData("sms", "conversational", "contact", "sent")]
    [InlineData("sms", "conversational", "express", "sent")]
    [InlineData("sms", "conversational", "written", "sent")]
    [InlineData("sms", "conversational", "no", "no-consent")]
    [InlineData("sms", "informational", "none", "no-consent")]
    [InlineData("sms", "informational", "contact", "no-consent")]
    [InlineData("sms", "informational", "express", "sent")]
    [InlineData("sms", "informational", "written", "sent")]
    [InlineData("sms", "informational", "no", "no-consent")]
    [InlineData("sms", "promotional", "contact", "no-consent")]
    [InlineData("sms", "promotional", "express", "no-consent")]
    [InlineData("sms", "promotional", "written", "sent")]
    [InlineData("sms", "promotional", "no", "no-consent")]
    [InlineData("email", "conversational", "none", "sent")]
    [InlineData("email", "informational", "none", "sent")]
    [InlineData("email", "promotional", "none", "sent")]
    [InlineData("email", "promotional", "no", "no-consent")]
    [InlineData("email", "conversational", "no", "no-consent")]
    [InlineData("voicemail", "conversational", "contact", "no-consent")]
    [InlineData("voicemail", "conversational", "express", "sent")]
    [InlineData("voicemail", "informational", "express", "sent")]
    [InlineData("voicemail", "promotional", "express", "no-consent")]
    [InlineData("voicemail", "promotional", "written", "sent")]
    [InlineData("voicemail", "informational", "no", "no-consent")]
    [InlineData("call", "conversational", "contact", "person-calls")]
    [InlineData("call", "informational", "express", "sent")]
    [InlineData("call", "promotional", "express", "person-calls")]
    [InlineData("call", "promotional", "written", "sent")]
    public void Decide_PurposeAndChannel_NeedTheirConsent(string channel, string purpose, string consent, string expected)
    {
        SequenceAction action = channel switch
        {
            "sms" => Text(), "email" => Email(), "call" => Call(), _ => new SequenceAction.LeaveVoicemail("Hello"),
        };
        var given = consent switch
        {
            "express" => new Consent(true, "phone call"),
            "written" => Written,
            "no" => new Consent(false, "form"),
            _ => null,
        };
        var lead = Caller() with { Consent = new(given, given, given), LastInboundAt = consent == "none" ? null : Tuesday };
        var sequence = Sequence("plan", Step("only", "0s", action)) with { Purpose = Enum.Parse<Purpose>(purpose, ignoreCase: true) };

        var journey = new Journey(lead, Playbook(sequence)).Enter("plan");

        if (expected == "sent") Assert.Equal([channel], journey.Outreach);
        else
        {
            Assert.Empty(journey.Outreach);
            Assert.Contains(expected, journey.Rules);
        }
        Assert.Equal(expected == "person-calls" ? ["Call Dana Reyes, (512) 555-0142: they have not said what they need"] : [], journey.State.Tasks.Select(t => t.Title));
    }

    [Fact]
    public void Decide_StepWithItsOwnPurpose_IsJudgedByIt()
    {
        var sequence = Sequence("plan", Step("sell", "0s", Text()) with { Purpose = Purpose.Promotional }, Step("talk", "1h", Text("Talk?")));

        var journey = new Journey(Caller(), Playbook(sequence)).Enter("plan").Pass(Duration.FromHours(1));

        Assert.Equal(["Talk?"], journey.Texts);
    }

    [Fact]
    public void Decide_ConsentWithdrawnOnTheWay_KeepsLaterTouchesBack()
    {
        var sequence = Sequence("plan", Step("one", "0s", Text("one")), Step("two", "1h", Text("two"))) with { Purpose = Purpose.Informational };
        var journey = new Journey(Agreed(), Playbook(sequence)).Enter("plan");

        journey.Happens(new Events.LeadEvent.LeadChanged(new() { Consent = new(Sms: new(false)) })).Pass(Duration.FromHours(2));

        Assert.Equal(["one"], journey.Texts);
        Assert.Contains("not sent: informational sms needs the person's consent, and they said no", journey.Reasons.Select(r => r.Words));
    }
}
