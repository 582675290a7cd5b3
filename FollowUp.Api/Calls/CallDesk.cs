using FollowUp.Core.Calls;
using FollowUp.Core.Carriers;
using FollowUp.Core.Engine;
using FollowUp.Core.Events;
using FollowUp.Core.Leads;
using FollowUp.Core.Numbering;
using FollowUp.Core.Stores;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace FollowUp.Api.Calls;

/// <summary>
/// Runs calls: a signal meets its call's record, what follows is stored, then done on the line, and what it means for the lead is
/// taken in. A crash in between leaves the facts in the record, and whoever looks after overdue calls takes them in.
/// </summary>
public sealed partial class CallDesk(
    CallBook book, LeadIntake intake, ILeadStore leads, IPlaybookSource playbooks, IClock clock, ILogger<CallDesk> logger, ICallLine? line = null)
{
    private const int Batch = 32;

    /// <summary>Takes in a call to the business. True when it was not known yet.</summary>
    /// <param name="id">The carrier's correlation id.</param>
    /// <param name="person">The caller, E.164; empty when withheld.</param>
    /// <param name="number">The number that was called, E.164.</param>
    /// <param name="context">What it is picked up with.</param>
    /// <param name="at">When it came in.</param>
    /// <param name="cancellation">Cancels before the call is durable.</param>
    public async Task<bool> ArriveAsync(string id, string person, string number, string? context, Instant at, CancellationToken cancellation)
    {
        var business = (await playbooks.CurrentAsync(cancellation)).Business;
        var step = InboundFlow.Begin(
            id, person, number, line is null ? null : context, await LabelAsync(person, cancellation), Instant.Min(at, clock.GetCurrentInstant()), business);
        var isNew = await book.OpenAsync(step.Call, cancellation);
        if (isNew)
        {
            await CarryOutAsync(step);
            return true;
        }

        // The first delivery may have been cut off before the call was picked up, or before the lead heard of it.
        if (await book.FindAsync(id, cancellation) is { } known)
            await CarryOutAsync(new(known, known is { Stage: CallStage.Arriving, ConnectionId: null } ? step.Commands : []));
        return false;
    }

    /// <summary>Tells a call something. False when nothing follows from it.</summary>
    public async Task<bool> TellAsync(string id, CallSignal signal, CancellationToken cancellation)
    {
        if (await book.TellAsync(id, signal, cancellation) is not { } step) return false;
        await CarryOutAsync(step);
        return true;
    }

    /// <summary>Ends calls that nothing was told of for too long, takes in what is left over of others, and forgets the old.</summary>
    /// <returns>False when there was none of them, or nothing could be done about any.</returns>
    public async Task<bool> LookAfterAsync(CancellationToken cancellation)
    {
        var isDone = false;
        foreach (var id in await book.DueAsync(Batch, cancellation))
        {
            try
            {
                await LookAfterAsync(id, cancellation);
                isDone = true;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                // One call must not stand in the way of the others, nor of the leads.
                LogLost(logger, e, id);
            }
        }
        return isDone;
    }

    /// <summary>When the next call is due; null when none is.</summary>
    public Task<Instant?> NextDueAsync(CancellationToken cancellation) => book.NextDueAsync(cancellation);

    private async Task LookAfterAsync(string id, CancellationToken cancellation)
    {
        if (await book.FindAsync(id, cancellation) is not { } call) return;
        if (!call.Facts.IsEmpty) await CarryOutAsync(new(call, []));
        if (call.DueAt > clock.GetCurrentInstant()) return;
        if (call.Stage == CallStage.Over) await book.DropAsync(id, cancellation);
        else await TellAsync(id, new CallSignal.TimedOut(), cancellation);
    }

    /// <summary>
    /// Does what follows from a signal. The record says already that it is done, so whoever stops waiting for us stops nothing; and
    /// the lead hears of it beside the caller, who may have words to listen to.
    /// </summary>
    private async Task CarryOutAsync(CallStep step)
    {
        var heard = new List<CallSignal>();
        var facts = TakeInAsync(step.Call);
        try
        {
            foreach (var command in step.Commands)
                if (await DoAsync(step.Call, command) is { } signal) heard.Add(signal);
        }
        finally
        {
            await facts;
        }
        foreach (var signal in heard)
            if (signal is CallSignal.Recorded recorded) await RememberAsync(step.Call, recorded);
            else await TellAsync(step.Call.Id, signal, CancellationToken.None);
    }

    private async Task<CallSignal?> DoAsync(CallRecord call, CallCommand command)
    {
        try
        {
            return await line!.DoAsync(call, command, CancellationToken.None);
        }
        catch (Exception e) when (command is not CallCommand.Answer)
        {
            // Mostly somebody has just hung up; that they did is told by a callback of its own. A call that could not be picked up is
            // another matter: it still rings, and its delivery is repeated.
            LogUndone(logger, e, command.GetType().Name, call.Id);
            return command.Failed;
        }
    }

    private async Task TakeInAsync(CallRecord call)
    {
        foreach (var fact in call.Facts) await TakeInAsync(call, fact);
        if (!call.Facts.IsEmpty) await book.SettleAsync(call, CancellationToken.None);
    }

    /// <summary>A missed call makes a lead of whoever called; one that was taken does not, but what is known of a lead is written down.</summary>
    private async Task TakeInAsync(CallRecord call, EventEnvelope fact)
    {
        if (fact.Data is LeadEvent.CallMissed)
        {
            await intake.TakeInAsync([call.Person], fact, CancellationToken.None);
            return;
        }
        var lead = call.LeadId ?? await leads.FindByContactAsync(call.Person, CancellationToken.None);
        if (lead is not null && (await leads.LoadAsync(lead, CancellationToken.None)).State is not null)
            await intake.TakeInAsync(lead, fact, CancellationToken.None);
    }

    /// <summary>The file of a recording is told of later, by the recording's id alone.</summary>
    private async Task RememberAsync(CallRecord call, CallSignal.Recorded recorded)
    {
        if (await leads.FindByContactAsync(call.Person, CancellationToken.None) is { } lead)
            await leads.ClaimContactAsync(LeadIntake.RecordingKey(recorded.RecordingId), lead, CancellationToken.None);
    }

    private async Task<string?> LabelAsync(string person, CancellationToken cancellation)
    {
        if (person.Length == 0) return null;
        var lead = await leads.FindByContactAsync(person, cancellation) is { } id ? (await leads.LoadAsync(id, cancellation)).State : null;
        return Words(lead) ?? PhoneNumber.Display(person);
    }

    private static string? Words(LeadState? lead) =>
        lead?.Name is not { } name ? null : lead.Context?.Service is { } service ? $"{name}, about {service}" : name;

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Command} could not be done in call {CallId}")]
    private static partial void LogUndone(ILogger logger, Exception exception, string command, string callId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Call {CallId} could not be looked after; it is tried again")]
    private static partial void LogLost(ILogger logger, Exception exception, string callId);
}
