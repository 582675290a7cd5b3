namespace FollowUp.Api.Import;

/// <summary>What an import does, or would do. Lists hold the first 1000; counts are exact.</summary>
/// <param name="Id">The import: the same file has the same.</param>
/// <param name="DryRun">Whether nothing has happened.</param>
/// <param name="Status"><c>planned</c>, <c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="Rows">Rows of the file.</param>
/// <param name="Done">Rows that have been dealt with.</param>
/// <param name="Valid">Rows without an error.</param>
/// <param name="New">People who are new.</param>
/// <param name="Known">Rows about people who are leads already, or whom an earlier row is about.</param>
/// <param name="Repeated">Rows that had been imported before: they change nothing.</param>
/// <param name="Failed">Rows with an error.</param>
/// <param name="Errors">What is wrong, by row and column.</param>
/// <param name="Duplicates">Who is known.</param>
/// <param name="Mapping">Field by column.</param>
/// <param name="Unmapped">Columns that are ignored.</param>
public sealed record ImportReport(
    string Id, bool DryRun, string Status, int Rows, int Done, int Valid, int New, int Known, int Repeated, int Failed,
    IReadOnlyList<ImportError> Errors, IReadOnlyList<ImportDuplicate> Duplicates, IReadOnlyDictionary<string, string> Mapping, IReadOnlyList<string> Unmapped);

/// <summary>Adds up what comes from several rows at once.</summary>
internal sealed class ImportProgress(ImportFile file, bool dryRun)
{
    private const int Shown = 1000;
    private readonly Lock gate = new();
    private readonly HashSet<int> again = [.. file.Duplicates.Select(d => d.Row)];
    private readonly List<ImportDuplicate> inStore = [];
    private readonly List<ImportError> refused = [];
    private int compared, fresh, repeated;
    private string status = "running";

    public Task Done { get; set; } = Task.CompletedTask;

    public bool IsRunning
    {
        get
        {
            lock (gate) return status == "running";
        }
    }

    /// <summary>A row was compared with the leads there are; null when the person is none of them.</summary>
    public void Compared(ImportDuplicate? known)
    {
        lock (gate)
        {
            compared++;
            if (known is null) fresh++;
            else if (!again.Contains(known.Row)) inStore.Add(known);
        }
    }

    public void Took(bool isNew)
    {
        if (isNew) return;
        lock (gate) repeated++;
    }

    public void Fail(ImportError error)
    {
        lock (gate) refused.Add(error);
    }

    public void Finish(string how)
    {
        lock (gate) status = how;
    }

    public ImportReport Report()
    {
        lock (gate)
        {
            var badRows = file.Count - file.Rows.Count;
            var people = dryRun ? fresh - file.Duplicates.Count(d => inStore.All(k => k.Contact != d.Contact)) : fresh;
            return new(
                file.Id, dryRun, status, file.Count, badRows + compared + refused.Count, file.Rows.Count - refused.Count, Math.Max(people, 0),
                inStore.Count + file.Duplicates.Count, repeated, badRows + refused.Count,
                [.. file.Errors.Concat(refused).OrderBy(e => e.Row).Take(Shown)],
                [.. file.Duplicates.Concat(inStore).OrderBy(d => d.Row).Take(Shown)], file.Mapping, file.Unmapped);
        }
    }
}
