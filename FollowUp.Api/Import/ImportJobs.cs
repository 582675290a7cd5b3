using System.Collections.Concurrent;
using FollowUp.Core.Engine;
using FollowUp.Core.Stores;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FollowUp.Api.Import;

/// <summary>
/// Runs imports. Progress lives in this process only; what counts is in the store, and a file that is sent again goes on where
/// it was cut off, since a row that was taken in is a repeat.
/// </summary>
public sealed partial class ImportJobs(ILeadStore store, LeadIntake intake, IHostApplicationLifetime lifetime, ILogger<ImportJobs> logger)
{
    private const int Parallelism = 8;
    private readonly ConcurrentDictionary<string, ImportProgress> running = new();

    /// <summary>Where an import stands; null when this process knows of none.</summary>
    public ImportReport? Find(string id) => running.TryGetValue(id, out var progress) ? progress.Report() : null;

    /// <summary>Compares a file with the leads there are, without changing any.</summary>
    internal async Task<ImportReport> TryAsync(ImportFile file, CancellationToken cancellation)
    {
        var progress = new ImportProgress(file, dryRun: true);
        foreach (var row in file.Rows) await CompareAsync(row, progress, cancellation);
        progress.Finish("planned");
        return progress.Report();
    }

    /// <summary>Starts an import, or joins one of the same file that is under way.</summary>
    internal (Task Done, ImportProgress Progress) Start(ImportFile file)
    {
        var mine = new ImportProgress(file, dryRun: false);
        var progress = running.AddOrUpdate(file.Id, mine, (_, known) => known.IsRunning ? known : mine);
        if (ReferenceEquals(progress, mine)) mine.Done = Task.Run(() => RunAsync(file, mine));
        return (progress.Done, progress);
    }

    private async Task RunAsync(ImportFile file, ImportProgress progress)
    {
        var stopping = lifetime.ApplicationStopping;
        try
        {
            var again = file.Duplicates.Select(d => d.Row).ToHashSet();
            await Parallel.ForEachAsync(
                file.Rows.Where(r => !again.Contains(r.Row)),
                new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = stopping },
                async (row, token) => await TakeInAsync(row, progress, token));

            // The later row about the same person has the last word, as in the file.
            foreach (var row in file.Rows.Where(r => again.Contains(r.Row))) await TakeInAsync(row, progress, stopping);
            progress.Finish("done");
        }
        catch (Exception e)
        {
            LogFailed(logger, e, file.Id);
            progress.Finish("failed");
        }
    }

    private async Task TakeInAsync(ImportRow row, ImportProgress progress, CancellationToken cancellation)
    {
        if (!await CompareAsync(row, progress, cancellation)) return;
        var (_, isNew) = await intake.TakeInAsync(row.Contacts, row.Envelope, cancellation);
        progress.Took(isNew);
    }

    /// <summary>False when the row must not be taken in.</summary>
    private async Task<bool> CompareAsync(ImportRow row, ImportProgress progress, CancellationToken cancellation)
    {
        var owners = new List<(string Contact, string LeadId)>();
        foreach (var contact in row.Contacts)
            if (await store.FindByContactAsync(contact, cancellation) is { } owner) owners.Add((contact, owner));
        if (owners.Select(o => o.LeadId).Distinct().Count() > 1)
        {
            progress.Fail(new(row.Row, null, $"phone and email belong to different leads: {string.Join(", ", owners.Select(o => $"{o.Contact} to '{o.LeadId}'"))}"));
            return false;
        }
        progress.Compared(owners.Count == 0 ? null : new(row.Row, owners[0].Contact, null, owners[0].LeadId));
        return true;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Import {ImportId} ended early; the same file sent again goes on from there")]
    private static partial void LogFailed(ILogger logger, Exception exception, string importId);
}
