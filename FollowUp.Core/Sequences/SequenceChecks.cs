using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using FollowUp.Core.Events;
using FollowUp.Core.Templates;
using NodaTime;

namespace FollowUp.Core.Sequences;

/// <summary>What the shape of the document cannot say: every rule a sequence must keep.</summary>
internal static partial class SequenceChecks
{
    private const int MaxSteps = 200;
    private const int MaxActions = 50;
    private const int MaxDays = 3660;
    private static readonly ImmutableArray<string> Priorities = ["asap", "scheduled", "callback", "redial", "routine"];

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Id { get; }

    public static IEnumerable<(string Field, string Message)> Check(Sequence sequence)
    {
        if (!Id.IsMatch(sequence.Id)) yield return ("id", "must be lower-case letters, digits and single dashes");
        if (sequence.Version < 1) yield return ("version", "counts from 1");
        if (sequence.TimeZone is not null && DateTimeZoneProviders.Tzdb.GetZoneOrNull(sequence.TimeZone) is null)
            yield return ("timeZone", $"'{sequence.TimeZone}' is not a time zone such as America/New_York");
        if (string.IsNullOrWhiteSpace(sequence.Name)) yield return ("name", "is empty");
        foreach (var error in Triggers(sequence)) yield return error;
        for (var i = 0; i < sequence.StopOn.Length; i++)
            if (!StopWords.IsKnown(sequence.StopOn[i])) yield return ($"stopOn[{i}]", $"names the unknown event '{sequence.StopOn[i]}'");
        foreach (var (name, template) in sequence.Mark?.Criteria ?? [])
            if (Template.Check(template) is { } error) yield return ($"mark.criteria.{name}", error);
        if (sequence.Repeat is { } repeat)
        {
            if (repeat.Within.Approximate <= Duration.Zero) yield return ("repeat.within", "must be a time ahead, such as 24h");
            for (var i = 0; i < repeat.Actions.Length; i++)
                foreach (var error in Action(repeat.Actions[i], $"repeat.actions[{i}]")) yield return error;
        }
        if (sequence.Steps.Length is 0 or > MaxSteps) yield return ("steps", $"must be 1 to {MaxSteps} steps");
        for (var i = 0; i < sequence.Steps.Length; i++)
            foreach (var error in Check(sequence, sequence.Steps[i], i)) yield return error;
    }

    private static IEnumerable<(string Field, string Message)> Triggers(Sequence sequence)
    {
        for (var i = 0; i < sequence.EnrollOn.Length; i++)
        {
            var trigger = sequence.EnrollOn[i];
            if (!EventTypes.IsTrigger(trigger.Event)) yield return ($"enrollOn[{i}].event", $"names the unknown event '{trigger.Event}'");
            foreach (var error in When(trigger.When, $"enrollOn[{i}].when")) yield return error;
        }
    }

    private static IEnumerable<(string Field, string Message)> Check(Sequence sequence, Step step, int index)
    {
        var path = $"steps[{index}]";
        if (!Id.IsMatch(step.Id)) yield return ($"{path}.id", "must be lower-case letters, digits and single dashes");
        if (sequence.Steps.Take(index).Any(s => s.Id == step.Id)) yield return ($"{path}.id", $"'{step.Id}' is used twice");
        if (step.Anchor is Anchor.Enrollment or Anchor.Showing or Anchor.Estimate && step.At.Approximate < Duration.Zero)
            yield return ($"{path}.at", "cannot lie before an anchor that is itself the beginning");
        if (step.Expires is { } expires && expires.Approximate <= Duration.Zero) yield return ($"{path}.expires", "must be a time ahead, such as 4h");
        if (step.Month is < 1 or > 12) yield return ($"{path}.month", "must be 1 to 12");
        if (step.Latest is { } latest && latest.Approximate < step.At.Approximate) yield return ($"{path}.latest", "lies before the step's own moment");
        foreach (var error in Variants(step, path)) yield return error;
        foreach (var error in Answers(step.Replies, path)) yield return error;
        foreach (var error in When(step.When, $"{path}.when")) yield return error;
        for (var a = 0; a < step.Actions.Length; a++)
            foreach (var error in Action(step.Actions[a], $"{path}.actions[{a}]")) yield return error;
    }

    private static IEnumerable<(string Field, string Message)> Variants(Step step, string path)
    {
        if (step.Variants.IsEmpty)
        {
            if (step.Actions.Length is 0 or > MaxActions) yield return ($"{path}.actions", $"must be 1 to {MaxActions} actions");
            yield break;
        }
        if (step.Actions.Length > 0) yield return ($"{path}.actions", "stand in the variants when there are variants");
        for (var v = 0; v < step.Variants.Length; v++)
        {
            var variant = step.Variants[v];
            if (!Id.IsMatch(variant.Id)) yield return ($"{path}.variants[{v}].id", "must be lower-case letters, digits and single dashes");
            if (step.Variants.Take(v).Any(o => o.Id == variant.Id)) yield return ($"{path}.variants[{v}].id", $"'{variant.Id}' is used twice");
            if (variant.Weight is < 1 or > 1000) yield return ($"{path}.variants[{v}].weight", "must be 1 to 1000");
            if (variant.Actions.Length is 0 or > MaxActions) yield return ($"{path}.variants[{v}].actions", $"must be 1 to {MaxActions} actions");
            for (var a = 0; a < variant.Actions.Length; a++)
                foreach (var error in Action(variant.Actions[a], $"{path}.variants[{v}].actions[{a}]")) yield return error;
        }
    }

