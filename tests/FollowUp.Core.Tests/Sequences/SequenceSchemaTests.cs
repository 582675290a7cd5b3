using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using FollowUp.Core.Calendars;
using FollowUp.Core.Events;
using FollowUp.Core.Sequences;
using FollowUp.Core.Serialization;
using FollowUp.Core.Templates;

namespace FollowUp.Core.Tests.Sequences;

/// <summary>The published schema says what the reader does: compared member by member, since the reader is written in C#.</summary>
public class SequenceSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(SequenceSchema.Text)!;

    public static TheoryData<string, Type> Objects => new()
    {
        { "", typeof(Sequence) },
        { "step", typeof(Step) },
        { "trigger", typeof(Trigger) },
        { "repeat", typeof(Repeat) },
        { "mark", typeof(Marking) },
        { "condition", typeof(Condition) },
        { "sms", typeof(SequenceAction.SendText) },
        { "email", typeof(SequenceAction.SendEmail) },
        { "call", typeof(SequenceAction.MakeCall) },
        { "voicemail", typeof(SequenceAction.LeaveVoicemail) },
        { "task", typeof(SequenceAction.OpenTask) },
        { "notify", typeof(SequenceAction.NotifyTeam) },
        { "webhook", typeof(SequenceAction.CallWebhook) },
    };

    [Fact]
    public void Text_Schema_HasItsAddressAndDialect()
    {
        Assert.Equal(SequenceSchema.Id, (string?)Schema["$id"]);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", (string?)Schema["$schema"]);
        Assert.Equal("https://followup.example/schemas/sequence.json", SequenceSchema.Id);
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void Text_Object_HasTheMembersThatTheReaderKnows(string definition, Type type)
    {
        var schema = Definition(definition);
        var members = StoredJson.Strict.GetTypeInfo(type).Properties;
        var isAction = type.BaseType == typeof(SequenceAction);

        Assert.Equal(
            members.Select(m => m.Name).Where(n => !isAction || n != "type").Append(isAction ? "type" : null).OfType<string>().Order(StringComparer.Ordinal),
            schema["properties"]!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(
            members.Where(m => m.IsRequired).Select(m => m.Name).Concat(isAction ? ["type"] : []).Order(StringComparer.Ordinal),
            (schema["required"]?.AsArray() ?? []).Select(r => (string)r!).Order(StringComparer.Ordinal));
        Assert.False((bool)schema["additionalProperties"]!);
    }

    [Fact]
    public void Text_EveryMember_IsDescribed()
    {
        foreach (var definition in Objects.Select(o => (string)o[0]))
            foreach (var (name, member) in Definition(definition)["properties"]!.AsObject())
                Assert.True(
                    member!["description"] is not null || Definition(((string?)member["$ref"])?.Split('/')[^1] ?? "")["description"] is not null,
                    $"{definition}.{name} has no description");
    }

    [Fact]
    public void Text_Enums_AreThoseOfTheCode()
    {
        Assert.Equal(Words<Purpose>(), Enum("purpose"));
        Assert.Equal(Words<Anchor>(), Strings(Definition("step")["properties"]!["anchor"]!["enum"]));
        Assert.Equal(EventTypes.Public.Order(StringComparer.Ordinal), Enum("event"));
        Assert.Equal(Conditions.Operators.Order(StringComparer.Ordinal), Strings(Definition("condition")["properties"]!["op"]!["enum"]));
        Assert.Equal(FieldCatalogue.Fields.Keys.Order(StringComparer.Ordinal), Strings(Definition("condition")["properties"]!["field"]!["enum"]));
        Assert.Equal(StopWords.Default.Order(StringComparer.Ordinal), Strings(Schema["properties"]!["stopOn"]!["default"]));
        Assert.Equal(
            StopWords.All.Order(StringComparer.Ordinal),
            Enum("event").Concat(Strings(Schema["properties"]!["stopOn"]!["items"]!["anyOf"]![1]!["enum"])).Order(StringComparer.Ordinal));
        Assert.Equal(
            typeof(SequenceAction).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(a => (string)a.TypeDiscriminator!).Order(StringComparer.Ordinal),
            Definition("action")["oneOf"]!.AsArray().Select(r => ((string)r!["$ref"]!).Split('/')[^1]).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("0s", true)]
    [InlineData("15m", true)]
    [InlineData("-24h", true)]
    [InlineData("2w", true)]
    [InlineData("1.5h", false)]
    [InlineData("+1h", false)]
    [InlineData("1 h", false)]
    [InlineData("1y", false)]
    [InlineData("h", false)]
    [InlineData("", false)]
    [InlineData("1H", false)]
    public void Text_OffsetPattern_AgreesWithTheReader(string text, bool valid)
    {
        Assert.Equal(valid, Offset.TryParse(text, out _, out _));
        Assert.Equal(valid, Pattern("offset").IsMatch(text));
    }

    [Theory]
    [InlineData("14:00-15:00", true)]
    [InlineData("00:00-24:00", true)]
    [InlineData("9:00-10:00", false)]
    [InlineData("24:00-24:00", false)]
    [InlineData("14:00 - 15:00", false)]
    [InlineData("14:60-15:00", false)]
    [InlineData("14:00-25:00", false)]
    public void Text_WindowPattern_AgreesWithTheReader(string text, bool valid)
    {
        Assert.Equal(valid, TimeWindow.TryParse(text, out _, out _));
        Assert.Equal(valid, Pattern("window").IsMatch(text));
    }

    [Theory]
    [InlineData("24h", true)]
    [InlineData("1s", true)]
    [InlineData("0s", false)]
    [InlineData("-1h", false)]
    public void Text_TimeAheadPattern_AgreesWithTheReader(string text, bool valid)
    {
        Assert.Equal(valid, SequenceReader.Read(SequenceReaderTests.Replace("\"24h\"", $"\"{text}\""), "f").Errors.Count == 0);
        Assert.Equal(valid, Pattern("timeAhead").IsMatch(text));
    }

    [Theory]
    [InlineData("plan", true)]
    [InlineData("new-lead-2", true)]
    [InlineData("New", false)]
    [InlineData("a--b", false)]
    [InlineData("-a", false)]
    [InlineData("a_b", false)]
    public void Text_IdPattern_AgreesWithTheReader(string id, bool valid)
    {
        Assert.Equal(valid, SequenceReader.Read(SequenceReaderTests.Replace("\"id\": \"plan\"", $"\"id\": \"{id}\""), "f").Errors.Count == 0);
        Assert.Equal(valid, Regex.IsMatch(id, (string)Schema["properties"]!["id"]!["pattern"]!));
    }

    private static JsonNode Definition(string name) => name.Length == 0 ? Schema : Schema["$defs"]![name]!;

    private static IEnumerable<string> Enum(string definition) => Strings(Definition(definition)["enum"]);

    private static IEnumerable<string> Strings(JsonNode? list) => list!.AsArray().Select(i => (string)i!).Order(StringComparer.Ordinal);

    private static Regex Pattern(string definition) => new((string)Definition(definition)["pattern"]!);

    private static IEnumerable<string> Words<T>()
        where T : struct, Enum =>
        System.Enum.GetValues<T>().Select(v => JsonSerializer.Serialize(v).Trim('"')).Order(StringComparer.Ordinal);
}
