using System.Globalization;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Sequences;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Testing;

/// <summary>Leads, facts and rows to test with; what a test does not care about is filled in.</summary>
public static class Sample
{
    /// <summary>The moment at which tests begin unless they say otherwise.</summary>
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 3, 14, 13, 20);

    /// <summary>A lead that called once.</summary>
    public static LeadState Lead(string id, Instant? createdAt = null) =>
        new() { Id = id, CreatedAt = createdAt ?? Now, Name = "Dana Reyes", Phones = ["+15125550142"], Stage = "new" };

    /// <summary>A lead as most are while they wait: their call was answered with a text, and the plan goes on tomorrow.</summary>
    public static LeadState WaitingLead(int number)
    {
        var id = IdOf(number);
        var phone = PhoneOf(number);
        var at = Now + Duration.FromSeconds(number);
        return Lead(id, at) with
        {
            Phones = [phone],
            Emails = [$"dana.reyes{number}@example.com"],
            Source = "missed-call",
            Owner = "sam",
            Tags = ["missed-call"],
            Context = new("water heater", "this week", "Austin", "Do you also do tankless ones?"),
            Consent = new(Sms: new Consent(true, "web form", "I agree to texts about my request", at)),
            LastInboundAt = at,
            FirstTouchAt = at,
            LastCall = new CallFacts($"{id}-1f2e3d4c5b6a", at, phone, "+15125550100", 18),
            Enrollments =
            [
                new Enrollment
                {
                    No = 1, Sequence = "missed-call-text-back", Version = 1, At = at,
                    Planned = [new(1, at + Duration.FromHours(20)), new(2, at + Duration.FromDays(2)), new(3, at + Duration.FromDays(4))],
                },
            ],
            Recent = [new(at, Channel.Sms, "missed-call-text-back")],
            Seq = 3,
            Enrolled = 1,
        };
    }

    /// <summary>The timeline of <see cref="WaitingLead"/>: the call, the text that answered it, the word to the owner.</summary>
    public static IReadOnlyList<TimelineEntry> WaitingEntries(LeadState lead) =>
    [
        new()
        {
            Seq = 1, At = lead.CreatedAt, Kind = "event", Type = "call.missed", Channel = "call", Party = lead.Phone,
            Text = "missed call, rang 18 s",
            Data = new LeadEvent.CallMissed(lead.LastCall!.Id, lead.LastCall.From, lead.LastCall.To, 18),
        },
        Row(2, lead.CreatedAt) with
        {
            Party = lead.Phone, TouchId = Touch.IdOf(lead.Id, 1, 0, 0, 0), Sequence = "missed-call-text-back", Step = "text-back",
            Text = "Hi Dana, this is Lone Star Plumbing. Sorry we missed your call! How can we help? Reply here, or STOP to opt out.",
        },
        Row(3, lead.CreatedAt) with
        {
            Type = "notification", Channel = "notification", TouchId = Touch.IdOf(lead.Id, 1, 0, 1, 0),
            Sequence = "missed-call-text-back", Step = "text-back",
            Text = $"Missed call from Dana Reyes ({lead.Phone}) at 8:13 AM, rang 18 s. We texted them back.",
        },
    ];

    /// <summary>The fact that somebody called and nobody took it.</summary>
    public static EventEnvelope Missed(string id, Instant? at = null) =>
        new(id, at ?? Now, new LeadEvent.CallMissed(id, "+15125550142", "+15125550100", 18));

    /// <summary>A touch's timeline row.</summary>
    public static TimelineEntry Row(int seq, Instant? at = null) => new()
    {
        Seq = seq, At = at ?? Now, Kind = "touch", Type = "sms", Channel = "sms", Status = TouchStatus.Claimed, Text = $"row {seq}",
    };

    /// <summary>A sequence of one step.</summary>
    public static Sequence Sequence(string id, int version) => new()
    {
        Id = id, Version = version, Name = "Sample", Purpose = Purpose.Conversational,
        EnrollOn = [new Trigger("call.missed") { When = [new Condition("lead.stage", "ne", "won")] }, new Trigger("lead.submitted")],
        Steps = [new Step { Id = "first", At = default, Actions = [new SequenceAction.SendText($"Version {version}")] }],
    };

    /// <summary>An id of the shape that the product gives.</summary>
    public static string IdOf(int number) => "01jbt3wq5e" + number.ToString("d16", CultureInfo.InvariantCulture);

    /// <summary>A number that no other sample lead has.</summary>
    public static string PhoneOf(int number) => "+1512" + (2_000_000 + number).ToString(CultureInfo.InvariantCulture);
}
