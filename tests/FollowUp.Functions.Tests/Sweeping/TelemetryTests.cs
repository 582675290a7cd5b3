using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Touches;
using FollowUp.Functions.Sweeping;
using FollowUp.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using NodaTime;

namespace FollowUp.Functions.Tests.Sweeping;

/// <summary>What docs/operations.md promises can be seen. Other tests measure at the same time, so sums are at least what is said here.</summary>
public sealed class TelemetryTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> spans = [];
    private readonly ConcurrentDictionary<string, double> sums = [];
    private readonly ActivityListener traces;
    private readonly MeterListener meters = new();
    private readonly TestLeads leads;
    private Instant now = Sample.Now;

    public TelemetryTests()
    {
        leads = new(new SetClock(() => now));
        traces = new()
        {
            ShouldListenTo = source => source.Name == Telemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(traces);
        meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == Telemetry.Name) listener.EnableMeasurementEvents(instrument);
        };
        meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags));
        meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value + 1, tags));
        meters.Start();
    }

    public void Dispose()
    {
        traces.Dispose();
        meters.Dispose();
        leads.Dispose();
    }

    [Fact]
    public async Task RecordAsync_MissedCall_IsOneTraceFromFactThroughDecisionToSends()
    {
        await leads.Engine.RecordAsync("traced", Sample.Missed("call-1"), default);

        var trace = spans.Where(s => (string?)s.GetTagItem("followup.lead") == "traced").ToList();
        Assert.Single(trace.Select(s => s.TraceId).Distinct());
        Assert.Equal("call.missed", trace.Single(s => s.OperationName == "record").GetTagItem("followup.event"));
        Assert.Contains(trace, s => s.OperationName == "advance");
        Assert.Equal(leads.Sent.Count, trace.Count(s => s.OperationName == "send" && s.GetTagItem("followup.touch") is not null));
        Assert.True(sums["followup.touches channel=sms outcome=sent"] >= 1);
        Assert.True(sums["followup.speed_to_lead"] >= 1);
    }

    [Theory]
    [InlineData("undelivered", 1)]
    [InlineData("delivered", 0)]
    public async Task RecordAsync_ReportOfATextThatWasSent_IsCountedWhenItFailed(string status, int counted)
    {
        await leads.Engine.RecordAsync("reported", Sample.Missed("call-1"), default);
        var text = (await leads.Store.LoadAsync("reported", default)).State!.Open.Single(touch => touch.Channel == Channel.Sms);
        var before = Undelivered();

        await leads.Engine.RecordAsync("reported", new("report", now, new LeadEvent.MessageDelivery(text.Id, null, status)), default);
        await leads.Engine.RecordAsync("reported", new("again", now, new LeadEvent.MessageDelivery(text.Id, null, status)), default);

        // Nobody else's texts come back undelivered.
        Assert.Equal(counted, Undelivered() - before);

        double Undelivered() => sums.GetValueOrDefault("followup.touches channel=sms outcome=undelivered");
    }

    [Fact]
    public async Task SweepAsync_OverdueLeads_AreCounted()
    {
        for (var i = 0; i < 3; i++) await leads.Store.AppendAsync($"late{i}", Sample.Missed("call-1"), now, default);
        now += Duration.FromMinutes(5);

        await new Sweep(leads.Store, leads.Engine, leads.Rung, new SetClock(() => now), leads.Link, NullLogger<Sweep>.Instance).SweepAsync(default);

        Assert.True(sums["followup.overdue_leads"] >= 3);
    }

    private void Add(string name, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags) name += $" {tag.Key}={tag.Value}";
        sums.AddOrUpdate(name, value, (_, sum) => sum + value);
    }
}
