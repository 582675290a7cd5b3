using System.Buffers;

namespace FollowUp.Core.Compliance;

/// <summary>What a message asks of our contacting the person, as opposed to what it says about the job.</summary>
public enum Intent
{
    /// <summary>Nothing: an ordinary message.</summary>
    None,

    /// <summary>Stop contacting me.</summary>
    OptOut,

    /// <summary>Contact me again.</summary>
    OptIn,

    /// <summary>Who is this, what is this.</summary>
    Help,
}

/// <summary>
/// Recognises opt-outs, opt-ins and calls for help: the keywords of the carriers (CTIA Messaging Principles, FCC 47 CFR
/// 64.1200(a)(10)) and plain-language requests in English, with the commonest in Spanish and French. Answers whatever it is given.
/// </summary>
public static class Keywords
{
    // What a person writes is at the top; the rest of a long mail is signature and history.
    private const int MaxLength = 2000;

    private static readonly HashSet<string> OptOutWords =
    [
        "stop", "stopall", "stop all", "unsubscribe", "unsubscribe all", "cancel", "end", "quit", "revoke", "opt out", "optout", "remove",
        "stop stop", "stop stop stop", "stop 2 end", "stop to end", "alto", "parar", "basta", "cancelar", "baja", "arret", "arreter", "arretez", "desabonner",
    ];

    private static readonly HashSet<string> OptInWords = ["start", "start please", "please start", "unstop", "opt in", "optin", "subscribe", "resubscribe"];
    private static readonly HashSet<string> HelpWords = ["help", "info", "ayuda", "aide"];
    private static readonly HashSet<string> Courtesies = ["please", "pls", "plz", "thanks", "thank", "you", "thx", "ty", "ok", "okay", "now"];

    // Every pattern of OptOutPhrases needs one of these; most messages have none and never touch (or build) a regex.
    private static readonly SearchValues<string> Stems = SearchValues.Create(
        [
            "stop", "quit", "cease", "discontinue", "unsub", "remov", "delet", "eras", "take", " off", "get me", "get my", "opt", "lose my", "loose my",
            "forget my", "scrub my", "revok", "withdr", "consent", "permission", "block", "report", "away", "get lost", "dont", "not", "never",
            "no longer", "no more", "alone", "wrong", "didnt", "deje", "no me", "no nos", "equivocado", "baja", "elimine", "borre", "saque",
            "no quiero", "ne me", "arretez", "desabonnez", "mauvais",
        ],
        StringComparison.Ordinal);

    /// <summary>
    /// Classifies a message. Prefers opt-out when the person addresses our contacting them, and nothing when the words are about
    /// the job ("cancel my appointment", "can you stop by"). Quoted history of a mail is not read.
    /// </summary>
    public static Intent Classify(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var clauses = MessageText.Clauses(text.Length <= MaxLength ? text : text[..MaxLength]);
        if (clauses.Count == 0)
            return Intent.None;

        var whole = string.Join(' ', clauses.Select(clause => clause.Words));
        if (ByKeyword(whole) is var intent and not Intent.None)
            return intent;
        // Courtesies are only looked through for opt-outs: "please help" and "info please" are about the job.
        if (OptOutWords.Contains(WithoutCourtesies(whole)))
            return Intent.OptOut;
        return whole.AsSpan().ContainsAny(Stems) && OptOutPhrases.Contains(clauses) ? Intent.OptOut : Intent.None;
    }

    private static Intent ByKeyword(string words) =>
        OptOutWords.Contains(words) ? Intent.OptOut
        : OptInWords.Contains(words) ? Intent.OptIn
        : HelpWords.Contains(words) ? Intent.Help
        : Intent.None;

    private static string WithoutCourtesies(string words) =>
        string.Join(' ', words.Split(' ').Where(word => !Courtesies.Contains(word)));
}
