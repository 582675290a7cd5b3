namespace FollowUp.Core.Compliance;

/// <summary>
/// Plain-language requests to be left alone. Each pattern is matched against one clause of <see cref="MessageText"/>.
/// </summary>
internal static class OptOutPhrases
{
    // Words before and after a request that do not change it.
    private const string Lead =
        "^(?:(?:please|pls|plz|kindly|just|ok|okay|hey|hi|hello|no|nope|yes|yo|omg|and|so|but|also|sorry|sir|maam|dude|guys|thanks|thank you|i said|again|now) )*";

    private const string Tail =
        "(?: (?:please|pls|plz|thanks|thank you|thx|ty|now|right now|asap|immediately|already|again|any ?more|ever|no more|at all|in the future|from now on|period|guys|sir|maam|(?:at|on|to) (?:this|my) (?:number|phone|cell|address|email)))*$";

    private const string You = "(?:you|u|ya|yall|you guys|you all|you people)";
    private const string Contacting =
        "(?:text|texts|texting|txt|txts|txting|message|messages|messaging|msgs|msging|sms|calls|calling|phoning|ringing|emails|emailing|mailing|contact|contacting|bothering|spam|spamming|harassing|harassment|bugging|pestering|annoying|soliciting|solicitations|sending|writing|reaching out|following up|hitting me up|blowing up my phone|robocalls|notifications)";

    private const string Kinds = "(?:texts?|text messages|txts?|messages|msgs|sms|calls|phone calls|e ?mails?|spam|contact|communications?|solicitations?|notifications|reminders|of these|of this)";
    private const string Verb = "(?:text|txt|message|msg|call|phone|ring|e ?mail|contact|bother|write|solicit|spam|harass)";
    private const string Me = "(?: (?:me|us|this number|this phone|my number|my phone|my cell|my house|my wife|my husband))?";
    private const string FromList =
        "(?: (?:from|off|off of|out of) (?:(?:this|that|your|ur|the|any|all|of|every|these) )*(?:(?:call|calling|contact|text|texting|mailing|mail|email|sms|marketing|phone|group|do) )*(?:list|lists|listing|texts?|messages?|database|db|system|records|contacts|emails?|calls|group|thread|chat|campaigns?|everything|it|here))?";

