using Azure;
using Azure.Communication.Email;
using FollowUp.Api.Links;
using FollowUp.Azure.Sending;
using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;
using FollowUp.Core.Touches;

namespace FollowUp.Azure.Email;

/// <summary>
/// Email through Azure Communication Services. The operation id is made of the touch, so reports find it, and a repetition is the
/// same operation. Every email to a lead has the postal address (15 USC 7704(a)(5)) and a way out, also by one click (RFC 8058).
/// </summary>
public sealed class AcsEmailSender(EmailClient client, LinkSigner links, IPlaybookSource playbooks, Tries tries) : ICarrier<Outbound.Email>
{
    private const string What = "emails";

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Outbound.Email message, CancellationToken cancellation)
    {
        var business = (await playbooks.CurrentAsync(cancellation)).Business;
        if (business.Email is not { } settings) return new SendResult.Failed("the business has no email address to write from");
        var unsubscribe = links.Unsubscribe(message.LeadId).AbsoluteUri;
        var text = $"{message.Text.TrimEnd()}\n\n-- \n{business.Name}, {settings.PostalAddress}\nUnsubscribe: {unsubscribe}\n";
        var mail = new EmailMessage(message.From, message.To, new EmailContent(message.Title) { PlainText = text })
        {
            Headers =
            {
                ["List-Unsubscribe"] = $"<{unsubscribe}>",
                ["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click",
            },
        };
        if (message.ReplyTo is { } replyTo) mail.ReplyTo.Add(new EmailAddress(replyTo));
        return await SendAsync(mail, message.Touch.Id, cancellation);
    }

    internal Task<SendResult> SendAsync(EmailMessage mail, string touchId, CancellationToken cancellation) =>
        tries.RunAsync(
            touchId, What,
            async c =>
            {
                var operation = await client.SendAsync(WaitUntil.Started, mail, Touch.OperationIdOf(touchId), c);
                return new SendResult.Sent(operation.Id);
            },
            cancellation);
}
