using FollowUp.Core.Calls;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;

namespace FollowUp.Core.Tests.Serialization;

/// <summary>What the checked-in documents of version 1 mean: everything filled in once, and the least that there can be.</summary>
internal static class Samples
{
    /// <summary>A call to the business that was taken, or one of ours that was answered, with every member filled.</summary>
    public static CallRecord Call(bool isOutbound) => new()
    {
        Id = isOutbound ? "lead1-1-0.0-0" : "a2d2f82c", IsOutbound = isOutbound, Stage = isOutbound ? CallStage.Connecting : CallStage.Bridged,
        Person = "+12125550143", Number = "+18335550100", StartedAt = FollowUp.Testing.Sample.Now, TakenAt = FollowUp.Testing.Sample.Now + Duration.FromSeconds(1),
        DueAt = FollowUp.Testing.Sample.Now + Duration.FromHours(4), ConnectionId = "conn1", LeadId = isOutbound ? "lead1" : null,
        Label = isOutbound ? null : "Dana Reyes, about roof repair", Context = isOutbound ? null : "context",
        Phones = isOutbound ? [] : [new("+15125550111", RungState.Asked, "i1"), new("+15125550112", RungState.Gone)],
        AcceptedBy = isOutbound ? null : "+15125550111", AcceptedAt = isOutbound ? null : FollowUp.Testing.Sample.Now + Duration.FromSeconds(9), IsMissed = false,
        Script = isOutbound ? new("Press 1.", "Call us.", [new("1", ["yes"], "1", true)], "+15125550111") : null, Asked = isOutbound ? 2 : 0,
        Choice = isOutbound ? "1" : null, Facts = [new("call/conn1/ended", FollowUp.Testing.Sample.Now, new LeadEvent.CallAnswered("a2d2f82c", "+12125550143", "+18335550100", 8, "sam"))],
    };

    private static readonly Instant At = Instant.FromUtc(2026, 11, 3, 14, 13, 20).PlusNanoseconds(123_456_700);
    private static readonly Consent Full = new(true, "web form", "I agree to texts.", At);

    public static readonly LeadState Lead = new()
    {
        Id = "01jbt3wq5e", CreatedAt = At, CreatedBy = "grid/1", Name = "Dana Reyes", Phones = ["+15125550142", "+12105550199"], Emails = ["dana@example.com"],
        TimeZone = "America/Denver", Region = "TX", Source = "website", Context = new("roof repair", "this week", "Austin", "It leaks"),
        Consent = new(Full, new Consent(false), Full with { Text = null }), Preferences = new() { Times = ["morning", "evening"], Days = "weekdays", MaxTouchesPerWeek = 3 },
        Timeline = "3_months", Stage = "quoted", Owner = "kim", Tags = ["missed-call", "vip"],
        Criteria = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("beds", "3"),
        OptOut = new(At, "sms", "STOP"), OptChangedAt = At, CoolDown = new(At, "lost"), LastInboundAt = At, LastReplyAt = At, FirstTouchAt = At,
        PausedAt = At, UnansweredCalls = 2, CallbackAt = At, LastShowing = "the loft",
        LastCall = new("c1", At, "+15125550142", "+18335550100", 18),
        Appointments =
        [
            new() { Id = "a1", StartsAt = At, DurationMinutes = 60, Title = "Inspection", Place = "12 Oak St", Directions = "gate", Parking = "drive", Status = AppointmentStatus.NoShow },
            new() { Id = "a2", StartsAt = At },
        ],
        Estimates = [new("e1", At, 4200.50m, "USD", "Roof", "accepted"), new("e2", At, 0, "USD", null)],
        Enrollments =
        [
            new()
            {
                No = 2, Sequence = "new-lead", Version = 3, At = At, Subject = "a1", Cause = new LeadEvent.CallbackRequested(At), Planned = [new(4, At), new(5, At)],
                Held = [new(3, 1, At, At, "quiet-hours", "held until ...", 2)], Status = EnrollmentStatus.Running, Repeats = 2,
                Asked = ["hello"],
            },
            new() { No = 1, Sequence = "old", Version = 1, At = At, Status = EnrollmentStatus.Stopped, EndedAt = At, EndedBy = "the person replied" },
        ],
        Open =
        [
            new()
            {
                Id = "01jbt3wq5e-2-3.1-0", Seq = 7, Channel = Channel.Email, Status = TouchStatus.Sent, At = At, Enrollment = 2, Step = 3, Action = 1,
                Occurrence = 1, Answers = true, ProviderId = "op-1",
            },
        ],
        Recent = [new(At, Channel.Sms, "new-lead")],
        Tasks = [new("01jbt3wq5e-2-3.1-0", "call", "Call back", At, "sam", "callback")],
        Seq = 12, Enrolled = 2,
    };

    /// <summary>What the inbox and the call queue added.</summary>
    public static readonly LeadState InboxLead = new()
    {
        Id = "b", CreatedAt = At, Talk = new() { At = At, Channel = "sms", Direction = "inbound", Text = "Yes", Unread = 1, Inbound = 2, Outbound = 3 },
        Tasks = [new("b-1-1.0-0", "call", "Call back", At, "sam", "asap", "they called", "new-lead", new("e1", "kim", At))],
    };

    public static readonly LeadState LeastLead = new() { Id = "a", CreatedAt = At };