    private static IEnumerable<(string Field, string Message)> Answers(ImmutableArray<Reply> replies, string path)
    {
        // A call has to name a key that ends all calls.
        if (Enumerable.Range(0, 10).All(digit => replies.Any(r => r.Match.Contains(digit.ToString(CultureInfo.InvariantCulture)))))
            yield return ($"{path}.replies", "must leave one of the ten keys free");
        for (var r = 0; r < replies.Length; r++)
        {
            var reply = replies[r];
            if (reply.Match.IsEmpty || reply.Match.Any(string.IsNullOrWhiteSpace)) yield return ($"{path}.replies[{r}].match", "must have words to match");
            if (reply.Match.FirstOrDefault(m => replies.Take(r).Any(earlier => earlier.Match.Contains(m, StringComparer.OrdinalIgnoreCase))) is { } twice)
                yield return ($"{path}.replies[{r}].match", $"'{twice}' is an answer of an earlier reply as well");
            if (reply.Record is not null && !Replies.Recordable.Contains(reply.Record))
                yield return ($"{path}.replies[{r}].record", $"must be one of {string.Join(", ", Replies.Recordable)}");
            if (reply.Record == "followup.set" && !(int.TryParse(reply.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= MaxDays))
                yield return ($"{path}.replies[{r}].value", $"must be a number of days, 1 to {MaxDays}");
            if (reply.Enroll is not null && !Id.IsMatch(reply.Enroll)) yield return ($"{path}.replies[{r}].enroll", "is not a sequence's id");
            for (var a = 0; a < reply.Actions.Length; a++)
                foreach (var error in Action(reply.Actions[a], $"{path}.replies[{r}].actions[{a}]")) yield return error;
        }
    }

    private static IEnumerable<(string Field, string Message)> When(ImmutableArray<Condition> conditions, string path)
    {
        for (var i = 0; i < conditions.Length; i++)
        {
            var condition = conditions[i];
            if (!FieldCatalogue.IsKnown(condition.Field))
                yield return ($"{path}[{i}].field", $"names the unknown field '{condition.Field}'");
            if (!Conditions.Operators.Contains(condition.Op))
                yield return ($"{path}[{i}].op", $"must be one of {string.Join(", ", Conditions.Operators.Order(StringComparer.Ordinal))}");
            else if (Conditions.TakesValue(condition.Op) != condition.Value is not null)
                yield return ($"{path}[{i}].value", Conditions.TakesValue(condition.Op) ? "is missing" : $"has no meaning with '{condition.Op}'");
        }
    }

    private static IEnumerable<(string Field, string Message)> Action(SequenceAction action, string path)
    {
        foreach (var (field, template) in TemplatesOf(action))
            if (string.IsNullOrWhiteSpace(template)) yield return ($"{path}.{field}", "is empty");
            else if (Template.Check(template) is { } error) yield return ($"{path}.{field}", error);
        if (action is SequenceAction.OpenTask task)
        {
            if (task.Kind is not ("task" or "call")) yield return ($"{path}.kind", "must be task or call");
            if (!Priorities.Contains(task.Priority)) yield return ($"{path}.priority", $"must be one of {string.Join(", ", Priorities)}");
        }
        if (action is SequenceAction.MarkLead { CoolDown: { } coolDown } && coolDown.Approximate <= Duration.Zero)
            yield return ($"{path}.coolDown", "must be a time ahead, such as 30d");
        if (action is SequenceAction.CallWebhook webhook && !IsPostable(webhook.Url))
            yield return ($"{path}.url", "must be an absolute https address");
    }

    private static IEnumerable<(string Field, string Template)> TemplatesOf(SequenceAction action)
    {
        switch (action)
        {
            case SequenceAction.SendText a: yield return ("text", a.Text); break;
            case SequenceAction.SendEmail a: yield return ("subject", a.Subject); yield return ("text", a.Text); break;
            case SequenceAction.MakeCall a:
                yield return ("text", a.Text);
                if (a.Voicemail is not null) yield return ("voicemail", a.Voicemail);
                break;
            case SequenceAction.LeaveVoicemail a: yield return ("text", a.Text); break;
            case SequenceAction.OpenTask a: yield return ("text", a.Text); break;
            case SequenceAction.NotifyTeam a:
                if (a.Subject is not null) yield return ("subject", a.Subject);
                yield return ("text", a.Text);
                break;
            case SequenceAction.CallWebhook { Text: not null } a: yield return ("text", a.Text); break;
        }
    }

    private static bool IsPostable(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
