using System.Collections.Concurrent;
using FollowUp.AcsEmulator.EventGrid;
using FollowUp.AcsEmulator.Hosting;
using FollowUp.AcsEmulator.Time;

namespace FollowUp.AcsEmulator.Email;

/// <summary>The other end of an email: takes it or bounces it, opens it, clicks in it.</summary>
internal sealed class Mailboxes(EmulatorEventGrid grid, IEmulatorScheduler scheduler, IdSource ids)
{
    private static readonly MailboxBehaviour Delivered = new();
    private readonly ConcurrentDictionary<string, MailboxBehaviour> _behaviours = new(StringComparer.OrdinalIgnoreCase);

    public MailboxBehaviour Of(string address) => _behaviours.GetValueOrDefault(address, Delivered);

    public void Set(string address, MailboxBehaviour behaviour) => _behaviours[address] = behaviour;

    public void Deliver(SentEmail email, string recipient)
    {
        var box = Of(recipient);
        var sender = email.Message.SenderAddress!;
        var now = scheduler.UtcNow;
        // Per recipient an event id of its own: the sample's equals the message id, which only a single recipient can have.
        var id = email.Message.Recipients!.All.Count() == 1 ? email.Id : ids.New();
        grid.Publish(new EmulatedEvent(id, "Microsoft.Communication.EmailDeliveryReportReceived", Subject(sender, email.Id), now,
            new EmailDeliveryReportData(sender, recipient, email.Id, box.Status, Details(box), now.UtcDateTime)));
        if (box.Status != "Delivered")
            return;
        if (box.Opens)
            scheduler.Schedule(TimeSpan.FromSeconds(box.AfterSeconds), () => Engage(email, "view", ""));
        if (box.Clicks is { } link)
            scheduler.Schedule(TimeSpan.FromSeconds(box.AfterSeconds), () => Engage(email, "click", link));
    }

    /// <summary>Someone opened the mail or clicked in it; false when tracking is off for it.</summary>
    public bool Engage(SentEmail email, string type, string context)
    {
        if (email.Message.UserEngagementTrackingDisabled == true)
            return false;
        var sender = email.Message.SenderAddress!;
        grid.Publish(new EmulatedEvent(ids.New(), "Microsoft.Communication.EmailEngagementTrackingReportReceived", Subject(sender, email.Id), scheduler.UtcNow,
            new EmailEngagementData(sender, email.Id, scheduler.UtcNow, context, "Mozilla/5.0", type)));
        return true;
    }

    private static EmailStatusDetails? Details(MailboxBehaviour box) => box switch
    {
        { Details: { } given } => new EmailStatusDetails(given),
        { Status: "Bounced" } => new EmailStatusDetails("mailbox does not exist"),
        { Status: "Delivered" } => new EmailStatusDetails("DestinationMailServer=; [InternalId=0] Queued mail for delivery"),
        _ => null,
    };

    private static string Subject(string sender, string messageId) => $"sender/{sender}/message/{messageId}";
}