    private static readonly BoundedRegex[] Always =
    [
        Make(Lead + $"(?:(?:can|could|would|will) {You} (?:please |pls |just )?|i want {You} to |i need {You} to |i asked {You} to |{You} need to |{You} have to |i would like to |i want to |id like to )?(?:stop|unsubscribe)(?: (?:stop|it|this|that|them|me|us|these|all))*" + Tail),
        Make("^(?:please |pls |plz )?stop (?:please|pls|plz|i|im|ive|we|weve|not interested|this is)\\b"),
        Make(Lead + "(?:remove|delete|take off|unsubscribe|opt out) me(?: off)?" + FromList + Tail),
        Make($"\\b(?:remove|delete|erase|unsubscribe) (?:me|us|my (?:(?:phone|cell|email|mobile) )?(?:number|info|information|name|contact|contacts|details|data|email|address)|this number)" + FromList + Tail),
        Make("\\btake (?:me|us|my (?:name|number|info|email)|this number)(?: off)?" + FromList.TrimEnd('?') + Tail),
        Make(Lead + "(?:take|get) me off" + Tail),
        Make("\\bget (?:me|my (?:name|number)) (?:off|out) (?:of )?(?:(?:this|your|the) )*(?:\\w+ )?(?:list|lists|database|system)\\b"),
        Make("^(?:please |pls |just )?unsubscribe (?:me|us|my|this|from)\\b"),
        Make("\\b(?:want|need|like|wish|how (?:do|can) i|let me|trying) (?:to )?(?:unsubscribe|opt out|be removed|be taken off|get off (?:this|your|the) list)(?: (?:of|from) (?:these|this|your|the|all|any|future|further) .*)?" + Tail),
        Make(Lead + $"(?:im |i am |i )?opt(?:ing)? (?:me |us )?out(?: of (?:(?:these|this|your|the|all|any|future|further) )*(?:{Kinds}|list|everything|campaign))?" + Tail),
        Make("\\b(?:lose|loose|forget|delete|erase|scrub) my (?:phone |cell )?(?:number|info)\\b"),
        Make("\\b(?:revoke|revoking|withdraw|withdrawing) (?:my |all |any )*(?:consent|permission)\\b"),
        Make($"\\b(?:do not|dont|never|didnt|did not) (?:have|give|gave|consent|give you) (?:you )?(?:my |any |the )?(?:consent|permission) to (?:be )?(?:{Verb}|contacted|texted|called|messaged|send)"),
        Make("\\bi (?:do not|dont|never|no longer) consent(?: to (?:these|this|your|any|being|be|receive)\\b.*)?$"),
        Make("\\bcease and desist\\b"),
        Make("\\b(?:im|i am|ill|i will|gonna) (?:be )?(?:block|blocking|reporting|report) (?:you|u|this number)\\b"),
        Make(Lead + "(?:fuck off|piss off|bugger off|go away|get lost|knock it off|buzz off)" + Tail),
        Make($"\\b(?:do not|dont|no longer|never|not) (?:want|wanna|wish|care|interested in) (?:to )?(?:hear|hearing) (?:anything )?(?:back )?from (?:{You}|this)(?: (?:guys|people|company|number))?" + Tail),
        Make($"\\b(?:do not|dont|no longer|never) (?:want|wish|need|like) (?:{You} to (?:{Verb}|keep {Contacting})|to be (?:contacted|called|texted|emailed|messaged|bothered|solicited)|being (?:contacted|called|texted|emailed|messaged)){Me}" + Tail),
        Make($"\\b(?:do not|dont|no longer) (?:want|wish for|wish|need)(?: to (?:get|receive|have))? (?:(?:any|more|these|those|your|all|the|further|future|this|anymore) )*{Kinds}(?: (?:or|and) {Kinds})*(?: from {You})?" + Tail),
        Make(Lead + $"(?:i want )?no more (?:of )?(?:(?:these|your|this|of|damn|fucking|freaking) )*(?:{Kinds}|texting|calling|messaging|emailing)(?: (?:or|and) {Kinds})*(?: from {You})?" + Tail),
        Make("\\bdejen? de (?:llamar|escribir|mandar|enviar|molestar|contactar|textear)"),
        Make("\\bno (?:me|nos) (?:escriba[ns]?|mande[ns]?|envie[ns]?|llame[ns]?|contacte[ns]?|moleste[ns]?|textee[ns]?)(?: (?:mas|nunca|por favor|mensajes|textos|nunca mas|gracias|ya|otra vez|a este numero))*$"),
        Make("\\b(?:numero equivocado|equivocado de numero|(?:de|den|dar)(?:me|nos) de baja|(?:quite|quiten|elimine|eliminen|borre|borren|saque|saquen)(?:me|nos) de (?:su|la|esta|sus) listas?)\\b"),
        Make("\\bno quiero (?:mas|recibir|recibir mas) (?:mas |sus |estos |estas )?(?:mensajes|textos|llamadas|correos)\\b"),
        Make("\\b(?:ne me (?:contactez|textez|appelez|ecrivez) plus|arretez de m|desabonnez moi|mauvais numero)"),
    ];

    private static readonly BoundedRegex StopContacting = Make(
        $"\\b(?:stop|quit|cease|discontinue)(?: (?:with|w|all|of|the|these|those|this|your|ur|any|fucking|freaking|damn|constantly|always|getting|receiving|me|us|automated|marketing))* {Contacting}\\b");

    private static readonly BoundedRegex LeaveAlone = Make("\\bleave (?:me|us) (?:the \\w+ )?alone\\b");

    private static readonly BoundedRegex DoNotContact = Make(
        Lead + $"(?:(?:can|could|would|will) {You} (?:please )?)?(?:do not|dont|never) (?:ever |{You} |again )*{Verb}{Me}(?: (?:or|and|nor|dont|do not) {Verb}{Me})*(?: back)?" + Tail);

