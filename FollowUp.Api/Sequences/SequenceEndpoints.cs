using System.Text;
using FollowUp.Api.Http;
using FollowUp.Api.Leads;
using FollowUp.Core.Engine;
using FollowUp.Core.Sequences;
using FollowUp.Core.Templates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace FollowUp.Api.Sequences;

/// <summary>The library and the business's own sequences.</summary>
internal static class SequenceEndpoints
{
    public static void Map(RouteGroupBuilder sequences)
    {
        sequences.MapGet("", ListAsync);
        sequences.MapGet("/schema", () => TypedResults.Text(SequenceSchema.Text, "application/schema+json", Encoding.UTF8));
        sequences.MapGet("/{id}", ReadAsync);
        sequences.MapPut("/{id}", SaveAsync).ForOwners();
        sequences.MapPost("/validate", ValidateAsync);
        sequences.MapPost("/{id}/preview", SequencePreview.RunAsync).Takes<PreviewRequest>();
    }

    private static async Task<Ok<Listing<SequenceSummary>>> ListAsync(IPlaybookSource playbooks, CancellationToken cancellation)
    {
        var playbook = await playbooks.CurrentAsync(cancellation);
        return TypedResults.Ok(new Listing<SequenceSummary>(
            [.. playbook.Sequences.OrderBy(s => s.Id, StringComparer.Ordinal).Select(s =>
                new SequenceSummary(s.Id, s.Version, s.Name, s.Description, s.Purpose, s.Steps.Length, [.. s.EnrollOn.Select(t => t.Event)]))],
            null));
    }

    private static async Task<ContentHttpResult> ReadAsync(
        string id, int? version, HttpResponse response, IPlaybookSource playbooks, CancellationToken cancellation)
    {
        var playbook = await playbooks.CurrentAsync(cancellation);
        var sequence = version is { } v ? playbook.Find(id, v) : playbook.Latest(id);
        return Document(sequence ?? throw ProblemException.NotFound(version is null ? $"sequence '{id}'" : $"version {version} of sequence '{id}'"), response);
    }

    private static async Task<ContentHttpResult> SaveAsync(
        string id, HttpRequest request, HttpResponse response, StoredPlaybook playbook, CancellationToken cancellation)
    {
        var (sequence, errors) = await ReadBodyAsync(request, id + ".json", cancellation);
        if (sequence is null) throw new ProblemException("The sequence has errors.", errors.Select(e => (e.Field, e.Message)));
        if (id == "schema") throw ProblemException.Bad("id", "is the address of the schema");
        if (sequence.Id != id) throw ProblemException.Bad("id", $"is '{sequence.Id}', but the address says '{id}'");
        var saved = await playbook.SaveAsync(sequence, VersionTag.Expected(request), cancellation)
            ?? throw new ProblemException(StatusCodes.Status412PreconditionFailed, "Somebody else has saved the sequence since you read it.");
        return Document(saved, response);
    }

    private static async Task<Ok<Validation>> ValidateAsync(HttpRequest request, CancellationToken cancellation)
    {
        var (sequence, errors) = await ReadBodyAsync(request, "sequence.json", cancellation);
        return TypedResults.Ok(new Validation(sequence is not null, errors, sequence is null ? [] : Lengths(sequence)));
    }

    private static async Task<(Sequence? Sequence, IReadOnlyList<SequenceError> Errors)> ReadBodyAsync(
        HttpRequest request, string file, CancellationToken cancellation) =>
        SequenceReader.Read(Encoding.UTF8.GetString((await Body.ReadBytesAsync(request, cancellation)).Span), file);

    /// <summary>What each text will cost, filled with sample values.</summary>
    private static List<TextLength> Lengths(Sequence sequence) =>
    [
        .. from step in sequence.Steps
           from action in step.Actions.OfType<SequenceAction.SendText>()
           let text = Template.Render(action.Text, field => FieldCatalogue.Fields[field].Sample)
           let segments = Segments.Of(text)
           select new TextLength(step.Id, text, segments.Encoding, segments.Units, segments.Count),
    ];

    private static ContentHttpResult Document(Sequence sequence, HttpResponse response)
    {
        response.Headers.ETag = VersionTag.Of(sequence.Version);
        return TypedResults.Text(SequenceReader.Write(sequence), "application/json", Encoding.UTF8);
    }
}

/// <summary>A sequence in the list.</summary>
public sealed record SequenceSummary(
    string Id, int Version, string Name, string? Description, Purpose Purpose, int Steps, IReadOnlyList<string> EnrollOn);

/// <summary>What a check found: errors with file, step and field, and what each text will cost.</summary>
public sealed record Validation(bool Valid, IReadOnlyList<SequenceError> Errors, IReadOnlyList<TextLength> Texts);

/// <summary>A text filled with sample values, and its billed segments.</summary>
public sealed record TextLength(string Step, string Text, string Encoding, int Units, int Segments);
