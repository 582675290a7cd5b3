using System.Collections.Immutable;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Touches;
using NodaTime;

namespace FollowUp.Core.Decisions;

/// <summary>A decision while it is being made: the state so far, and what has been decided.</summary>
internal sealed class Draft(LeadState initial, Instant now, Playbook playbook)
{
    private readonly LeadState before = initial;
    private readonly List<Command> commands = [];
    private readonly List<Note> notes = [];
    private readonly List<Settlement> settled = [];

    public LeadState State { get; set; } = initial;

    public Instant Now { get; } = now;

    public Playbook Playbook { get; } = playbook;

    /// <summary>The zone that reasons tell the lead's times in.</summary>
    public string ZoneId => Playbook.ZoneOf(State).Id;

    public int NoteEvent(LeadEvent fact, Instant at, Reason? reason = null) => Add(seq => new(seq, at, fact, null, default, reason));

    public void NoteDecision(Reason reason, Origin origin = default) => Add(seq => new(seq, Now, null, null, origin, reason));

    /// <summary>Writes a touch down that a rule kept from being sent.</summary>
    public void Suppress(Slot slot, Reason reason) => Add(seq => new(seq, Now, null, slot.ToTouch(State.Id, seq, TouchStatus.Suppressed, Now), slot.Origin, reason));

    /// <summary>Claims a touch: from here on it is ours to send, once.</summary>
    public void Claim(Slot slot, Func<Touch, Command> command, Reason? reason = null)
    {
        Touch? touch = null;
        Add(seq => new(seq, Now, null, touch = slot.ToTouch(State.Id, seq, TouchStatus.Claimed, Now), slot.Origin, reason));
        State = State with { Open = State.Open.Add(touch!) };
        if (slot.Channel.ReachesLead())
            State = State with
            {
                Recent = [.. State.Recent.Where(r => r.At > Now - Gate.Memory), new(Now, slot.Channel, slot.Origin.Sequence ?? "")],
                FirstTouchAt = State.FirstTouchAt ?? Now,
            };
        commands.Add(command(touch!));
    }

    /// <summary>Gives a touch whose row stands already another status.</summary>
    public void Settle(Touch touch, TouchStatus status, Reason? reason, bool keepOpen)
    {
        var changed = touch with { Status = status, At = Now };
        var others = State.Open.RemoveAll(t => t.Id == touch.Id);
        State = State with { Open = keepOpen ? others.Add(changed) : others };
        settled.Add(new(changed, reason));
    }

    public void Replace(Enrollment enrollment) =>
        State = State with { Enrollments = State.Enrollments.SetItem(IndexOf(enrollment.No), enrollment) };

    public Enrollment? Enrollment(int no) => IndexOf(no) is >= 0 and var index ? State.Enrollments[index] : null;

    /// <summary>Whether this decision opens a task in these words already.</summary>
    public bool OpensTask(string text) => commands.Exists(c => c is Command.OpenTask task && task.Text == text);

    public Decision ToDecision() =>
        new(State, commands, WakeAt(), notes, settled, Changed: notes.Count > 0 || settled.Count > 0 || !ReferenceEquals(State, before));

    private Instant? WakeAt()
    {
        Instant? wake = null;
        foreach (var enrollment in State.PausedAt is null ? State.Enrollments : [])
            if (enrollment.IsRunning && enrollment.NextAt is { } next && (wake is null || next < wake)) wake = next;
        foreach (var touch in State.Open)
            if (OpenTouches.DoubtAt(touch) is { } doubt && (wake is null || doubt < wake)) wake = doubt;
        return wake;
    }

    private int Add(Func<int, Note> note)
    {
        var seq = State.Seq + 1;
        State = State with { Seq = seq };
        notes.Add(note(seq));
        return seq;
    }

    private int IndexOf(int no)
    {
        for (var i = 0; i < State.Enrollments.Length; i++)
            if (State.Enrollments[i].No == no) return i;
        return -1;
    }
}

/// <summary>The place in a sequence, or behind an event, that a touch is for.</summary>
internal readonly record struct Slot(int Enrollment, int Step, int Action, int Occurrence, Channel Channel, bool Answers, Origin Origin)
{
    public Touch ToTouch(string lead, int seq, TouchStatus status, Instant at) => new()
    {
        Id = Touch.IdOf(lead, Enrollment, Step, Action, Occurrence),
        Seq = seq,
        Channel = Channel,
        Status = status,
        At = at,
        Enrollment = Enrollment,
        Step = Step,
        Action = Action,
        Occurrence = Occurrence,
        Answers = Answers,
    };
}
