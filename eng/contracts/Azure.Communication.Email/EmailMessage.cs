namespace Azure.Communication.Email;

public class EmailMessage
{
    public EmailMessage(string senderAddress, string recipientAddress, EmailContent content)
        : this(senderAddress, new EmailRecipients([new EmailAddress(recipientAddress)]), content) { }

    public EmailMessage(string senderAddress, EmailRecipients recipients, EmailContent content)
    {
        SenderAddress = senderAddress ?? throw new ArgumentNullException(nameof(senderAddress));
        Recipients = recipients ?? throw new ArgumentNullException(nameof(recipients));
        Content = content ?? throw new ArgumentNullException(nameof(content));
    }

    public string SenderAddress { get; }
    public EmailRecipients Recipients { get; }
    public EmailContent Content { get; }
    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>();
    public IList<EmailAddress> ReplyTo { get; } = [];
    public bool? UserEngagementTrackingDisabled { get; set; }
}

public class EmailContent(string subject)
{
    public string Subject { get; } = subject ?? throw new ArgumentNullException(nameof(subject));
    public string PlainText { get; set; }
    public string Html { get; set; }
}

public class EmailRecipients
{
    public EmailRecipients(IEnumerable<EmailAddress> to) : this(to, null, null) { }

    public EmailRecipients(IEnumerable<EmailAddress> to = null, IEnumerable<EmailAddress> cc = null, IEnumerable<EmailAddress> bcc = null)
    {
        To = [.. to ?? []];
        CC = [.. cc ?? []];
        BCC = [.. bcc ?? []];
    }

    public IList<EmailAddress> To { get; }
    public IList<EmailAddress> CC { get; }
    public IList<EmailAddress> BCC { get; }
}

public readonly struct EmailAddress
{
    public EmailAddress(string address) : this(address, null) { }

    public EmailAddress(string address, string displayName)
    {
        Address = address;
        DisplayName = displayName;
    }

    public string Address { get; }
    public string DisplayName { get; }
}
