using System.Collections.Concurrent;

namespace FollowUp.LocalHost.Storage;

/// <summary>
/// One thread that takes everything that waits to be written, writes it in one transaction, and answers when that is on the
/// disk: while one flush is under way the next transaction gathers, so durability costs one flush per group and not per caller.
/// </summary>
internal sealed class GroupCommit : IAsyncDisposable
{
    // Bounds how long the first of a group waits for the last.
    private const int MaxGroup = 512;

    private readonly BlockingCollection<Work> queue = [];
    private readonly TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LeadWriter writer;
    private long transactions;
    private long operations;

    public GroupCommit(LeadWriter writer)
    {
        this.writer = writer;
        new Thread(Loop) { IsBackground = true, Name = "FollowUp store writer" }.Start();
    }

    /// <summary>Transactions committed.</summary>
    public long Transactions => Volatile.Read(ref transactions);

    /// <summary>Operations committed in them.</summary>
    public long Operations => Volatile.Read(ref operations);

    /// <summary>Runs an operation in the next transaction; the result comes when it is durable.</summary>
    public Task<T> RunAsync<T>(Func<LeadWriter, T> operation, CancellationToken cancellation)
    {
        // Only until it is queued: afterwards nobody could say whether it took place.
        cancellation.ThrowIfCancellationRequested();
        var work = new Work<T>(operation);
        try
        {
            queue.Add(work, CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            throw new ObjectDisposedException(nameof(SqliteLeadStore));
        }

        return work.Result;
    }

    /// <summary>Writes what waits, then stops.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.CompleteAdding();
        await stopped.Task;
    }

    private void Loop()
    {
        var group = new List<Work>();
        while (queue.TryTake(out var first, Timeout.Infinite))
        {
            group.Add(first);
            while (group.Count < MaxGroup && queue.TryTake(out var next)) group.Add(next);
            Write(group);
            group.Clear();
        }

        stopped.SetResult();
    }

    private void Write(List<Work> group)
    {
        // Operations hardly ever fail, so they get no savepoint at first; when one does, the group is written once more with them.
        if (TryWrite(group, isolated: false, out var error) || TryWrite(group, isolated: true, out error))
        {
            Interlocked.Increment(ref transactions);
            Interlocked.Add(ref operations, group.Count);
            foreach (var work in group) work.Answer();
        }
        else
        {
            foreach (var work in group) work.Refuse(error!);
        }
    }

    private bool TryWrite(List<Work> group, bool isolated, out Exception? error)
    {
        error = null;
        try
        {
            writer.Run("BEGIN IMMEDIATE");
            foreach (var work in group)
            {
                if (isolated) RunIsolated(work);
                else work.Run(writer);
            }

            writer.Run("COMMIT");
            return true;
        }
#pragma warning disable CA1031 // Whatever it is, it belongs to the callers and must not end the thread.
        catch (Exception failure)
        {
            error = failure;
            try
            {
                writer.Run("ROLLBACK");
            }
            catch (Exception)
            {
                // SQLite rolls back by itself on a full disk and the like; then there is nothing left to roll back.
            }

            return false;
        }
#pragma warning restore CA1031
    }

    private void RunIsolated(Work work)
    {
        writer.Run("SAVEPOINT one");
        try
        {
            work.Run(writer);
        }
#pragma warning disable CA1031 // It is handed to the operation's caller.
        catch (Exception failure)
        {
            work.Fail(failure);
            writer.Run("ROLLBACK TO one");
        }
#pragma warning restore CA1031
        writer.Run("RELEASE one");
    }

    private abstract class Work
    {
        public abstract void Run(LeadWriter writer);

        /// <summary>Keeps the operation's own failure, to be answered with once the group is through.</summary>
        public abstract void Fail(Exception failure);

        public abstract void Answer();

        public abstract void Refuse(Exception failure);
    }

    private sealed class Work<T>(Func<LeadWriter, T> operation) : Work
    {
        // Callers go on elsewhere: the writer has the next group to write.
        private readonly TaskCompletionSource<T> caller = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? result;
        private Exception? failed;

        public Task<T> Result => caller.Task;

        public override void Run(LeadWriter writer) => result = operation(writer);

        public override void Fail(Exception failure) => failed = failure;

        public override void Answer()
        {
            if (failed is null) caller.SetResult(result!);
            else caller.SetException(failed);
        }

        public override void Refuse(Exception failure) => caller.SetException(failure);
    }
}
