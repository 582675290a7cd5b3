using System.Diagnostics.CodeAnalysis;
using Azure;
using Azure.Core;
using FollowUp.Core.Business;
using FollowUp.Core.Carriers;
using FollowUp.Core.Touches;
using FollowUp.Api.Links;
using FollowUp.Core.Decisions;
using FollowUp.Core.Engine;
using FollowUp.Testing;
using Microsoft.Extensions.Options;

namespace FollowUp.Azure.Tests.Sending;

/// <summary>Messages to send, and failures to send them into.</summary>
internal static class Touches
{
    public const string Id = "lead1-1-0.0-0";

    public static readonly TeamMember Sam = new("sam", "Sam Ortiz", "owner", "+15125550111", "sam@example.com");

    public static LinkSigner Links { get; } = new(Options.Create(new LinkOptions
    {
        PublicUrl = new("https://followup.example"), LinkKey = new string('k', 40),
    }));

    public static Outbound.Sms Sms { get; } = new(Of(Channel.Sms), "lead1", "+15125550142", "+15125550100", "Hi Dana");

    public static Outbound.Email Email { get; } =
        new(Of(Channel.Email), "lead1", "dana@example.com", "office@example.com", "Your estimate", "Hi Dana,\n\nhere it is.\n", "sam@example.com");

    public static Outbound.Call Call { get; } = new(Of(Channel.Call), "lead1", "+15125550142", "+15125550100", "Hi Dana", null, []);

    public static Outbound.Webhook Webhook(string url) => new(Of(Channel.Webhook), "lead1", url, "won");

    public static Outbound.Notification Notification(TeamMember? member = null) =>
        new(Of(Channel.Notification), "lead1", member ?? Sam, "Missed call", "Missed call from Dana");

    public static IPlaybookSource Playbooks { get; } = new Book();

    /// <summary>A failure as the clients throw it: with a response when <paramref name="status"/> is not 0.</summary>
    public static RequestFailedException Failure(int status, string message = "", string? retryAfter = null, Exception? inner = null)
    {
        if (status == 0) return new(0, message, null, inner);
        return new RequestFailedException(new Answer(status, retryAfter), null, new Says(message));
    }

    private static Touch Of(Channel channel) => new() { Id = Id, Seq = 2, Channel = channel, Status = TouchStatus.Claimed, At = Sample.Now };

    private sealed class Says(string message) : RequestFailedDetailsParser
    {
        public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
        {
            (error, data) = (new ResponseError("Code", message), null);
            return true;
        }
    }

    private sealed class Answer(int status, string? retryAfter) : Response
    {
        public override int Status => status;

        public override string ReasonPhrase => "";

        public override Stream? ContentStream { get; set; }

        public override string ClientRequestId { get; set; } = "";

        public override void Dispose()
        {
        }

        protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

        protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];

        protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) =>
            (value = name == "Retry-After" ? retryAfter : null) is not null;

        protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values) =>
            (values = TryGetHeader(name, out var value) ? [value] : null) is not null;
    }

    private sealed class Book : IPlaybookSource
    {
        public ValueTask<Playbook> CurrentAsync(CancellationToken cancellation) => ValueTask.FromResult(
            new Playbook(BusinessProfileReader.Sample, Core.Compliance.QuietHours.Default, [.. Core.Sequences.SequenceLibrary.All]));
    }
}
