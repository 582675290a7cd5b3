using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace FollowUp.Core.Sequences;

/// <summary>Tests of a lead's fields: what <c>when</c> lists mean.</summary>
public static class Conditions
{
    /// <summary>The operators.</summary>
    public static readonly FrozenSet<string> Operators =
        FrozenSet.ToFrozenSet(["eq", "ne", "exists", "missing", "contains", "lacks", "in", "gt", "gte", "lt", "lte"]);

    /// <summary>Whether the operator compares with a value.</summary>
    public static bool TakesValue(string op) => op is not ("exists" or "missing");

    /// <summary>Whether every condition holds; <paramref name="field"/> gives a field's value or null.</summary>
    public static bool Hold(ImmutableArray<Condition> conditions, Func<string, string?> field)
    {
        foreach (var condition in conditions)
            if (!Holds(condition, field(condition.Field))) return false;
        return true;
    }

    private static bool Holds(Condition condition, string? actual)
    {
        var expected = condition.Value ?? "";
        return condition.Op switch
        {
            "exists" => !string.IsNullOrEmpty(actual),
            "missing" => string.IsNullOrEmpty(actual),
            "eq" => Same(actual, expected),
            "ne" => !Same(actual, expected),
            "contains" => Items(actual).Contains(expected, StringComparer.OrdinalIgnoreCase),
            "lacks" => !Items(actual).Contains(expected, StringComparer.OrdinalIgnoreCase),
            "in" => Items(expected).Contains(actual ?? "", StringComparer.OrdinalIgnoreCase),
            "gt" => Compare(actual, expected) > 0,
            "gte" => Compare(actual, expected) >= 0,
            "lt" => Compare(actual, expected) < 0,
            _ => Compare(actual, expected) <= 0,
        };
    }

    private static bool Same(string? actual, string expected) => string.Equals(actual ?? "", expected, StringComparison.OrdinalIgnoreCase);

    private static string[] Items(string? list) =>
        list?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Numbers compare as numbers, everything else as text; a missing field compares with nothing.</summary>
    private static int? Compare(string? actual, string expected) =>
        actual is null ? null
        : decimal.TryParse(actual, NumberStyles.Number, CultureInfo.InvariantCulture, out var a)
          && decimal.TryParse(expected, NumberStyles.Number, CultureInfo.InvariantCulture, out var b) ? a.CompareTo(b)
        : string.CompareOrdinal(actual, expected);
}
