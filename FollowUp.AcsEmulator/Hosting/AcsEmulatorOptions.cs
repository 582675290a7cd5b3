namespace FollowUp.AcsEmulator;

/// <summary>What the emulated resource is and how it behaves. Bound from the section <c>AcsEmulator</c> when run alone.</summary>
public sealed class AcsEmulatorOptions
{
    /// <summary>The access key of the connection string, base64. The default is public: it protects nothing, it only lets clients sign.</summary>
    public string AccessKey { get; set; } = "Zm9sbG93dXAtYWNzLWVtdWxhdG9yLWRldi1rZXktMDE=";

    /// <summary>The immutable resource id: audience of the callback tokens and part of ACS user ids.</summary>
    public string ResourceId { get; set; } = "00000000-0000-0000-0000-0000000000ac";

    /// <summary>Topic (Event Grid schema) and source (CloudEvents) of everything the resource publishes.</summary>
    public string Topic { get; set; } =
        "/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-followup/providers/Microsoft.Communication/CommunicationServices/acs-followup";

    /// <summary>Numbers the resource owns, E.164. Empty means the one of the samples, +18335550100.</summary>
    public IList<string> PhoneNumbers { get; set; } = [];

    /// <summary>Whether the resource owns a number, for a host whose numbers change while it runs; null goes by <see cref="PhoneNumbers"/>.</summary>
    public Func<string, bool>? OwnsNumber { get; set; }

    /// <summary>Sender domains linked to the resource. Empty means any domain.</summary>
    public IList<string> EmailDomains { get; set; } = [];

    /// <summary>Event Grid subscriptions to create when the host has started.</summary>
    public IList<EventGrid.EventSubscription> Subscriptions { get; set; } = [];

    /// <summary>Folder for dead-lettered events; null keeps them in memory only.</summary>
    public string? DeadLetterFolder { get; set; }

    /// <summary>Clock of the emulator; null takes the one registered in the container, else the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>True: nothing happens by itself, the host calls <see cref="Time.IEmulatorScheduler.RunDueAsync"/> as its clock moves.</summary>
    public bool ManualTime { get; set; }

    /// <summary>Seed of every generated id; null makes them random.</summary>
    public int? Seed { get; set; }

    /// <summary>Refuse requests signed more than fifteen minutes away from the emulator's clock. Off with a virtual clock, since clients sign with theirs.</summary>
    public bool CheckRequestDate { get; set; } = true;

    /// <summary>Text, SSML, choices and speech need a Cognitive Services endpoint given on create/answer, as on Azure.</summary>
    public bool RequireCognitiveServices { get; set; }

    /// <summary>STOP and START from a phone work on the carrier's block list of toll-free numbers, as in the US.</summary>
    public bool CarrierOptOut { get; set; } = true;

    public LimitOptions Limits { get; set; } = new();

    public TimingOptions Timing { get; set; } = new();

    /// <summary>How deliveries leave; null is an ordinary socket. A host under test passes its in-memory handler.</summary>
    public Func<HttpMessageHandler>? CreateHandler { get; set; }

    /// <summary>The connection string of this resource behind <paramref name="endpoint"/>.</summary>
    public string ConnectionString(Uri endpoint) => $"endpoint={endpoint.GetLeftPart(UriPartial.Authority)}/;accesskey={AccessKey}";

    internal bool Owns(string number) => OwnsNumber?.Invoke(number) ?? PhoneNumbers.Contains(number);
}

/// <summary>Rate limits, <c>articles/communication-services/concepts/service-limits.md</c> in MicrosoftDocs/azure-docs.</summary>
public sealed class LimitOptions
{
    public bool Enforce { get; set; } = true;
    public int SmsPerNumberPerMinute { get; set; } = 200;
    public int EmailsPerMinute { get; set; } = 30;
    public int EmailsPerHour { get; set; } = 100;
    public int EmailStatusPerMinute { get; set; } = 60;
    public int EmailStatusPerHour { get; set; } = 200;
    public int ConcurrentOutboundCallsPerNumber { get; set; } = 2;
}

/// <summary>How long things take. The documented limits of the service where it has them, plausible values elsewhere.</summary>
public sealed class TimingOptions
{
    public TimeSpan SmsDelivery { get; set; } = TimeSpan.FromSeconds(2);
    public TimeSpan EmailProcessing { get; set; } = TimeSpan.FromSeconds(1);
    public TimeSpan EmailDelivery { get; set; } = TimeSpan.FromSeconds(3);
    public int EmailRetryAfterSeconds { get; set; } = 1;
    public TimeSpan EventGridDelay { get; set; } = TimeSpan.Zero;
    public TimeSpan CallbackDelay { get; set; } = TimeSpan.Zero;

    /// <summary>A caller's network gives up on an unanswered call.</summary>
    public TimeSpan IncomingRing { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>"PSTN call establishment timeout", service-limits.md.</summary>
    public TimeSpan CallEstablishment { get; set; } = TimeSpan.FromSeconds(115);

    public double WordsPerMinute { get; set; } = 150;
    public TimeSpan AudioFile { get; set; } = TimeSpan.FromSeconds(5);
}
