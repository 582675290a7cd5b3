using System.Text.Json;

namespace FollowUp.AcsEmulator.Rest;

/// <summary>A request of the public API after authentication.</summary>
internal sealed record AcsRequest(HttpContext Http, string ApiVersion, byte[] Body)
{
    public string Route(string name) => (string?)Http.Request.RouteValues[name] ?? "";

    public T Read<T>()
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(Body, EmulatorJson.Options)
                ?? throw AcsError.BadRequest("The request body is empty.");
        }
        catch (JsonException error)
        {
            throw AcsError.BadRequest($"The request body is not valid: {error.Message}");
        }
    }
}

internal sealed record AcsResponse(int Status, object? Body = null)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
}

internal sealed record ErrorBody(ErrorDetail Error);

internal sealed record ErrorDetail(string Code, string Message, string? Target = null);

/// <summary>An answer of the service that is not what the caller wanted, with its documented body.</summary>
#pragma warning disable CA1032 // Only ever made from a status, a code and a message.
internal sealed class AcsError(int status, string code, string message) : Exception(message)
#pragma warning restore CA1032
{
    public int Status => status;
    public string Code => code;
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>A body other than the usual error object.</summary>
    public object? Body { get; init; }

    public static AcsError BadRequest(string message) => new(400, "BadRequest", message);

    public AcsResponse ToResponse() => new(status, Body ?? new ErrorBody(new ErrorDetail(code, Message)))
    {
        // "x-ms-error-code: ... the same as the code in the error property", CommunicationServicesEmail.json (azure-rest-api-specs).
        Headers = new Dictionary<string, string>(Headers) { ["x-ms-error-code"] = code },
    };
}
