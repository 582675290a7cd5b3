using System.Globalization;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using FollowUp.Azure.Tables;

namespace FollowUp.Azure.Tests.Tables;

/// <summary>Tables of their own for a test, on the Azurite that <c>dotnet dev.cs test</c> started, with every operation counted.</summary>
internal sealed class Azurite
{
    private readonly Counter counter = new();

    public Azurite()
    {
        var options = new TableClientOptions();
        options.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        Tables = new(new TableServiceClient(ConnectionString, options), string.Create(CultureInfo.InvariantCulture, $"t{Guid.NewGuid():n}"));
    }

    public static string ConnectionString => Environment.GetEnvironmentVariable("FOLLOWUP_AZURITE")
        ?? throw new InvalidOperationException("FOLLOWUP_AZURITE is not set: run the tests with 'dotnet dev.cs test', which starts Azurite.");

    public LeadTables Tables { get; }

    public static async Task<Azurite> CreateAsync()
    {
        var azurite = new Azurite();
        await azurite.Tables.CreateAsync(CancellationToken.None);
        return azurite;
    }

    /// <summary>How many operations something takes.</summary>
    public async Task<int> CountAsync(Func<Task> run)
    {
        var before = counter.Requests;
        await run();
        return counter.Requests - before;
    }

    /// <summary>The answer to the next request of this method and path is lost on the way, though the service has acted on it.</summary>
    public void LoseAnswer(string pathEnd) => counter.Lose = pathEnd;

    /// <summary>The process dies, as far as the store can tell, when it has done so many operations more; null lets it live.</summary>
    public void DieAfter(int? operations) => counter.Left = operations;

    /// <summary>Requests like these never reach the service; null lets all pass again.</summary>
    public void Refuse(Func<Request, bool>? requests) => counter.Refused = requests;

    /// <summary>Something else happens just before the first request like this.</summary>
    public void Before(Func<Request, bool> request, Func<Task> happens) => counter.Interruption = (request, happens);

    private sealed class Counter : HttpPipelinePolicy
    {
        private int requests;

        public int Requests => Volatile.Read(ref requests);

        public string? Lose { get; set; }

        public int? Left { get; set; }

        public Func<Request, bool>? Refused { get; set; }

        public (Func<Request, bool> At, Func<Task> Happens)? Interruption { get; set; }

        public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();

        public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
        {
            if (Refused?.Invoke(message.Request) == true) throw new RequestFailedException(503, "Nobody is there.");
            if (Interruption is { } interruption && interruption.At(message.Request))
            {
                Interruption = null;
                await interruption.Happens();
            }
            Interlocked.Increment(ref requests);
            if (Left is { } left && (Left = left - 1) < 0) throw new InvalidOperationException("The process died.");
            await ProcessNextAsync(message, pipeline);
            if (Lose is { } lose && message.Request.Uri.Path!.EndsWith(lose, StringComparison.Ordinal))
            {
                Lose = null;
                throw new IOException("The connection was reset.");
            }
        }
    }
}
