using System.Net.Http.Json;
using Azure.Communication.Email;
using FollowUp.Azure.Email;
using FollowUp.Azure.Sending;
using FollowUp.Azure.Sms;
using FollowUp.Core.Business;
using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;

namespace FollowUp.Azure.Notifications;

/// <summary>How people of the team are told: section <c>FollowUp</c> of the configuration.</summary>
public sealed class NotificationOptions
{
    /// <summary>Whether who has a phone gets a text.</summary>
    public bool NotifyByText { get; set; } = true;

    /// <summary>Whether who has an address gets an email.</summary>
    public bool NotifyByEmail { get; set; } = true;

    /// <summary>An incoming webhook of Slack, Teams or the like, which hears everything.</summary>
    public Uri? TeamWebhookUrl { get; set; }
}

/// <summary>Tells a person of the team, on every way that is open. One that works is enough.</summary>
public sealed class TeamNotifier(
    AcsSmsSender sms, AcsEmailSender email, HttpClient http, NotificationOptions options, IPlaybookSource playbooks, Tries tries)
    : ICarrier<Outbound.Notification>
{
    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Outbound.Notification message, CancellationToken cancellation)
    {
        var business = (await playbooks.CurrentAsync(cancellation)).Business;
        var ways = Ways(message, business, cancellation).ToList();
        if (ways.Count == 0) return new SendResult.Failed($"{message.Member.Name} has neither a phone nor an email address to be told on");

        var results = new List<SendResult>();
        Exception? doubt = null;
        foreach (var way in ways)
        {
            try
            {
                results.Add(await way());
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                // The other ways are still open; only when none works does it matter that this one may have.
                doubt = e;
            }
        }
        if (results.OfType<SendResult.Sent>().FirstOrDefault() is { } sent) return sent;
        if (doubt is not null) throw new InvalidOperationException($"Nobody knows whether {message.Member.Name} was told.", doubt);
        return results.OfType<SendResult.Busy>().FirstOrDefault() ?? results[0];
    }

    private IEnumerable<Func<Task<SendResult>>> Ways(Outbound.Notification message, BusinessProfile business, CancellationToken cancellation)
    {
        var touch = message.Touch.Id;
        if (options.NotifyByText && message.Member.Phone is { } phone)
            yield return () => sms.SendAsync(business.Phone, phone, message.Text, touch, cancellation);
        if (options.NotifyByEmail && message.Member.Email is { } address && business.Email is { } settings)
        {
            yield return () => email.SendAsync(
                new EmailMessage(settings.From, address, new EmailContent(message.Title) { PlainText = message.Text }), touch, cancellation);
        }
        if (options.TeamWebhookUrl is { } url) yield return () => tries.RunAsync(touch, "notifications", c => PostAsync(url, message, c), cancellation);
    }

    private async Task<SendResult> PostAsync(Uri url, Outbound.Notification message, CancellationToken cancellation)
    {
        using var response = await http.PostAsJsonAsync(url, BodyFor(url, message), cancellation);
        return response.IsSuccessStatusCode
            ? new SendResult.Sent(null)
            : Faults.OfStatus((int)response.StatusCode, $"the webhook of the team answered {(int)response.StatusCode}", 0, "notifications")
                ?? throw new HttpRequestException($"The webhook of the team answered {(int)response.StatusCode}.");
    }

    /// <summary>
    /// Slack and those like it take a text (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks); the workflows
    /// of Teams take an adaptive card (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using).
    /// </summary>
    private static object BodyFor(Uri url, Outbound.Notification message)
    {
        string[] teams = [".logic.azure.com", ".powerplatform.com", ".webhook.office.com"];
        if (!teams.Any(host => url.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase))) return new { text = $"*{message.Title}*\n{message.Text}" };
        return new
        {
            type = "message",
            attachments = new[]
            {
                new
                {
                    contentType = "application/vnd.microsoft.card.adaptive",
                    content = new
                    {
                        type = "AdaptiveCard",
                        version = "1.4",
                        body = new object[]
                        {
                            new { type = "TextBlock", text = message.Title, weight = "bolder", wrap = true },
                            new { type = "TextBlock", text = message.Text, wrap = true },
                        },
                    },
                },
            },
        };
    }
}
