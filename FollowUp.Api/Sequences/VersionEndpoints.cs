using System.Text.Json;
using System.Text.Json.Nodes;
using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Core.Decisions;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Previews;
using FollowUp.Core.Sequences;
using FollowUp.Core.Serialization;
using FollowUp.Core.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace FollowUp.Api.Sequences;

/// <summary>The versions of a sequence: who is in which, what differs, and moving leads from one to another.</summary>
internal static class VersionEndpoints
{
    public static void Map(RouteGroupBuilder sequences)
    {
        sequences.MapGet("/{id}/versions", VersionsAsync);
        sequences.MapGet("/{id}/diff", DiffAsync);
        sequences.MapPost("/{id}/migrate", MigrateAsync).Takes<MigrateRequest>().ForOwners();
    }

    private static async Task<Ok<Listing<VersionView>>> VersionsAsync(string id, ILeadStore store, IPlaybookSource playbooks, CancellationToken cancellation)
    {
        var playbook = await playbooks.CurrentAsync(cancellation);
        var latest = playbook.Latest(id) ?? throw ProblemException.NotFound($"sequence '{id}'");
        var running = new Dictionary<int, int>();
        await foreach (var lead in store.AllAsync(cancellation))
            foreach (var enrollment in lead.Enrollments.Where(e => e.IsRunning && e.Sequence == id))
                running[enrollment.Version] = running.GetValueOrDefault(enrollment.Version) + 1;
        return TypedResults.Ok(new Listing<VersionView>(
            [
                .. Enumerable.Range(1, latest.Version).Reverse().Where(v => playbook.Find(id, v) is not null)
                    .Select(v => new VersionView(v, v == latest.Version, running.GetValueOrDefault(v))),
            ],
            null));
    }

    private static async Task<Ok<SequenceDiff>> DiffAsync(string id, int from, int? to, IPlaybookSource playbooks, CancellationToken cancellation)
    {
        var playbook = await playbooks.CurrentAsync(cancellation);
        var old = playbook.Find(id, from) ?? throw ProblemException.NotFound($"version {from} of sequence '{id}'");
        var fresh = (to is { } v ? playbook.Find(id, v) : playbook.Latest(id)) ?? throw ProblemException.NotFound($"version {to} of sequence '{id}'");
        return TypedResults.Ok(Compare(old, fresh));
    }

    private static async Task<Ok<Migration>> MigrateAsync(
        string id, HttpRequest request, LeadIntake intake, ILeadStore store, IPlaybookSource playbooks, IIdSource ids, IClock clock,
        CancellationToken cancellation)
    {
        var body = await Body.ReadAsync<MigrateRequest>(request, cancellation);
        var playbook = await playbooks.CurrentAsync(cancellation);
        var latest = playbook.Latest(id) ?? throw ProblemException.NotFound($"sequence '{id}'");
        var to = body.To ?? latest.Version;
        if (playbook.Find(id, to) is null) throw ProblemException.Bad("to", $"there is no version {to}");
        var (now, moved, run) = (clock.GetCurrentInstant(), new List<MigratedLead>(), LeadEndpoints.EventId(request, ids));
        await foreach (var lead in store.AllAsync(cancellation))
        {
            if (lead.Enrollments.FirstOrDefault(e => e.IsRunning && e.Sequence == id && e.Version != to && (body.From is null || e.Version == body.From))
                is not { } enrollment) continue;
            var deed = new EventEnvelope($"{run}/migrate/{to}", now, new LeadEvent.SequenceMigrated(id, to));
            moved.Add(new(
                lead.Id, lead.Name, enrollment.Version, Preview.Run(lead, [], now, playbook).Touches.Count,
                Preview.Run(lead, [deed], now, playbook).Touches.Count));
            if (!body.DryRun) await intake.TakeInAsync(lead.Id, deed, cancellation);
        }
        return TypedResults.Ok(new Migration(body.DryRun, to, moved));
    }

    private static SequenceDiff Compare(Sequence old, Sequence fresh)
    {
        var before = old.Steps.ToDictionary(s => s.Id, Json, StringComparer.Ordinal);
        var after = fresh.Steps.ToDictionary(s => s.Id, Json, StringComparer.Ordinal);
        return new(
            [.. after.Keys.Except(before.Keys)],
            [.. before.Keys.Except(after.Keys)],
            [
                .. from id in before.Keys.Intersect(after.Keys)
                   where !JsonNode.DeepEquals(before[id], after[id])
                   select new ChangedStep(id, before[id], after[id]),
            ],
            [.. HeadOf(old).Where(p => !JsonNode.DeepEquals(p.Value, HeadOf(fresh).GetValueOrDefault(p.Key))).Select(p => p.Key)]);
    }

    /// <summary>Everything of a sequence but its steps and its version.</summary>
    private static Dictionary<string, JsonNode?> HeadOf(Sequence sequence) =>
        JsonNode.Parse(SequenceReader.Write(sequence with { Version = 1, Steps = [] }))!.AsObject().ToDictionary(p => p.Key, p => p.Value);

    private static JsonNode Json(Step step) => JsonSerializer.SerializeToNode(step, StoredJson.Strict)!;
}

/// <summary>A version, and how many leads are in it now.</summary>
public sealed record VersionView(int Version, bool Latest, int Running);

/// <summary>What an edit changed: steps by their ids, and fields of the sequence itself.</summary>
public sealed record SequenceDiff(
    IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<ChangedStep> Changed, IReadOnlyList<string> Fields);

/// <summary>A step before and after.</summary>
public sealed record ChangedStep(string Step, JsonNode Before, JsonNode After);

/// <summary>Which leads to move, and whether only to say what would happen.</summary>
/// <param name="From">Only those of this version; all others when null.</param>
/// <param name="To">The version they go to; the latest when null.</param>
/// <param name="DryRun">Whether nothing is changed.</param>
public sealed record MigrateRequest(int? From = null, int? To = null, bool DryRun = true);

/// <summary>What was moved, or would be.</summary>
public sealed record Migration(bool DryRun, int To, IReadOnlyList<MigratedLead> Leads);

/// <summary>A lead that moves, with the touches it would still get in the old version and in the new one.</summary>
public sealed record MigratedLead(string Id, string? Name, int From, int TouchesBefore, int TouchesAfter);
