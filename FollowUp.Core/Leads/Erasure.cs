namespace FollowUp.Core.Leads;

/// <summary>What is left of somebody who is erased.</summary>
public static class Erasure
{
    /// <summary>
    /// Null for most: nothing is left. Erasing somebody who opted out must not make us write to them again, so their numbers and
    /// addresses stay with the opt-out.
    /// </summary>
    public static LeadState? RemainsOf(LeadState lead) => lead.OptOut is not { } optOut ? null : TombstoneOf(lead) with
    {
        Phones = lead.Phones,
        Emails = lead.Emails,
        OptOut = optOut with { Text = null },
        OptChangedAt = lead.OptChangedAt,
    };

    /// <summary>
    /// What a store that cannot erase everything at once may put in the place of a lead until it has: nothing of the person. The
    /// counters stay so that no touch of theirs and no row is ever taken for an older one.
    /// </summary>
    public static LeadState TombstoneOf(LeadState lead) => new()
    {
        Id = lead.Id,
        CreatedAt = lead.CreatedAt,
        CreatedBy = "erased",
        Tags = ["erased"],
        Seq = lead.Seq,
        Enrolled = lead.Enrolled,
    };
}
