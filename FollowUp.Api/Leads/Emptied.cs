using System.Collections.Immutable;
using System.Text.Json;
using FollowUp.Api.Http;
using FollowUp.Core.Leads;

namespace FollowUp.Api.Leads;

/// <summary>The fields that an edit empties: null, a blank text or an empty list says so.</summary>
internal static class Emptied
{
    /// <exception cref="ProblemException">One of them has to stay.</exception>
    public static ImmutableArray<string> In(ReadOnlyMemory<byte> body, LeadState lead)
    {
        using var document = JsonDocument.Parse(body);
        ImmutableArray<string> names = [.. document.RootElement.EnumerateObject().Where(p => IsEmpty(p.Value)).Select(p => p.Name)];
        if (names.Contains("consent")) throw ProblemException.Bad("consent", "is never forgotten: say of a channel that it is not given");
        if (names.Contains("phone") && (lead.Email is null || names.Contains("email"))) throw OnlyWay("phone");
        if (names.Contains("email") && lead.Phone is null) throw OnlyWay("email");
        return names;
    }

    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.String => string.IsNullOrWhiteSpace(value.GetString()),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        _ => false,
    };

    private static ProblemException OnlyWay(string field) => ProblemException.Bad(field, "is the only way to reach them: give another one first");
}