    public static readonly LeadEvent[] Events =
    [
        new LeadEvent.LeadSubmitted
        {
            Name = "Dana", Phone = "+15125550142", Email = "dana@example.com", Source = "form", TimeZone = "America/Denver", Region = "TX",
            Context = new("roof"), Consent = new(Sms: Full), Preferences = new() { Days = "any" }, Timeline = "now", Stage = "new", Owner = "kim", Tags = ["x"],
            Criteria = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty, Sequences = ["new-lead"],
        },
        new LeadEvent.CallMissed("c1", "+15125550142", "+18335550100", 18),
        new LeadEvent.CallAnswered("c2", "+15125550142", "+18335550100", 4, "sam"),
        new LeadEvent.CallCompleted("c3", "outbound", "no_answer", 9, "busy day", "t-1-1.0-0", "1"),
        new LeadEvent.MessageReceived("sms", "Yes \u2019 {{please}}", "+15125550142"),
        new LeadEvent.MessageDelivery("t-1-1.0-0", "m1", "failed", "landline"),
        new LeadEvent.EmailEngaged("m1", "click", "https://lonestar.example"),
        new LeadEvent.OptedOut("email", "unsubscribe"),
        new LeadEvent.OptedIn("sms", "START"),
        new LeadEvent.AppointmentBooked("a1", At, 60, "Inspection", "12 Oak St", "gate", "drive"),
        new LeadEvent.AppointmentRescheduled("a1", At, 45, "Inspection", "12 Oak St", "gate", "drive"),
        new LeadEvent.AppointmentConfirmed("a1"), new LeadEvent.AppointmentCancelled("a1"), new LeadEvent.AppointmentCompleted("a1"),
        new LeadEvent.AppointmentNoShow("a1"),
        new LeadEvent.EstimateSent("e1", 4200.50m, "USD", "Roof"), new LeadEvent.EstimateAccepted("e1"), new LeadEvent.EstimateDeclined("e1"),
        new LeadEvent.ShowingCompleted("the loft"), new LeadEvent.FeedbackGiven("liked"), new LeadEvent.CallbackRequested(At),
        new LeadEvent.FollowUpSet(At, 30), new LeadEvent.PreferenceStated("weekends", 2) { Times = ["morning"] },
        new LeadEvent.SignalDetected("lease_end", new(2027, 3, 31)), new LeadEvent.MarketChanged("78704", "price_drop", 2.5m, "Prices fell"),
        new LeadEvent.LeadBooked(), new LeadEvent.LeadWon(), new LeadEvent.LeadLost("already_bought"), new LeadEvent.NoteAdded("called the wife"),
        new LeadEvent.LeadChanged(new() { Stage = "won" }), new LeadEvent.ReplyWritten("sms", "On my way", "sam"),
        new LeadEvent.SequenceRequested("new-lead"), new LeadEvent.SequenceCalledOff("new-lead"),
        new LeadEvent.SequenceMigrated("new-lead", 2), new LeadEvent.StepSkipped("new-lead", "hello"), new LeadEvent.LeadPaused("sam"), new LeadEvent.LeadResumed("sam"),
        new LeadEvent.TouchSettled("t-1-1.0-0", "busy", "m1", "429", 30),
        new LeadEvent.TaskClaimed("t-1-1.0-0", "sam", At), new LeadEvent.TaskClosed("t-1-1.0-0", "no_answer", "sam", "rang twice"), new LeadEvent.ConversationRead("sam"),
    ];

    /// <summary>Events as they are when nothing optional is known.</summary>
    public static readonly LeadEvent[] LeastEvents =
    [
        new LeadEvent.LeadSubmitted(), new LeadEvent.CallAnswered("c", "+1", "+2"), new LeadEvent.CallCompleted("c", "inbound", "busy", 0),
        new LeadEvent.MessageDelivery(null, null, "delivered"), new LeadEvent.EmailEngaged(null, "view"), new LeadEvent.OptedOut(), new LeadEvent.OptedIn(),
        new LeadEvent.AppointmentBooked("a", At, 0), new LeadEvent.EstimateSent("e", 0, "USD"), new LeadEvent.FollowUpSet(), new LeadEvent.PreferenceStated(),
        new LeadEvent.LeadChanged(new()), new LeadEvent.LeadChanged(new()) { Cleared = ["tags", "email"] }, new LeadEvent.ReplyWritten("sms", ""), new LeadEvent.TouchSettled("t", "sent"), new LeadEvent.LeadPaused(),
        new LeadEvent.TaskClosed("t", "done", "sam"), new LeadEvent.ConversationRead(),
    ];

    public static readonly TimelineEntry[] Rows =
    [
        new()
        {
            Seq = 1, At = At, Kind = "touch", Type = "email", Channel = "email", Party = "dana@example.com", Subject = "Hello", Text = "Hi", Status = TouchStatus.Unknown,
            Reason = "interrupted", Rule = "unknown", TouchId = "t-1-1.0-0", Sequence = "new-lead", Step = "hello", Variant = "b",
        },
        new() { Seq = 2, At = At, Kind = "event", Type = "note.added", Text = "called", Data = new LeadEvent.NoteAdded("called") },
        new() { Seq = 3, At = At, Kind = "decision", Type = "enrolled", Reason = "entered", Rule = "enrolled", Sequence = "new-lead" },
    ];

    public static EventEnvelope Envelope(LeadEvent fact) => new("e1", At, fact);
}
