using System.Collections.Immutable;
using FollowUp.Core.Compliance;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>What each kind of fact means for a lead.</summary>
internal static class Facts
{
    /// <summary>How long somebody who is not interested is left alone before they may be asked again.</summary>
    private static readonly Duration AfterNoInterest = Duration.FromDays(90);

    public static void Take(Draft draft, EventEnvelope envelope)
    {
        var at = Instant.Min(envelope.At, draft.Now);
        if (envelope.Data is LeadEvent.TouchSettled settled)
        {
            // The carrier's answer belongs to the touch's own row.
            OpenTouches.Settle(draft, settled);
            return;
        }
        if (envelope.Data is LeadEvent.MessageDelivery delivery && OpenTouches.Deliver(draft, delivery)) return;

        if (TaskFacts.Take(draft, envelope, at)) return;

        if (envelope.Data is LeadEvent.CallCompleted call) OpenTouches.EndCall(draft, call);

        var seq = draft.NoteEvent(envelope.Data, at);
        draft.State = Record(draft.State, envelope.Data, at);
        if (draft.State.CreatedBy is null) draft.State = draft.State with { CreatedBy = envelope.Id };
        if (Keywords(draft, envelope.Data, at, seq)) return;
        var answer = Answering.Find(draft, envelope.Data);
        Enrolling.Stop(draft, envelope.Data, answer is { Reply.Keep: true } ? answer.Enrollment : null);
        Respond(draft, envelope.Data, seq);
        Hands.Take(draft, envelope.Data);
        if (answer is not null) Answering.Act(draft, answer, envelope, at, seq);
        Enrolling.Start(draft, envelope.Data, at);
    }

    /// <summary>What the fact changes in the record, whatever else follows.</summary>
    private static LeadState Record(LeadState lead, LeadEvent fact, Instant at) => fact switch
    {
        LeadEvent.LeadSubmitted { Imported: true } imported => Submissions.Merge(lead, imported),
        LeadEvent.LeadSubmitted submitted => Submissions.Merge(lead, submitted) with { LastInboundAt = Later(lead.LastInboundAt, at) },
        LeadEvent.LeadChanged changed => Submissions.Change(lead, changed),
        LeadEvent.CallMissed call => Called(lead, call.CallId, call.From, call.To, call.RingSeconds, at),
        LeadEvent.CallAnswered call => Called(lead, call.CallId, call.From, call.To, call.RingSeconds, at),
        LeadEvent.MessageReceived message => Submissions.Reach(lead, message.Channel, message.From) with
        {
            LastInboundAt = Later(lead.LastInboundAt, at),
            LastReplyAt = Later(lead.LastReplyAt, at),
            UnansweredCalls = 0,
            CoolDown = null,
        },
        // The call-back they asked for has taken place.
        LeadEvent.CallCompleted { Disposition: "answered" } => lead with
        {
            UnansweredCalls = 0,
            CallbackAt = lead.CallbackAt <= at ? null : lead.CallbackAt,
        },
        LeadEvent.CallCompleted { Direction: "outbound" } => lead with { UnansweredCalls = lead.UnansweredCalls + 1 },
        LeadEvent.CallbackRequested callback => lead with { CallbackAt = callback.At, LastInboundAt = Later(lead.LastInboundAt, at), CoolDown = null },
        // Who makes an appointment wants to be reminded of it.
        LeadEvent.AppointmentBooked a => Booked(lead, new()
        {
            Id = a.AppointmentId, StartsAt = a.StartsAt, DurationMinutes = a.DurationMinutes, Title = a.Title, Place = a.Place,
            Directions = a.Directions, Parking = a.Parking,
        }) with { CoolDown = null },
        LeadEvent.AppointmentRescheduled a => Booked(lead, new()
        {
            Id = a.AppointmentId, StartsAt = a.StartsAt, DurationMinutes = a.DurationMinutes, Title = a.Title, Place = a.Place,
            Directions = a.Directions, Parking = a.Parking,
        }),
        LeadEvent.AppointmentConfirmed a => Marked(lead, a.AppointmentId, AppointmentStatus.Confirmed),
        LeadEvent.AppointmentCancelled a => Marked(lead, a.AppointmentId, AppointmentStatus.Cancelled),
        LeadEvent.AppointmentCompleted a => Marked(lead, a.AppointmentId, AppointmentStatus.Completed),
        LeadEvent.AppointmentNoShow a => Marked(lead, a.AppointmentId, AppointmentStatus.NoShow),
        LeadEvent.EstimateSent e => lead with
        {
            Estimates = [.. lead.Estimates.Where(x => x.Id != e.EstimateId), new(e.EstimateId, at, e.Amount, e.Currency, e.Title)],
        },
        LeadEvent.EstimateAccepted e => Judged(lead, e.EstimateId, "accepted"),
        LeadEvent.EstimateDeclined e => Judged(lead, e.EstimateId, "declined"),
        LeadEvent.ShowingCompleted showing => lead with { LastShowing = showing.Property },
        LeadEvent.PreferenceStated p => lead with
        {
            Preferences = new() { Times = p.Times, Days = p.Days, MaxTouchesPerWeek = p.MaxTouchesPerWeek },
        },
        LeadEvent.LeadBooked => lead with { Stage = "booked" },
        LeadEvent.LeadWon => lead with { Stage = "won" },
        LeadEvent.LeadLost { Reason: "not_interested" } => lead with { Stage = "lost", CoolDown = new(at + AfterNoInterest, "not interested") },
        LeadEvent.LeadLost => lead with { Stage = "lost" },
        _ => lead,
    };

