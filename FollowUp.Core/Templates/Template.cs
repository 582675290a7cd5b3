using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using HandlebarsDotNet;

namespace FollowUp.Core.Templates;

/// <summary>Handlebars templates over the field catalogue. A field without a value says its stated fallback.</summary>
public static partial class Template
{
    private static readonly IHandlebars Engine = Handlebars.Create(new HandlebarsConfiguration { TextEncoder = null });

    // Templates come from sequences, whose number is small and whose versions are immutable; a business's ad-hoc text is not cached.
    private static readonly ConcurrentDictionary<string, HandlebarsTemplate<object, object>> Compiled = new(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\{\{?~?\s*(?<expression>[^}]*?)\s*~?\}?\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Expressions { get; }

    [GeneratedRegex(@"^[a-zA-Z][\w]*(\.[a-zA-Z][\w]*)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Path { get; }

    [GeneratedRegex(" {2,}", RegexOptions.CultureInvariant)]
    private static partial Regex Gaps { get; }

    /// <summary>What is wrong with a template, in words for its author; null when it is right.</summary>
    public static string? Check(string template)
    {
        foreach (Match match in Expressions.Matches(template))
            if (CheckExpression(match.Groups["expression"].Value) is { } error) return error;
        try
        {
            Engine.Compile(template);
            return null;
        }
        catch (HandlebarsException e)
        {
            return "is not a template: " + e.Message;
        }
    }

    /// <summary>Fills a template; <paramref name="field"/> gives a field's value or null.</summary>
    public static string Render(string template, Func<string, string?> field)
    {
        if (!template.Contains("{{", StringComparison.Ordinal)) return template;
        if (Only(template) is { } only) return field(only.Name) is { Length: > 0 } value ? value.Trim() : only.Fallback;
        var compiled = Compiled.GetOrAdd(template, static t => Engine.Compile(t));
        return WithoutGaps(compiled(Values(template, field))).Trim();
    }

    /// <summary>What is missing leaves no hole between its neighbours.</summary>
    private static string WithoutGaps(string text) => text.Contains("  ", StringComparison.Ordinal) ? Gaps.Replace(text, " ") : text;

    /// <summary>The field that is all of a template, which then needs no engine: custom fields are filled while deciding.</summary>
    private static TemplateField? Only(string template) =>
        template.StartsWith("{{", StringComparison.Ordinal) && template.IndexOf("}}", StringComparison.Ordinal) == template.Length - 2
            ? FieldCatalogue.Find(template[2..^2])
            : null;

    private static string? CheckExpression(string expression)
    {
        if (expression.StartsWith('!')) return null;
        var words = WordsOf(expression);
        if (words.Length == 0) return "has an empty {{ }}";
        var isBlock = words[0] is "if" or "unless";
        if (words[0] == "else") return words.Length == 1 ? null : "may only use a plain {{else}}";
        if (isBlock && expression[0] == '/') return null;
        if (expression[0] is '/' or '^' || isBlock != (expression[0] is '#')) return $"uses {{{{{expression}}}}}, but only {{{{#if}}}} and {{{{#unless}}}} blocks are known";
        var name = isBlock ? words.ElementAtOrDefault(1) : words[0];
        if (name is null || words.Length != (isBlock ? 2 : 1) || !Path.IsMatch(name))
            return $"has {{{{{expression}}}}}, which is not a field";
        if (FieldCatalogue.IsKnown(name)) return null;
        var near = FieldCatalogue.Fields.Keys.MinBy(k => Distance(k, name));
        return $"names the unknown field '{name}' (did you mean '{near}'?)";
    }

    /// <summary>
    /// Only the fields that the template names are looked up. In a block's condition a missing value must stay empty, so the
    /// fallback stands only in for fields that are never tested.
    /// </summary>
    private static Dictionary<string, object> Values(string template, Func<string, string?> field)
    {
        var root = new Dictionary<string, object>(StringComparer.Ordinal);
        var expressions = Expressions.Matches(template).Select(m => m.Groups["expression"].Value).ToList();
        var tested = expressions.Where(e => e.StartsWith('#')).Select(e => WordsOf(e)[^1]).ToHashSet(StringComparer.Ordinal);
        foreach (var expression in expressions)
        {
            if (WordsOf(expression) is not [.., var name] || FieldCatalogue.Find(name) is not { } known) continue;
            var value = field(name);
            if (string.IsNullOrEmpty(value)) value = tested.Contains(name) ? "" : known.Fallback;
            var dot = name.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0) { root[name] = value; continue; }
            if (!root.TryGetValue(name[..dot], out var group)) root[name[..dot]] = group = new Dictionary<string, object>(StringComparer.Ordinal);
            ((Dictionary<string, object>)group)[name[(dot + 1)..]] = value;
        }
        return root;
    }

    private static string[] WordsOf(string expression) => expression.TrimStart('#', '/', '^').Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }
        return row[b.Length];
    }
}
