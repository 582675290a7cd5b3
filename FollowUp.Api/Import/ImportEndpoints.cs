using FollowUp.Api.Http;
using FollowUp.Core.Engine;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace FollowUp.Api.Import;

/// <summary>Bringing leads in from other systems as CSV: a dry run first, then for real.</summary>
internal static class ImportEndpoints
{
    /// <summary>Files up to this length are answered when they are through; longer ones at once, with where to look.</summary>
    private const int InlineRows = 500;

    public static void Map(RouteGroupBuilder import)
    {
        import.MapPost("/leads", ImportAsync).Accepts<string>("text/csv", "*/*").Produces<ImportReport>().Produces<ImportReport>(StatusCodes.Status202Accepted).ForOwners();
        import.MapGet("/{id}", Read);
    }

    private static async Task<Results<Ok<ImportReport>, Accepted<ImportReport>>> ImportAsync(
        bool? dryRun, [FromQuery] string[]? map, [FromQuery] string[]? sequences, HttpRequest request, ImportJobs jobs, IPlaybookSource playbooks, IClock clock,
        CancellationToken cancellation)
    {
        var playbook = await playbooks.CurrentAsync(cancellation);
        foreach (var sequence in sequences ?? [])
            if (playbook.Latest(sequence) is null) throw ProblemException.Bad("sequences", $"there is no sequence '{sequence}'");
        var bytes = await Body.ReadBytesAsync(request, cancellation, ImportFile.MaxBytes);
        var file = ImportFile.Read(bytes, Mapping(map ?? []), [.. sequences ?? []], playbook, clock.GetCurrentInstant());
        if (dryRun != false) return TypedResults.Ok(await jobs.TryAsync(file, cancellation));
        var (done, progress) = jobs.Start(file);
        if (file.Count > InlineRows) return TypedResults.Accepted($"/api/import/{file.Id}", progress.Report());
        await done.WaitAsync(cancellation);
        return TypedResults.Ok(progress.Report());
    }

    private static Ok<ImportReport> Read(string id, ImportJobs jobs) => TypedResults.Ok(
        jobs.Find(id) ?? throw ProblemException.NotFound($"import '{id}' at work here; send the file again to go on with it"));

    private static Dictionary<string, string> Mapping(string[] said)
    {
        var mapping = new Dictionary<string, string>();
        foreach (var pair in said)
        {
            var colon = pair.LastIndexOf(':');
            var field = pair[(colon + 1)..].Trim();
            if (colon < 1 || !ImportColumns.IsField(field))
                throw ProblemException.Bad("map", $"'{pair}' is not Column:field; fields are {string.Join(", ", ImportColumns.Fields)}, criteria.<name>");
            mapping[pair[..colon].Trim()] = field;
        }
        return mapping;
    }
}
