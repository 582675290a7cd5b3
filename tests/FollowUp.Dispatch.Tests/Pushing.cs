using FollowUp.Core.Carriers;
using FollowUp.Core.Decisions;
using FollowUp.Core.Engine;
using FollowUp.Core.Leads;
using FollowUp.Core.Touches;
using FollowUp.Testing;
using FollowUp.Testing.Journeys;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FollowUp.Dispatch.Tests;

/// <summary>The carrier as a host puts it together, with waits that are only written down and a log that is read.</summary>
internal sealed class Pushing : IAsyncDisposable
{
    public static readonly Instant Start = Instant.FromUtc(2026, 11, 24, 15, 0);
    private readonly ServiceProvider services;
    private readonly string system;

    private Pushing(string system, Dictionary<string, string?> settings)
    {
        this.system = system;
        var collection = new ServiceCollection();
        collection.AddLogging(l => l.AddProvider(new Reading(Log)).SetMinimumLevel(LogLevel.Trace));
        collection.AddSingleton<IPlaybookSource>(new Rules());
        collection.AddSingleton<DispatchDelay>((wait, _) =>
        {
            Waits.Add(wait);
            return Task.CompletedTask;
        });
        collection.AddDispatch(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services = collection.BuildServiceProvider();
    }

    public List<TimeSpan> Waits { get; } = [];

    public List<string> Log { get; } = [];

    public static Appointment Appointment { get; } = new()
    {
        Id = "cal-1", StartsAt = Start, DurationMinutes = 90, Title = "Roof inspection", Place = "100 Congress Ave, Austin, TX 78701", Parking = "behind the house",
    };

    public static LeadState Lead { get; } = Sample.Lead("lead1") with { Emails = ["dana@example.com"], Context = new("roof", "this week", null, "It drips on the piano.") };

    public static Pushing To(string system, Dictionary<string, string?> settings) => new(system, settings);

    public Task<SendResult> PushAsync(Appointment? appointment = null, LeadState? lead = null)
    {
        var touch = new Touch { Id = "lead1-1-0.1-0", Seq = 2, Channel = Channel.Dispatch, Status = TouchStatus.Claimed, At = Sample.Now };
        return services.GetRequiredService<ICarrier<Outbound.Booking>>()
            .SendAsync(new Outbound.Booking(touch, lead ?? Lead, appointment ?? Appointment, system), CancellationToken.None);
    }

    public async ValueTask DisposeAsync() => await services.DisposeAsync();

    private sealed class Reading(List<string> lines) : ILoggerProvider, ILogger
    {
        public void Dispose()
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (lines) lines.Add(formatter(state, exception) + exception);
        }
    }

    private sealed class Rules : IPlaybookSource
    {
        public ValueTask<Playbook> CurrentAsync(CancellationToken cancellation) => new(Plans.Playbook());
    }
}
