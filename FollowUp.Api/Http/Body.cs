using System.Buffers;
using FollowUp.Core.Serialization;
using Microsoft.AspNetCore.Http;

namespace FollowUp.Api.Http;

/// <summary>Reads request bodies: at most 1 MiB, strictly, with errors that name the field.</summary>
public static class Body
{
    /// <summary>The largest body that is read, in bytes.</summary>
    public const int MaxBytes = 1 << 20;

    /// <summary>Reads a JSON body.</summary>
    /// <exception cref="ProblemException">It is too large, not JSON, or not what is wanted.</exception>
    public static async Task<T> ReadAsync<T>(HttpRequest request, CancellationToken cancellation) =>
        Read<T>(await ReadBytesAsync(request, cancellation));

    /// <summary>Reads JSON that has been received.</summary>
    /// <exception cref="ProblemException">It is not JSON, or not what is wanted.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> body)
    {
        var (value, problem) = JsonProblem.TryRead<T>(body.Span, StoredJson.Strict);
        return problem is null ? value! : throw ProblemException.Bad(problem.Field.Length == 0 ? "body" : problem.Field, problem.Message);
    }

    /// <summary>Reads a body as it is.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(
        HttpRequest request, CancellationToken cancellation, int maxBytes = MaxBytes)
    {
        if (request.ContentLength > maxBytes) throw TooLarge(maxBytes);
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            if (read.Buffer.Length > maxBytes) throw TooLarge(maxBytes);
            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                return bytes;
            }
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static ProblemException TooLarge(int maxBytes) =>
        new(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {maxBytes >> 20} MiB.", "body", $"must be at most {maxBytes >> 20} MiB");
}
