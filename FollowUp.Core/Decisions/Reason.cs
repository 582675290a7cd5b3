using System.Globalization;
using FollowUp.Core.Calendars;
using FollowUp.Core.Sequences;
using FollowUp.Core.Touches;
using NodaTime;
using NodaTime.Text;

namespace FollowUp.Core.Decisions;

/// <summary>Why something was done, held, or left undone: every decision names the rule that made it. The set is closed.</summary>
public abstract record Reason
{
    private Reason()
    {
    }

    /// <summary>The rule's name, fixed: reports and filters use it.</summary>
    public abstract string Rule { get; }

    /// <summary>The reason in words a business owner understands.</summary>
    public abstract string Words { get; }

    /// <summary>A touch waits until its person may be reached.</summary>
    public sealed record QuietHours(Instant Until, string Zone, string Law) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "quiet-hours";

        /// <inheritdoc/>
        public override string Words => $"held until {Moment(Until, Zone)}: quiet hours, {Law}";
    }

    /// <summary>A touch waits because the person got enough for now.</summary>
    public sealed record FrequencyCap(Instant Until, string Zone, int Max, Duration Per, string Law) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "frequency-cap";

        /// <inheritdoc/>
        public override string Words => $"held until {Moment(Until, Zone)}: at most {Max} in {Span(Per)}, {Law}";
    }

    /// <summary>A touch waits for the time the person asked for.</summary>
    public sealed record Preference(Instant Until, string Zone, string Wish) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "preference";

        /// <inheritdoc/>
        public override string Words => $"held until {Moment(Until, Zone)}: the person asked for {Wish}";
    }

    /// <summary>A touch waits so that messages do not come in a burst.</summary>
    public sealed record Spacing(Instant Until, string Zone) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "spacing";

        /// <inheritdoc/>
        public override string Words => $"held until {Moment(Until, Zone)}: another message on this channel has just gone out";
    }

    /// <summary>A touch waits for a carrier that asked for time.</summary>
    public sealed record CarrierBusy(Instant Until, string Zone, string? Detail) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "carrier-busy";

        /// <inheritdoc/>
        public override string Words => $"held until {Moment(Until, Zone)}: the carrier asked us to wait{(Detail is null ? "" : $" ({Detail})")}";
    }

    /// <summary>The person opted out.</summary>
    public sealed record OptedOut(Instant At, string Zone, string Channel) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "opted-out";

        /// <inheritdoc/>
        public override string Words => $"not sent: the person opted out by {Channel} on {Moment(At, Zone)}";
    }

    /// <summary>The lead is left alone for a while.</summary>
    public sealed record CoolingDown(Instant Until, string Zone, string Why) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "cool-down";

        /// <inheritdoc/>
        public override string Words => $"not sent: left alone until {Moment(Until, Zone)} ({Why})";
    }

    /// <summary>The purpose needs a consent that is not there.</summary>
    public sealed record NoConsent(Channel Channel, Purpose Purpose, string Needs) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "no-consent";

        /// <inheritdoc/>
        public override string Words => $"not sent: {Purpose.ToString().ToLowerInvariant()} {Channel.Word()} needs {Needs}";
    }

    /// <summary>There is no number or address to send to.</summary>
    public sealed record NoAddress(Channel Channel) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "no-address";

        /// <inheritdoc/>
        public override string Words => Channel == Channel.Email ? "not sent: no email address is known" : "not sent: no phone number is known";
    }

    /// <summary>Two messages stand unanswered with somebody who has not agreed to more.</summary>
    public sealed record Unanswered(Instant Until, string Zone, int Max, int Hours) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "unanswered-limit";

        /// <inheritdoc/>
        public override string Words => $"held until {Moment(Until, Zone)}: {Max} messages in {Hours} h stand unanswered and the person only made contact once";
    }

    /// <summary>Its moment has passed.</summary>
    public sealed record TooLate(Instant DueAt, string Zone) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "too-late";

        /// <inheritdoc/>
        public override string Words => $"not sent: it was due {Moment(DueAt, Zone)} and makes no sense any more";
    }

    /// <summary>A later step on the same channel is due as well.</summary>
    public sealed record Superseded(string ByStep) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "superseded";

        /// <inheritdoc/>
        public override string Words => $"not sent: step '{ByStep}' is due as well, and two at once would be a burst";
    }

    /// <summary>A condition of the step did not hold.</summary>
    public sealed record ConditionNotMet(string Step) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "condition";

        /// <inheritdoc/>
        public override string Words => $"not sent: the condition of step '{Step}' does not hold";
    }

    /// <summary>What it was for ended between the claim and the send.</summary>
    public sealed record Withdrawn(string By) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "withdrawn";

        /// <inheritdoc/>
        public override string Words => $"not sent: withdrawn because {By}";
    }

    /// <summary>An automated call became a call task.</summary>
    public sealed record PersonCalls(Purpose Purpose) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "person-calls";

        /// <inheritdoc/>
        public override string Words => "a person calls instead: there is no consent to automated calls";
    }

    /// <summary>A task was closed because it makes no sense any more.</summary>
    public sealed record TaskForgone(string Title, string Why) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "task-closed";

        /// <inheritdoc/>
        public override string Words => $"'{Title}' is off the list: {Why}";
    }

    /// <summary>The lead entered a sequence.</summary>
    public sealed record Enrolled(string Sequence, int Version, string By) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "enrolled";

        /// <inheritdoc/>
        public override string Words => $"entered '{Sequence}' (version {Version}): {By}";
    }

    /// <summary>The trigger came again too soon.</summary>
    public sealed record NotAgain(string Sequence, Instant Since, string Zone, string Within) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "repeat";

        /// <inheritdoc/>
        public override string Words => $"did not enter '{Sequence}' again: it did on {Moment(Since, Zone)}, less than {Within} ago";
    }

    /// <summary>The lead may not enter a sequence.</summary>
    public sealed record Refused(string Sequence, string Why) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "refused";

        /// <inheritdoc/>
        public override string Words => $"did not enter '{Sequence}': {Why}";
    }

    /// <summary>A sequence ended early.</summary>
    public sealed record Stopped(string Sequence, string By) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "stopped";

        /// <inheritdoc/>
        public override string Words => $"'{Sequence}' stopped: {By}";
    }

    /// <summary>A sequence ran out of steps.</summary>
    public sealed record Completed(string Sequence) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "completed";

        /// <inheritdoc/>
        public override string Words => $"'{Sequence}' is complete: every step had its turn";
    }

    /// <summary>Nobody can say whether a touch left.</summary>
    public sealed record NobodyKnows(NextStep Next) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "unknown";

        /// <inheritdoc/>
        public override string Words => "interrupted while sending, and no delivery report came in ten minutes: " + Next switch
        {
            NextStep.SentAgain => "sent once more",
            NextStep.PersonLooks => "not sent again; a person should look",
            _ => "not sent again, as its purpose had ended",
        };
    }

    /// <summary>A carrier said no, or said something about a message.</summary>
    public sealed record CarrierSaid(string Detail) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "carrier";

        /// <inheritdoc/>
        public override string Words => Detail;
    }

    /// <summary>The person only wants to be reached at weekends.</summary>
    public sealed record WeekendsOnly : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "weekends-only";

        /// <inheritdoc/>
        public override string Words => "not sent: the person only wants weekends and is left alone until they ask for a call";
    }

    /// <summary>A step was left out by hand.</summary>
    public sealed record Skipped(string Sequence, string Step) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "skipped";

        /// <inheritdoc/>
        public override string Words => $"step '{Step}' of '{Sequence}' was left out by hand";
    }

    /// <summary>The lead moved to another version of its sequence.</summary>
    public sealed record Migrated(string Sequence, int From, int To) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "migrated";

        /// <inheritdoc/>
        public override string Words => $"moved from version {From} of '{Sequence}' to version {To}";
    }

    /// <summary>A step changed the record.</summary>
    public sealed record Marked(string What) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "marked";

        /// <inheritdoc/>
        public override string Words => What;
    }

    /// <summary>There is nothing to do it with.</summary>
    public sealed record NotConnected(string What) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "not-connected";

        /// <inheritdoc/>
        public override string Words => $"not done: {What}";
    }

    /// <summary>An event changed nothing.</summary>
    public sealed record Ignored(string Why) : Reason
    {
        /// <inheritdoc/>
        public override string Rule => "ignored";

        /// <inheritdoc/>
        public override string Words => Why;
    }

    private static readonly ZonedDateTimePattern MomentPattern =
        ZonedDateTimePattern.CreateWithInvariantCulture("ddd MMM d, HH:mm", DateTimeZoneProviders.Tzdb);

    private static string Moment(Instant at, string zone) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is { } known
            ? $"{MomentPattern.Format(at.InZone(known))} {City(zone)} time"
            : InstantPattern.General.Format(at);

    private static string City(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');

    private static string Span(Duration span) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(span.TotalDays >= 2 ? span.TotalDays : span.TotalHours):0.#} {(span.TotalDays >= 2 ? "days" : "h")}");
}

/// <summary>What follows when nobody can say whether a touch left.</summary>
public enum NextStep
{
    /// <summary>Nothing: what it was for has ended.</summary>
    None,

    /// <summary>It is sent once more.</summary>
    SentAgain,

    /// <summary>Somebody of the team is asked to look.</summary>
    PersonLooks,
}
