namespace FollowUp.Core.Decisions;

/// <summary>What the product itself says, outside any sequence.</summary>
internal static class HouseTexts
{
    // One confirmation may follow an opt-out, with no marketing in it: 47 CFR 64.1200(a)(12).
    public const string OptOutConfirmation =
        "{{business.name}}: you are opted out and will get no more messages from us. Reply START to hear from us again.";

    public const string OptInConfirmation = "{{business.name}}: welcome back, you will hear from us again. Reply STOP to opt out.";

    public const string HelpAnswer =
        "{{business.name}}: call us at {{business.phone}} for help. Message and data rates may apply. Reply STOP to opt out.";

    public const string ReplySubject = "{{lead.label}} replied";

    public const string ReplyNotice = "{{lead.label}} replied: {{event.text}}\nWants: {{lead.wants}}\n\n{{conversation}}";

    public const string OptOutSubject = "{{lead.label}} opted out";

    public const string OptOutNotice = "{{lead.label}} opted out: {{event.text}}\nNothing automatic goes out any more.\n\n{{conversation}}";

    public const string UnknownTask = "Check with {{lead.label}}: a message to them was interrupted and may not have arrived.";

    public const string UnknownNoticeTask = "Check {{lead.label}}: a notice about them was interrupted and may not have arrived.";

    public const string FailedTask = "Reach {{lead.label}} another way: {{event.text}}";

    public const string FailedPushTask = "Put the appointment of {{lead.label}} on the schedule by hand: {{event.text}}";

    public const string TalkNow = "Call {{lead.label}} now, they want to talk: {{lead.wants}}";

    public const string CallInstead = "Call {{lead.label}}: {{lead.wants}}";
}
