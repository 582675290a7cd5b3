using FollowUp.Core.Carriers;
using FollowUp.LocalHost.Simulator;
using Microsoft.Extensions.DependencyInjection;

namespace FollowUp.LocalHost.Tests.Scenarios;

/// <summary>A carrier that asks for time gets it, and loses nothing by it.</summary>
public sealed class BusyCarrierTests
{
    private const string Ana = "+12125550143";

    [Theory]
    [InlineData(1)] // the first notice: the call was missed
    [InlineData(2)] // the second: it was missed again, which no step of the sequence stands for
    [InlineData(3)] // the third: the task for the owner
    public async Task Notice_CarrierIsBusyOnce_ArrivesLaterAndOnce(int nth)
    {
        await using var host = await RunningHost.StartAsync(replace: services => services.AddSingleton(s =>
        {
            var carrier = s.GetRequiredService<OutboxCarrier>();
            return new CarrierSet(carrier, carrier, carrier, carrier, new BusyOnce(carrier, nth), carrier);
        }));

        var call = await host.Driver.CallAsync(Ana);
        await host.Driver.AdvanceAsync("PT10M");
        await host.Driver.CallAsync(Ana);
        await host.Driver.AdvanceAsync("P3D");

        var notices = await host.Driver.OutboxOfAsync(call.LeadId!, "notification");
        Assert.Equal(3, notices.Count);
        Assert.Equal(3, notices.Select(n => n.Subject).Distinct().Count());
        var lead = await host.Driver.LeadAsync(call.LeadId!);
        Assert.Single(lead.Tasks);
        Assert.Equal("completed", Assert.Single(lead.Enrollments).Status);
        Assert.Contains(await host.Driver.TimelineAsync(lead.Id), t => t.Rule == "carrier-busy");
    }

    private sealed class BusyOnce(ICarrier<Outbound.Notification> inner, int nth) : ICarrier<Outbound.Notification>
    {
        private int asked;

        public Task<SendResult> SendAsync(Outbound.Notification message, CancellationToken cancellation) => ++asked == nth
            ? Task.FromResult<SendResult>(new SendResult.Busy("too many requests", 60))
            : inner.SendAsync(message, cancellation);
    }
}