    /// <summary>Opting out and in, asking for help. True when nothing else follows from the fact.</summary>
    private static bool Keywords(Draft draft, LeadEvent fact, Instant at, int seq)
    {
        switch (fact)
        {
            case LeadEvent.OptedOut optOut:
                Opting.Out(draft, optOut, optOut.Channel ?? "request", optOut.Text, at, seq, confirm: false);
                return true;
            case LeadEvent.OptedIn optIn:
                Opting.In(draft, optIn, optIn.Channel, at, seq, confirm: false);
                return true;
            case LeadEvent.MessageReceived message:
                switch (Compliance.Keywords.Classify(message.Text))
                {
                    case Intent.OptOut:
                        Opting.Out(draft, message, message.Channel, message.Text, at, seq, confirm: true);
                        return true;
                    case Intent.OptIn:
                        // To somebody who never opted out it is a reply like any other.
                        var optedOut = draft.State.OptOut is not null;
                        Opting.In(draft, message, message.Channel, at, seq, confirm: true);
                        return optedOut;
                    // After an opt-out its confirmation is the last message, whatever is asked; the team is told as of any reply.
                    case Intent.Help when draft.State.OptOut is null:
                        HouseTouches.TextBack(draft, message, seq, HouseTexts.HelpAnswer);
                        return false;
                }
                return false;
            default:
                return false;
        }
    }

    private static void Respond(Draft draft, LeadEvent fact, int seq)
    {
        switch (fact)
        {
            case LeadEvent.MessageReceived:
                HouseTouches.Notify(draft, fact, seq, HouseTexts.ReplySubject, HouseTexts.ReplyNotice);
                break;
            case LeadEvent.ReplyWritten reply:
                HouseTouches.SendReply(draft, reply, seq);
                break;
        }
    }

    private static LeadState Called(LeadState lead, string id, string from, string to, int ringSeconds, Instant at) =>
        Submissions.Reach(lead, "sms", from) with
        {
            LastInboundAt = Later(lead.LastInboundAt, at),
            UnansweredCalls = 0,
            CoolDown = null,
            LastCall = lead.LastCall is { } last && last.At > at ? last : new(id, at, from, to, ringSeconds),
        };

    private static LeadState Booked(LeadState lead, Appointment appointment)
    {
        // A change that says nothing of the place keeps what was known.
        var known = lead.Appointments.FirstOrDefault(a => a.Id == appointment.Id);
        var merged = appointment with
        {
            Title = appointment.Title ?? known?.Title,
            Place = appointment.Place ?? known?.Place,
            Directions = appointment.Directions ?? known?.Directions,
            Parking = appointment.Parking ?? known?.Parking,
        };
        return lead with { Appointments = [.. lead.Appointments.Where(a => a.Id != appointment.Id), merged] };
    }

    private static LeadState Marked(LeadState lead, string id, AppointmentStatus status) =>
        lead with { Appointments = [.. lead.Appointments.Select(a => a.Id == id ? a with { Status = status } : a)] };

    private static LeadState Judged(LeadState lead, string id, string status) =>
        lead with { Estimates = [.. lead.Estimates.Select(e => e.Id == id ? e with { Status = status } : e)] };

    private static Instant Later(Instant? known, Instant at) => known is { } k && k > at ? k : at;
}
