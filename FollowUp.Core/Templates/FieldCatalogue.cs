using System.Collections.Frozen;

namespace FollowUp.Core.Templates;

/// <summary>A field that templates and conditions can name.</summary>
/// <param name="Name">Such as <c>lead.firstName</c>.</param>
/// <param name="Fallback">What a template says when the value is missing.</param>
/// <param name="Sample">What an editor shows.</param>
/// <param name="Meaning">In a few words.</param>
public sealed record TemplateField(string Name, string Fallback, string Sample, string Meaning);

/// <summary>Every field that templates and conditions can name: an unknown one is refused when a sequence is saved.</summary>
public static class FieldCatalogue
{
    private const string CriteriaPrefix = "criteria.";

    /// <summary>Whether templates and conditions may name a field: those of the table, and any of the lead's own criteria.</summary>
    public static bool IsKnown(string name) => Fields.ContainsKey(name) || (name.StartsWith(CriteriaPrefix, StringComparison.Ordinal) && name.Length > CriteriaPrefix.Length);

    /// <summary>A field of the table, or one that stands for a criterion.</summary>
    public static TemplateField? Find(string name) => Fields.TryGetValue(name, out var field) ? field
        : IsKnown(name) ? new(name, "what you are looking for", "three bedrooms", "what the person looks for") : null;

    /// <summary>The fields, by name.</summary>
    public static readonly FrozenDictionary<string, TemplateField> Fields = new TemplateField[]
    {
        new("lead.name", "there", "Ana Diaz", "the person's name"),
        new("lead.firstName", "there", "Ana", "the first word of the name"),
        new("lead.label", "somebody", "Ana Diaz, (512) 555-0143", "name and number, as the team knows the person"),
        new("lead.phone", "no phone", "(512) 555-0143", "the phone number"),
        new("lead.email", "no email", "ana@example.net", "the email address"),
        new("lead.source", "us", "website", "where the lead came from"),
        new("lead.service", "your project", "roof repair", "the service asked for"),
        new("lead.urgency", "not stated", "this week", "how soon"),
        new("lead.location", "your area", "Austin", "where"),
        new("lead.message", "no message", "The roof leaks", "the person's own words"),
        new("lead.wants", "they have not said what they need", "roof repair, this week, Austin: The roof leaks", "service, urgency, location and words, as far as they are known"),
        new("lead.stage", "none", "new", "the pipeline stage"),
        new("lead.timeline", "not stated", "3_months", "how soon they mean to buy"),
        new("lead.tags", "none", "missed-call", "the labels, separated by commas"),
        new("lead.owner", "nobody", "sam", "the id of the person in charge"),
        new("business.name", "us", "Lone Star Roofing", "the business's name"),
        new("business.phone", "our number", "(833) 555-0100", "its main number"),
        new("business.bookingLink", "our office", "https://lonestar.example/book", "where customers book"),
        new("owner.name", "our team", "Sam Reyes", "the person in charge"),
        new("owner.firstName", "our team", "Sam", "their first name"),
        new("owner.phone", "our number", "(512) 555-0111", "their phone"),
        new("call.at", "just now", "Tue Nov 3, 2:13 PM", "when the call came, in the business's zone"),
        new("call.from", "an unknown number", "(512) 555-0143", "who called"),
        new("call.to", "our number", "(833) 555-0100", "the number they called"),
        new("call.ringSeconds", "0", "18", "how long it rang, in seconds"),
        new("appointment.at", "the agreed time", "Thu Nov 5, 9:00 AM", "when it starts, in the lead's zone"),
        new("appointment.date", "the agreed day", "Thu Nov 5", "the day it starts"),
        new("appointment.time", "the agreed time", "9:00 AM", "the time it starts"),
        new("appointment.hour", "the agreed hour", "9", "the hour it starts, 0 to 23, in the lead's zone"),
        new("appointment.title", "your appointment", "roof inspection", "what it is"),
        new("appointment.place", "the agreed place", "12 Oak St", "where it is"),
        new("appointment.directions", "", "Second gate on the left", "how to get there"),
        new("appointment.parking", "", "Park in the driveway", "where to park"),
        new("appointment.status", "none", "booked", "booked, confirmed, cancelled, completed or noshow"),
        new("estimate.title", "the work", "roof repair", "what it is for"),
        new("estimate.amount", "the quoted amount", "USD 4,200", "how much"),
        new("estimate.status", "none", "sent", "sent, accepted or declined"),
        new("showing.property", "the property", "the downtown loft", "what was shown"),
        new("lead.criteria", "none", "price, bedrooms", "the names of what the person looks for"),
        new("lead.unansweredCalls", "0", "1", "calls in a row that the person did not take"),
        new("lead.callbackAt", "not asked", "Thu Nov 5, 9:00 AM", "when the person asked to be called"),
        new("lead.inSequences", "none", "new-lead", "the sequences the lead is in"),
        new("event.choice", "none", "love", "the choice of a feedback or a key press"),
        new("event.kind", "none", "lease_end", "the kind of a signal or a market change"),
        new("event.reason", "none", "not_interested", "the reason a lead was lost"),
        new("event.magnitude", "a little", "12", "how much the market moved"),
        new("event.area", "your area", "East Austin", "where the market moved"),
        new("event.date", "soon", "Mar 31", "the date of a signal"),
        new("event.direction", "none", "outbound", "who placed a call"),
        new("event.disposition", "none", "no_answer", "how a call ended"),
        new("event.sequence", "none", "new-lead", "the sequence whose call has ended"),
        new("sent.text", "", "Hi Ana, this is Lone Star Roofing ...", "what was just sent to the lead, or why nothing was"),
        new("conversation", "no messages yet", "Ana: Yes please", "the last messages, oldest first"),
        new("event.text", "", "Yes please, tomorrow morning", "the words of the event that is being told"),
    }.ToFrozenDictionary(f => f.Name);
}