    private static readonly BoundedRegex DoNotSend = Make(
        Lead + $"(?:do not|dont|never) (?:ever |again )?send{Me} (?:(?:any|more|these|those|your|all|the|further|future) )*(?:{Kinds}|anything|stuff|these|this)(?: (?:or|and) {Kinds})*" + Tail);

    private static readonly BoundedRegex WrongNumber = Make(
        $"^(?:(?:i|we) (?:think|believe|guess|am afraid)(?: that)? |im afraid |im sorry |pretty sure |looks like |seems like |{Lead[1..]})"
        + $"(?:this is |its |it is |thats |that is |{You} (?:must |might |may |probably )?(?:(?:have|has|had|got|called|texted|reached|messaged|dialed|dialled|are texting|are calling|are contacting|keep texting|keep calling) )+|(?:youve|uve) (?:(?:got|reached|called|texted|dialed|dialled) )?|youre (?:texting|calling|contacting) )?"
        + "(?:the |a |an )?wrong (?:number|person|guy|lady|phone|contact|phone number)(?: (?:for|buddy|bud|bro|man|pal|dude|here|again|i|im|this|not|you|lol|and|so|there|thanks|sorry|please|sir|maam|my|whoever|who|its)\\b.*)?$");

    private static readonly BoundedRegex OnlyForNow = Make(
        "\\b(?:until|till|til|before|after|today|tonight|tomorrow|this (?:morning|week|afternoon|evening)|at (?:work|night)|while|during|yet|early|late|antes|hasta|hoy|manana|ahora)\\b");

    private static readonly BoundedRegex OtherChannel = Make("(?:^|\\b(?:just|only|please|can you|instead|rather|prefer) )(?:text|call|e ?mail|message|txt)(?: (?:me|us|instead|only))\\b");

    public static bool Contains(IReadOnlyList<Clause> clauses)
    {
        var otherChannel = clauses.Any(clause => OtherChannel.IsMatch(clause.Words));
        foreach (var (words, isQuestion) in clauses)
        {
            if (Array.Exists(Always, pattern => pattern.IsMatch(words)))
                return true;
            if (IsUnopposed(StopContacting, words) || IsUnopposed(LeaveAlone, words))
                return true;
            if (!otherChannel && (DoNotContact.IsMatch(words) || DoNotSend.IsMatch(words)) && !OnlyForNow.IsMatch(words))
                return true;
            if (!isQuestion && WrongNumber.IsMatch(words))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether the request stands as one to us: not "don't stop calling", "I'll stop texting", "tell him to stop calling".
    /// </summary>
    private static bool IsUnopposed(BoundedRegex pattern, string words)
    {
        if (pattern.Match(words) is not { Success: true } match)
            return false;
        var before = words[..match.Index].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (before.Length == 0)
            return true;
        if (IsNegated(before))
            return false;
        return before[^1] switch
        {
            "i" or "ill" or "id" or "we" or "well" or "he" or "she" or "they" or "hell" or "shell" or "theyll" =>
                match.Value.Contains("getting", StringComparison.Ordinal) || match.Value.Contains("receiving", StringComparison.Ordinal),
            "to" => before.Length < 2 || before[^2] is "you" or "u" or "yall" or "guys" or "all" or "need" or "needs" or "want" or "like" or "please"
                or "people" or "said" or "asked" or "wish" or "have" or "this",
            _ => true,
        };
    }

    /// <summary>"won't stop", "don't ever want you to stop"; but "why won't you stop" and "won't you please stop" are requests.</summary>
    private static bool IsNegated(string[] before)
    {
        var last = Array.FindLastIndex(before, word => word is not ("please" or "just" or "ever" or "even" or "you" or "u" or "yall" or "to" or "want" or "need" or "have" or "ask"));
        return last >= 0
            && before[last] is "dont" or "wont" or "never" or "not" or "cant" or "didnt" or "doesnt" or "wouldnt" or "couldnt" or "isnt"
            && before.ElementAtOrDefault(last + 1) is not ("you" or "u" or "yall");
    }

    private static BoundedRegex Make(string pattern) => new(pattern);
}
