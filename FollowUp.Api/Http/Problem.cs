using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FollowUp.Api.Http;

/// <summary>An answer of RFC 9457: what is wrong, and with which field.</summary>
public sealed class ProblemException(int status, string title, string? field = null, string? message = null) : Exception(message ?? title)
{
    /// <summary>What is wrong, by field.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; private init; } =
        field is null ? new Dictionary<string, string[]>() : new() { [field] = [message!] };

    /// <summary>Several fields are wrong at once.</summary>
    public ProblemException(string title, IEnumerable<(string Field, string Message)> errors)
        : this(StatusCodes.Status400BadRequest, title) =>
        Errors = errors.GroupBy(e => e.Field).ToDictionary(g => g.Key, g => g.Select(e => e.Message).ToArray());

    /// <summary>The HTTP status.</summary>
    public int Status => status;

    /// <summary>One field of a request is wrong.</summary>
    public static ProblemException Bad(string field, string message) =>
        new(StatusCodes.Status400BadRequest, "The request has an error.", field, message);

    /// <summary>There is no such thing.</summary>
    public static ProblemException NotFound(string what) => new(StatusCodes.Status404NotFound, $"There is no {what}.");

    /// <summary>The request goes against the state of things.</summary>
    public static ProblemException Conflict(string why) => new(StatusCodes.Status409Conflict, why);

    /// <summary>The answer.</summary>
    public ProblemHttpResult ToResult() => TypedResults.Problem(
        title: title,
        detail: Errors.Count == 0 ? null : string.Join("; ", Errors.Select(e => $"{e.Key} {string.Join(", ", e.Value)}".Trim())),
        statusCode: status,
        extensions: Errors.Count == 0 ? null : new Dictionary<string, object?> { ["errors"] = Errors });
}
