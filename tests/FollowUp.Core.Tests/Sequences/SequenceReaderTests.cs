using FollowUp.Core.Sequences;
using FollowUp.Testing.Journeys;

namespace FollowUp.Core.Tests.Sequences;

public class SequenceReaderTests
{
    private const string Good = """
        { "id": "plan", "name": "Plan", "purpose": "conversational",
          "enrollOn": [{ "event": "call.missed", "when": [{ "field": "lead.stage", "op": "eq", "value": "new" }] }],
          "repeat": { "within": "24h", "actions": [{ "type": "notify", "text": "again" }] },
          "mark": { "tags": ["x"], "stage": "new" },
          "stopOn": ["reply"],
          "steps": [{ "id": "one", "anchor": "enrollment", "at": "2d", "window": "09:00-10:00", "purpose": "promotional", "answers": true,
                      "when": [{ "field": "lead.email", "op": "exists" }], "expires": "4h", "actions": [{ "type": "sms", "text": "Hi" }] }] }
        """;

    /// <summary>A piece of the good document, what an author writes instead, and what they are told.</summary>
    public static TheoryData<string, string, string?, string, string> Mistakes => new()
    {
        { "\"id\": \"plan\"", "\"id\": \"My Plan\"", null, "id", "must be lower-case letters, digits and single dashes" },
        { "\"id\": \"plan\"", "\"id\": 7", null, "id", "must be a text" },
        { "\"id\": \"plan\", ", "", null, "id", "is missing" },
        { "\"id\": \"plan\"", "\"id\": null", null, "id", "must not be null" },
        { "\"name\": \"Plan\"", "\"name\": \" \"", null, "name", "is empty" },
        { "\"name\": \"Plan\"", "\"name\": \"Plan\", \"version\": 0", null, "version", "counts from 1" },
        { "\"name\": \"Plan\"", "\"name\": \"Plan\", \"nmae\": 1", null, "nmae", "is not a known field" },
        { "\"conversational\"", "\"chatty\"", null, "purpose", "must be one of conversational, informational, promotional" },
        { "call.missed", "call.mist", null, "enrollOn[0].event", "names the unknown event 'call.mist'" },
        { "call.missed", "touch.settled", null, "enrollOn[0].event", "names the unknown event 'touch.settled'" },
        { "\"lead.stage\", \"op\"", "\"lead.phase\", \"op\"", null, "enrollOn[0].when[0].field", "names the unknown field 'lead.phase'" },
        { "\"eq\"", "\"is\"", null, "enrollOn[0].when[0].op", "must be one of contains, eq, exists, gt, gte, in, lacks, lt, lte, missing, ne" },
        { ", \"value\": \"new\"", "", null, "enrollOn[0].when[0].value", "is missing" },
        { "\"exists\"", "\"exists\", \"value\": \"x\"", "one", "steps[0].when[0].value", "has no meaning with 'exists'" },
        { "\"24h\"", "\"0s\"", null, "repeat.within", "must be a time ahead, such as 24h" },
        { "\"24h\"", "\"a day\"", null, "repeat.within", "\"a day\" is not an offset: write a whole number and s, m, h, d or w, as in 90s, 15m, 4h, 2d or -24h" },
        { "\"again\"", "\" \"", null, "repeat.actions[0].text", "is empty" },
        { "\"stopOn\": [\"reply\"]", "\"stopOn\": [\"replies\"]", null, "stopOn[0]", "names the unknown event 'replies'" },
        { "\"stopOn\": [\"reply\"]", "\"stopOn\": [null]", null, "stopOn", "must not contain null" },
        { "\"stopOn\": [\"reply\"]", "\"stopOn\": \"reply\"", null, "stopOn", "must be a list" },
        { "\"tags\": [\"x\"]", "\"tags\": [1]", null, "mark.tags[0]", "must be a text" },
        { "\"id\": \"one\"", "\"id\": \"One\"", "One", "steps[0].id", "must be lower-case letters, digits and single dashes" },
        { "\"id\": \"one\", ", "", "#1", "steps[0].id", "is missing" },
        { "\"anchor\": \"enrollment\"", "\"anchor\": \"birthday\"", "one", "steps[0].anchor", "must be one of enrollment, appointment, estimate, showing, signal" },
        { "\"at\": \"2d\"", "\"at\": \"-2d\"", "one", "steps[0].at", "cannot lie before an anchor that is itself the beginning" },
        { "\"at\": \"2d\"", "\"at\": \"20y\"", "one", "steps[0].at", "\"20y\" is not an offset: write a whole number and s, m, h, d or w, as in 90s, 15m, 4h, 2d or -24h" },
        { "09:00-10:00", "10:00-09:00", "one", "steps[0].window", "the window 10:00-09:00 must end after it starts; split one that passes midnight in two" },
        { "\"answers\": true", "\"answers\": \"yes\"", "one", "steps[0].answers", "must be true or false" },
        { "\"answers\": true", "\"replies\": [{ \"match\": [\"1\", \"yes\"] }, { \"match\": [\"YES\"] }]", "one", "steps[0].replies[1].match", "'YES' is an answer of an earlier reply as well" },
        { "\"answers\": true", "\"replies\": [{ \"match\": [\"0\", \"1\", \"2\", \"3\", \"4\", \"5\", \"6\", \"7\", \"8\", \"9\"] }]", "one", "steps[0].replies", "must leave one of the ten keys free" },
        { "\"4h\"", "\"-4h\"", "one", "steps[0].expires", "must be a time ahead, such as 4h" },
        { "[{ \"type\": \"sms\", \"text\": \"Hi\" }]", "[]", "one", "steps[0].actions", "must be 1 to 50 actions" },
        { "[{ \"type\": \"sms\", \"text\": \"Hi\" }]", "[null]", "one", "steps[0].actions", "must not contain null" },
        { "\"type\": \"sms\"", "\"type\": \"fax\"", "one", "steps[0].actions[0].type", "is missing or unknown" },
        { "\"type\": \"sms\", ", "", "one", "steps[0].actions[0].type", "is missing or unknown" },
        { "\"text\": \"Hi\"", "\"txt\": \"Hi\"", "one", "steps[0].actions[0].txt", "is not a known field" },
        { "\"type\": \"sms\", \"text\": \"Hi\"", "\"type\": \"sms\"", "one", "steps[0].actions[0].text", "is missing" },
        { "\"text\": \"Hi\"", "\"text\": \"Hi {{lead.frstName}}\"", "one", "steps[0].actions[0].text", "names the unknown field 'lead.frstName' (did you mean 'lead.firstName'?)" },
        { "\"type\": \"sms\"", "\"type\": \"email\"", "one", "steps[0].actions[0].subject", "is missing" },
        { "\"type\": \"sms\"", "\"type\": \"email\", \"subject\": \"{{#if lead.name}}\"", "one", "steps[0].actions[0].subject", "is not a template: Reached end of template before block expression 'if' was closed" },
        { "\"type\": \"sms\"", "\"type\": \"call\", \"voicemail\": \"\"", "one", "steps[0].actions[0].voicemail", "is empty" },
        { "\"type\": \"sms\"", "\"type\": \"task\", \"kind\": \"chore\"", "one", "steps[0].actions[0].kind", "must be task or call" },
        { "\"type\": \"sms\"", "\"type\": \"task\", \"priority\": \"high\"", "one", "steps[0].actions[0].priority", "must be one of asap, scheduled, callback, redial, routine" },
        { "\"type\": \"sms\"", "\"type\": \"webhook\", \"url\": \"http://example.com\"", "one", "steps[0].actions[0].url", "must be an absolute https address" },
        { "\"type\": \"sms\"", "\"type\": \"webhook\", \"url\": \"/hook\"", "one", "steps[0].actions[0].url", "must be an absolute https address" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Read_Mistake_IsToldWithFileStepAndField(string piece, string instead, string? step, string field, string message)
    {
        Assert.Contains(piece, Good, StringComparison.Ordinal);

        var (sequence, errors) = SequenceReader.Read(Replace(piece, instead), "plan.json");

        Assert.Null(sequence);
        Assert.Equal(new SequenceError("plan.json", step, field, message), Assert.Single(errors));
    }

    [Fact]
    public void Read_GoodDocument_HasEveryMember()
    {
        var (sequence, errors) = SequenceReader.Read(Good, "plan.json");

        Assert.Empty(errors);
        Assert.Equal(("plan", 1, Purpose.Conversational, "24h", "new"), (sequence!.Id, sequence.Version, sequence.Purpose, sequence.Repeat!.Within.ToString(), sequence.Mark!.Stage));
        var step = Assert.Single(sequence.Steps);
        Assert.Equal(("2d", "09:00-10:00", Purpose.Promotional, true, "4h"), (step.At.ToString(), step.Window.ToString(), step.Purpose!.Value, step.Answers, step.Expires.ToString()));
        Assert.Equal(["reply"], sequence.StopOn.AsEnumerable());
    }

    [Fact]
    public void Read_SeveralMistakes_AreAllTold()
    {
        var (_, errors) = SequenceReader.Read(Good.Replace("\"Plan\"", "\"\"", StringComparison.Ordinal).Replace("\"Hi\"", "\"\"", StringComparison.Ordinal), "plan.json");

        Assert.Equal(["plan.json: name is empty", "plan.json: step 'one': steps[0].actions[0].text is empty"], errors.Select(e => e.ToString()));
    }

    [Fact]
    public void Read_StepIdUsedTwice_IsTold()
    {
        var two = Good.Replace("\"steps\": [", "\"steps\": [{ \"id\": \"one\", \"at\": \"0s\", \"actions\": [{ \"type\": \"sms\", \"text\": \"Hi\" }] }, ", StringComparison.Ordinal);

        Assert.Equal("steps[1].id: 'one' is used twice", Assert.Single(SequenceReader.Read(two, "f").Errors) is var e ? $"{e.Field}: {e.Message}" : "");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(201)]
    public void Read_TooFewOrTooManySteps_IsTold(int count)
    {
        var step = Plans.Step("x", "0s", Plans.Text());
        var sequence = Plans.Sequence("plan", [.. Enumerable.Range(0, count).Select(i => step with { Id = "x" + i })]);

        Assert.Equal("must be 1 to 200 steps", Assert.Single(SequenceReader.Read(SequenceReader.Write(sequence), "f").Errors).Message);
    }

    [Theory]
    [InlineData("", "", "is not valid JSON (line 1, column 1)")]
    [InlineData("{\n  \"id\": \"plan\",,", "", "is not valid JSON (line 2, column 16)")]
    [InlineData("null", "", "must not be null")]
    [InlineData("[]", "", "must be a sequence")]
    [InlineData("{\"steps\":[{},{\"x\":1}],\"steps\":[]}", "steps[0].id", "is missing")]
    public void Read_NotADocument_IsToldNotThrown(string json, string field, string message)
    {
        var error = Assert.Single(SequenceReader.Read(json, "f").Errors);

        Assert.Equal((field, message), (error.Field, error.Message));
    }

    [Fact]
    public void Write_AnySequence_IsReadAsTheSame()
    {
        var never = Plans.Sequence("never-stops", Plans.Step("a", "0s", Plans.Text())) with { StopOn = [], Schema = SequenceSchema.Id };

        var (read, errors) = SequenceReader.Read(SequenceReader.Write(never), "f");

        Assert.Empty(errors);
        Assert.Empty(read!.StopOn);
        Assert.Equal(SequenceReader.Write(never), SequenceReader.Write(read));
    }

    internal static string Replace(string piece, string instead)
    {
        var at = Good.LastIndexOf(piece, StringComparison.Ordinal);
        return Good[..at] + instead + Good[(at + piece.Length)..];
    }
}
