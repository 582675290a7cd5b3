using System.Text;

namespace FollowUp.Core.Compliance;

/// <summary>One clause of a message: lower-case words of letters and digits, single spaces, no accents, no apostrophes.</summary>
internal readonly record struct Clause(string Words, bool IsQuestion);

/// <summary>Brings what people type into a form that can be compared.</summary>
internal static class MessageText
{
    /// <summary>The clauses up to the quoted history of a mail. Punctuation ends a clause; quotes and emoji only part words.</summary>
    public static List<Clause> Clauses(string text)
    {
        var clauses = new List<Clause>();
        var words = new StringBuilder();
        var sentence = 0; // where in the list the current sentence starts
        var from = -1; // where it stood before a line that may begin the head of a quoted mail
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (IsHistory(trimmed))
                break;
            if (from >= 0 && IsHead(trimmed))
            {
                clauses.RemoveRange(from, clauses.Count - from);
                break;
            }
            from = trimmed.StartsWith("From:", StringComparison.OrdinalIgnoreCase) ? clauses.Count : -1;
            foreach (var c in line)
            {
                if (c is '.' or '!' or '?' or ';' or ',' or ':' or '(' or ')' or '\u2014' or '\u00BF' or '\u00A1')
                    EndClause(isQuestion: c == '?', isSentence: c is '.' or '!' or '?' or ';');
                else if ((c is '-' or '\u2013') && words.Length > 0 && words[^1] == ' ') // a dash, as before a signature; hyphens only part words
                    EndClause(isQuestion: false, isSentence: false);
                else
                    Append(words, c);
            }

            EndClause(isQuestion: false, isSentence: true);
        }

        return clauses;

        void EndClause(bool isQuestion, bool isSentence)
        {
            var clause = words.ToString().TrimEnd();
            words.Clear();
            if (clause.Length > 0)
                clauses.Add(new Clause(clause, false));
            for (var i = sentence; isQuestion && i < clauses.Count; i++)
                clauses[i] = clauses[i] with { IsQuestion = true };
            if (isSentence)
                sentence = clauses.Count;
        }
    }

    private static bool IsHistory(ReadOnlySpan<char> line) =>
        line.StartsWith(">", StringComparison.Ordinal)
        || line.StartsWith("-----Original", StringComparison.OrdinalIgnoreCase)
        || line.StartsWith("On ", StringComparison.Ordinal) && line.EndsWith("wrote:", StringComparison.Ordinal)
        || line.StartsWith("__________", StringComparison.Ordinal) // Outlook, which quotes without a mark on each line
        || line.StartsWith("Unsubscribe: http", StringComparison.OrdinalIgnoreCase); // the foot of our own mail

    /// <summary>The line after <c>From:</c> in the head that Outlook puts over a quoted mail.</summary>
    private static bool IsHead(ReadOnlySpan<char> line) =>
        line.StartsWith("Sent:", StringComparison.OrdinalIgnoreCase)
        || line.StartsWith("Date:", StringComparison.OrdinalIgnoreCase);

    private static void Append(StringBuilder words, char c)
    {
        if (c is '\'' or '\u2019' or '\u2018' or '`')
            return; // don't, don`t and dont are one word
        var folded = Fold(char.ToLowerInvariant(c));
        if (char.IsLetterOrDigit(folded))
            words.Append(folded);
        else if (words.Length > 0 && words[^1] != ' ')
            words.Append(' ');
    }

    private static char Fold(char c) => c switch
    {
        'á' or 'à' or 'â' or 'ä' => 'a',
        'é' or 'è' or 'ê' or 'ë' => 'e',
        'í' or 'î' or 'ï' => 'i',
        'ó' or 'ô' or 'ö' => 'o',
        'ú' or 'ù' or 'û' or 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        _ => c,
    };
}
