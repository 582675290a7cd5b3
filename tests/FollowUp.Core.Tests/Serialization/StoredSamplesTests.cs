using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using FollowUp.Core.Calls;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Serialization;
using FollowUp.Core.Timelines;
using FollowUp.Core.Touches;

namespace FollowUp.Core.Tests.Serialization;

/// <summary>
/// Documents written by version 1 and checked in: every later version reads them and finds the same in them. A file is added when
/// a member or an event is; none is ever changed. FOLLOWUP_WRITE_SAMPLES=1 writes the missing ones.
/// </summary>
public class StoredSamplesTests
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(Here())!, "samples", "v1");

    public static TheoryData<string> EventNames => [.. EventTypes.All.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(EventNames))]
    public void ReadEvent_SampleOfEveryType_IsWhatItWas(string type)
    {
        var expected = Samples.Envelope(Assert.Single(Samples.Events, e => EventTypes.NameOf(e) == type));

        Same(expected, StoredJson.ReadEvent(File($"event.{type}.json", expected)), StoredJson.ReadEvent(WithMore(File($"event.{type}.json", expected))));
    }

    [Fact]
    public void ReadState_SampleLead_IsWhatItWas()
    {
        foreach (var (name, lead) in new[] { ("lead.json", Samples.Lead), ("lead.inbox.json", Samples.InboxLead), ("lead.least.json", Samples.LeastLead) })
        {
            var json = File(name, lead);
            Same(lead, StoredJson.ReadState(json), StoredJson.ReadState(WithMore(json)));
        }
    }

    [Fact]
    public void ReadEntry_SampleRows_AreWhatTheyWere()
    {
        foreach (var row in Samples.Rows)
        {
            var json = File($"row.{row.Kind}.json", row);
            Same(row, StoredJson.ReadEntry(json), StoredJson.ReadEntry(WithMore(json)));
        }
    }

    [Fact]
    public void Write_LeastOfEveryEvent_CanBeRead() =>
        Assert.All(Samples.LeastEvents, fact => Same(Samples.Envelope(fact), StoredJson.ReadEvent(StoredJson.Write(Samples.Envelope(fact)))));

    [Fact]
    public void SampleLeads_Together_HaveEveryMember()
    {
        var written = Directory.GetFiles(Folder, "lead*.json").SelectMany(f => JsonNode.Parse(System.IO.File.ReadAllBytes(f))!.AsObject().Select(p => p.Key));

        Assert.Equal(Members(typeof(LeadState)).Order(), written.Distinct().Order());
    }

    [Theory]
    [InlineData("call.inbound.json", false)]
    [InlineData("call.outbound.json", true)]
    public void Call_AsItWasStored_IsReadAgain(string name, bool isOutbound)
    {
        var call = Samples.Call(isOutbound);

        var json = File(name, call);

        Same(call, StoredJson.ReadCall(json), StoredJson.ReadCall(WithMore(json)));
    }

    /// <summary>Every member and word that stored documents may hold: it may grow, but a line never goes.</summary>
    [Fact]
    public void Members_OfStoredDocuments_NeverDisappear()
    {
        Type[] types =
        [
            typeof(LeadState), typeof(LeadContext), typeof(Consent), typeof(Consents), typeof(Preferences), typeof(OptOut), typeof(CoolDown), typeof(CallFacts),
            typeof(RecentTouch), typeof(Appointment), typeof(Estimate), typeof(LeadTask), typeof(TaskClaim), typeof(Talk), typeof(Enrollment), typeof(PlannedStep), typeof(HeldAction), typeof(Touch),
            typeof(EventEnvelope), typeof(TimelineEntry), typeof(CallRecord), typeof(RungPhone), typeof(CallScript), typeof(CallChoice), .. EventTypes.All.Select(n => EventTypes.TypeOf(n)!),
        ];
        Type[] enums = [typeof(AppointmentStatus), typeof(EnrollmentStatus), typeof(TouchStatus), typeof(Channel), typeof(CallStage), typeof(RungState)];
        var now = types.SelectMany(t => Members(t).Select(m => $"{t.Name}.{m}"))
            .Concat(enums.SelectMany(e => Enum.GetValues(e).Cast<object>().Select(v => $"{e.Name} {JsonSerializer.Serialize(v, e).Trim('"')}")))
            .Concat(EventTypes.All.Select(n => $"event {n} {EventTypes.TypeOf(n)!.Name}"))
            .Where(line => !line.EndsWith(".type", StringComparison.Ordinal) || line.StartsWith("TimelineEntry", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).ToList();
        var path = Path.Combine(Folder, "members.txt");
        if (IsWriting)
            System.IO.File.WriteAllLines(path, (System.IO.File.Exists(path) ? System.IO.File.ReadAllLines(path) : []).Union(now).Order(StringComparer.Ordinal));

        Assert.Empty(System.IO.File.ReadAllLines(path).Except(now));
        Assert.Empty(now.Except(System.IO.File.ReadAllLines(path))); // new ones are added to the file, so that they stay too
    }

    /// <summary>The members that are written; computed ones have no getter here.</summary>
    private static IEnumerable<string> Members(Type type) => StoredJson.Options.GetTypeInfo(type).Properties.Where(p => p.Get is not null).Select(p => p.Name);

    private static bool IsWriting => Environment.GetEnvironmentVariable("FOLLOWUP_WRITE_SAMPLES") == "1";

    private static byte[] File<T>(string name, T value)
    {
        var path = Path.Combine(Folder, name);
        if (IsWriting && !System.IO.File.Exists(path))
        {
            Directory.CreateDirectory(Folder);
            System.IO.File.WriteAllText(path, JsonNode.Parse(JsonSerializer.SerializeToUtf8Bytes(value, StoredJson.Options))!
                .ToJsonString(new(StoredJson.Options) { WriteIndented = true }) + "\n");
        }
        return System.IO.File.ReadAllBytes(path);
    }

    /// <summary>The document as a later version might write it: with members that this one does not know.</summary>
    private static byte[] WithMore(byte[] json)
    {
        var document = JsonNode.Parse(json)!.AsObject();
        document["later"] = new JsonObject { ["list"] = new JsonArray(1, "two", null) };
        if (document["data"] is JsonObject data) data["later"] = true;
        if (document["enrollments"] is JsonArray { Count: > 0 } enrollments) enrollments[0]!["later"] = 1;
        return System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
    }

    private static void Same<T>(T expected, params T[] actual) =>
        Assert.All(actual, a => Assert.Equal(JsonSerializer.Serialize(expected, Everything), JsonSerializer.Serialize(a, Everything)));

    /// <summary>Compares by value through lists and nulls, written with options of its own so that nothing is left out.</summary>
    private static readonly JsonSerializerOptions Everything = CreateEverything();

    private static JsonSerializerOptions CreateEverything()
    {
        var options = new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.Never };
        options.AddDomainConverters();
        return options;
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
