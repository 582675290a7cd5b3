using System.Collections.Concurrent;

namespace FollowUp.LocalHost.Storage;

/// <summary>A few reading connections, opened when first needed. Readers never wait for the writer, nor it for them.</summary>
internal sealed class ReaderPool(string path) : IDisposable
{
    private readonly ConcurrentStack<LeadReader> idle = new();
    private readonly SemaphoreSlim places = new(Math.Clamp(Environment.ProcessorCount, 2, 8));
    private volatile bool disposed;

    /// <summary>Reads on one of them; the caller's thread does the work, as it takes microseconds.</summary>
    public async Task<T> RunAsync<T>(Func<LeadReader, T> read, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(disposed, typeof(SqliteLeadStore));
        await places.WaitAsync(cancellation);
        try
        {
            if (!idle.TryPop(out var reader)) reader = new LeadReader(Schema.OpenReader(path));
            try
            {
                return read(reader);
            }
            finally
            {
                idle.Push(reader);
                if (disposed) Close();
            }
        }
        finally
        {
            places.Release();
        }
    }

    /// <summary>Closes the connections; one that is in use closes when its reader is done.</summary>
    public void Dispose()
    {
        disposed = true;
        Close();
    }

    private void Close()
    {
        while (idle.TryPop(out var reader)) reader.Dispose();
    }
}
