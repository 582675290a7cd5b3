// Contract of Azure.Communication.Sms 1.0.1; signatures as in Azure/azure-sdk-for-net,
// sdk/communication/Azure.Communication.Sms/api/Azure.Communication.Sms.netstandard2.0.cs; wire format as in
// Azure/azure-rest-api-specs, specification/communication/data-plane/Sms/stable/2021-03-07.
using System.Globalization;
using System.Text.Json;
using Azure.Communication.Pipeline;
using Azure.Core;

namespace Azure.Communication.Sms
{
    public class SmsClient
    {
        private readonly CommunicationWire _wire;

        protected SmsClient() { }

        public SmsClient(string connectionString) : this(connectionString, new SmsClientOptions()) { }

        public SmsClient(string connectionString, SmsClientOptions options) =>
            _wire = CommunicationWire.Create(connectionString, options ??= new(), options.Version);

        public SmsClient(Uri endpoint, AzureKeyCredential keyCredential, SmsClientOptions options = null) =>
            _wire = CommunicationWire.Create(endpoint, keyCredential, options ??= new(), options.Version);

        public SmsClient(Uri endpoint, TokenCredential tokenCredential, SmsClientOptions options = null) =>
            _wire = CommunicationWire.Create(endpoint, tokenCredential, options ??= new(), options.Version);

        public virtual async Task<Response<SmsSendResult>> SendAsync(
            string from, string to, string message, SmsSendOptions options = null, CancellationToken cancellationToken = default)
        {
            var results = await SendAsync(from, [to], message, options, cancellationToken).ConfigureAwait(false);
            return Response.FromValue(results.Value[0], results.GetRawResponse());
        }

        public virtual async Task<Response<IReadOnlyList<SmsSendResult>>> SendAsync(
            string from, IEnumerable<string> to, string message, SmsSendOptions options = null, CancellationToken cancellationToken = default)
        {
            ArgumentException.ThrowIfNullOrEmpty(from);
            var body = new
            {
                from,
                // A new repeatability id for every call, as in the real client.
                smsRecipients = to.Select(number => new
                {
                    to = number,
                    repeatabilityRequestId = Guid.NewGuid().ToString(),
                    repeatabilityFirstSent = DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture),
                }).ToArray(),
                message,
                smsSendOptions = options is null ? null : new { enableDeliveryReport = options.EnableDeliveryReport, tag = options.Tag },
            };
            var response = await _wire.SendAsync(RequestMethod.Post, "/sms", body, 202, cancellationToken).ConfigureAwait(false);
            IReadOnlyList<SmsSendResult> results = [.. CommunicationWire.Read(response).GetProperty("value").EnumerateArray().Select(SmsSendResult.From)];
            return Response.FromValue(results, response);
        }
    }

    public class SmsClientOptions : ClientOptions
    {
        public SmsClientOptions(ServiceVersion version = ServiceVersion.V2021_03_07) =>
            Version = version == ServiceVersion.V2021_03_07 ? "2021-03-07" : throw new ArgumentOutOfRangeException(nameof(version));

        internal string Version { get; }

        public enum ServiceVersion
        {
            V2021_03_07 = 1,
        }
    }

    public class SmsSendOptions(bool enableDeliveryReport)
    {
        public bool EnableDeliveryReport { get; } = enableDeliveryReport;
        public string Tag { get; set; }
    }

    public class SmsSendResult
    {
        internal SmsSendResult() { }

        public string To { get; internal init; }
        public string MessageId { get; internal init; }
        public int HttpStatusCode { get; internal init; }
        public bool Successful { get; internal init; }
        public string ErrorMessage { get; internal init; }

        internal static SmsSendResult From(JsonElement json) => new()
        {
            To = json.GetProperty("to").GetString(),
            MessageId = json.TryGetProperty("messageId", out var id) ? id.GetString() : null,
            HttpStatusCode = json.GetProperty("httpStatusCode").GetInt32(),
            Successful = json.GetProperty("successful").GetBoolean(),
            ErrorMessage = json.TryGetProperty("errorMessage", out var error) ? error.GetString() : null,
        };
    }
}

namespace Azure.Communication.Sms.Models
{
    public static class SmsModelFactory
    {
        public static SmsSendResult SmsSendResult(string to, string messageId, int httpStatusCode, bool successful, string errorMessage) => new()
        {
            To = to,
            MessageId = messageId,
            HttpStatusCode = httpStatusCode,
            Successful = successful,
            ErrorMessage = errorMessage,
        };
    }
}
