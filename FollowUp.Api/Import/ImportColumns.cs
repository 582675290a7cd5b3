using System.Text;

namespace FollowUp.Api.Import;

/// <summary>Which column of a file means which field of a lead: by the names that other systems export, unless the caller says.</summary>
internal static class ImportColumns
{
    public const string Criteria = "criteria.";

    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["name"] = ["name", "fullname", "customer", "customername", "contact", "contactname", "displayname"],
        ["firstName"] = ["firstname", "first", "givenname"],
        ["lastName"] = ["lastname", "last", "surname", "familyname"],
        ["phone"] = ["phone", "phonenumber", "mobile", "mobilephone", "mobilenumber", "cell", "cellphone", "telephone", "tel", "primaryphone"],
        ["email"] = ["email", "emailaddress", "mail", "primaryemail"],
        ["source"] = ["source", "leadsource", "origin"],
        ["timeZone"] = ["timezone", "tz"],
        ["region"] = ["region", "state", "stateprovince"],
        ["service"] = ["service", "servicetype", "jobtype", "project", "worktype"],
        ["urgency"] = ["urgency", "timeframe"],
        ["location"] = ["location", "city", "area", "address"],
        ["message"] = ["message", "comments", "comment", "description"],
        ["timeline"] = ["timeline", "horizon"],
        ["stage"] = ["stage", "status", "pipelinestage"],
        ["owner"] = ["owner", "assignedto", "agent"],
        ["tags"] = ["tags", "labels", "groups"],
        ["smsConsent"] = ["smsconsent", "textconsent", "smsoptin", "textoptin"],
        ["voiceConsent"] = ["voiceconsent", "callconsent", "voiceoptin"],
        ["emailConsent"] = ["emailconsent", "emailoptin"],
        ["consentSource"] = ["consentsource"],
        ["consentText"] = ["consenttext", "consentwording"],
        ["consentAt"] = ["consentat", "consentdate", "consenttime"],
        ["lastContactAt"] = ["lastcontactat", "lastcontact", "lastcontactdate", "lastservice", "lastservicedate", "lastjob", "createdat", "created"],
    };

    private static readonly Dictionary<string, string> ByName =
        Names.SelectMany(f => f.Value.Select(n => (Name: n, Field: f.Key))).ToDictionary(p => p.Name, p => p.Field);

    /// <summary>The fields that a column may be mapped to.</summary>
    public static IEnumerable<string> Fields => Names.Keys;

    public static bool IsField(string field) => Names.ContainsKey(field) || (field.StartsWith(Criteria, StringComparison.Ordinal) && field.Length > Criteria.Length);

    /// <summary>The field of each column, null where none is meant. Of two columns for one field the first counts.</summary>
    public static string?[] Map(IReadOnlyList<string> header, IReadOnlyDictionary<string, string> said)
    {
        var fields = header.Select(h => said.GetValueOrDefault(h.Trim())).ToArray();
        for (var i = 0; i < fields.Length; i++)
        {
            if (fields[i] is not null) continue;
            var guess = header[i].Trim() is var name && name.StartsWith(Criteria, StringComparison.OrdinalIgnoreCase)
                ? Criteria + name[Criteria.Length..]
                : ByName.GetValueOrDefault(Plain(name));
            if (guess is not null && !fields.Contains(guess)) fields[i] = guess;
        }
        return fields;
    }

    private static string Plain(string name)
    {
        var plain = new StringBuilder(name.Length);
        foreach (var c in name)
            if (char.IsLetterOrDigit(c)) plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }
}
