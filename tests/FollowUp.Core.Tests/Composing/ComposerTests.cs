using FollowUp.Core.Carriers;
using FollowUp.Core.Events;
using FollowUp.Core.Sequences;
using FollowUp.Testing.Journeys;
using static FollowUp.Testing.Journeys.Plans;

namespace FollowUp.Core.Tests.Composing;

public class ComposerTests
{
    private const string Second = "+12105550199";

    [Theory]
    [InlineData("Use {{lead.name}} {{{ and {{#if")]
    [InlineData("{{business.name}}")]
    public void Compose_WhatAPersonTyped_IsSentAsTyped(string typed)
    {
        var journey = new Journey(Agreed(), Playbook()).Happens(new LeadEvent.ReplyWritten("sms", typed), new LeadEvent.ReplyWritten("email", typed));

        Assert.Equal([typed, typed], journey.Sent.Select(s => s.Message.Text));
        Assert.Equal("Re: Lone Star Roofing", journey.Sent[1].Message.Subject);
    }

    [Fact]
    public void Compose_AnswerToACallFromAnotherNumber_GoesToThatNumber()
    {
        var plan = Playbook([.. SequenceLibrary.All]);

        var journey = new Journey(Caller(), plan).Happens(new LeadEvent.CallMissed("c1", Second, "+18335550100", 18));

        Assert.Equal(Second, journey.Sent.Select(s => s.Message).OfType<Outbound.Sms>().Single().To);
        journey.Pass(Duration.FromHours(2)); // the plan goes on with the number the lead is known by
        Assert.Equal("+15125550142", journey.Sent.Select(s => s.Message).OfType<Outbound.Sms>().Last().To);
    }

    [Fact]
    public void Compose_OptOutFromAnotherNumber_IsConfirmedToThatNumber()
    {
        var journey = new Journey(Caller(), Playbook()).Happens(new LeadEvent.MessageReceived("sms", "STOP", Second));

        Assert.Equal(Second, Assert.IsType<Outbound.Sms>(journey.Sent[0].Message).To);
    }

    [Fact]
    public void Compose_HandleOfAChat_IsNoPhoneNumber()
    {
        var lead = Caller() with { Phones = [], Emails = [] };

        var journey = new Journey(lead, Playbook(Sequence("plan", Step("a", "1h", Text()) with { When = [] }))).Happens(new LeadEvent.MessageReceived("chat", "Hi", "dana#1"));
        journey.Enter("plan").Pass(Duration.FromHours(1));

        Assert.Empty(journey.State.Phones);
        Assert.Contains("not sent: no phone number is known", journey.Reasons.Select(r => r.Words));
    }

    [Fact]
    public void Compose_MissedCall_TellsTheOwnerWhoWhenAndWhatWasAnswered()
    {
        var journey = new Journey(Caller(), Playbook([.. SequenceLibrary.All])).Happens(new LeadEvent.CallMissed("c1", "+15125550142", "+18335550100", 18));

        var text = Assert.Single(journey.Texts);
        var notice = journey.Sent.Select(s => s.Message).OfType<Outbound.Notification>().Single();
        Assert.StartsWith("Hi Dana, this is Lone Star Roofing. Sorry we missed your call!", text, StringComparison.Ordinal);
        Assert.Equal(
            "Missed call from Dana Reyes, (512) 555-0142 to (833) 555-0100 at Tue Nov 3, 10:00 AM, rang 18 s. Our answer: " + text, notice.Text);
        Assert.Equal("sam", notice.Member.Id);
    }

    [Fact]
    public void Compose_NothingWasSent_TellsTheOwnerWhy()
    {
        var lead = Caller() with { Consent = new(Sms: new(false)) };

        var journey = new Journey(lead, Playbook([.. SequenceLibrary.All])).Happens(new LeadEvent.CallMissed("c1", "+15125550142", "+18335550100", 18));

        Assert.EndsWith(
            "Our answer: (not sent: conversational sms needs the person's consent, and they said no)", journey.Sent.Single().Message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Compose_OwnerOfTheLead_IsToldInsteadOfTheDefaultOne()
    {
        var journey = new Journey(Caller() with { Owner = "kim" }, Playbook()).Happens(new LeadEvent.MessageReceived("sms", "Hi", "+15125550142"));

        Assert.Equal("kim", Assert.IsType<Outbound.Notification>(journey.Sent.Single().Message).Member.Id);
    }

    [Fact]
    public void Compose_EmailCallAndWebhook_HaveTheirParts()
    {
        var plan = Sequence("plan", Step("a", "0s",
            new SequenceAction.SendEmail("About {{lead.service}}", "Hi {{lead.firstName}}"), new SequenceAction.MakeCall("Hello", "Machine {{lead.firstName}}"),
            new SequenceAction.CallWebhook("https://crm.example/hook", "{{lead.label}}"), new SequenceAction.NotifyTeam("First line\nsecond")));

        var sent = new Journey(Agreed(), Playbook(plan)).Enter("plan").Sent.ConvertAll(s => s.Message);

        var email = Assert.IsType<Outbound.Email>(sent[0]);
        Assert.Equal(("dana@example.com", "hello@lonestar.example", "About your project", "office@lonestar.example"), (email.To, email.From, email.Title, email.ReplyTo));
        Assert.Equal("Machine Dana", Assert.IsType<Outbound.Call>(sent[1]).AnsweringMachine);
        Assert.Equal(("https://crm.example/hook", "Dana Reyes, (512) 555-0142"), (Assert.IsType<Outbound.Webhook>(sent[2]).Url, sent[2].Text));
        Assert.Equal("First line", sent[3].Subject);
    }
}
