using System.Net;

namespace FollowUp.Azure.Tests.Sending;

/// <summary>Everything beyond the network card: notes what is asked and answers in turn, 200 when it has nothing else to say.</summary>
internal sealed class FakeWeb(params HttpResponseMessage[] answers) : HttpMessageHandler
{
    private readonly Queue<HttpResponseMessage> answers = new(answers);

    public List<HttpRequestMessage> Requests { get; } = [];

    public List<string> Bodies { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests.Add(request);
        Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
        return answers.TryDequeue(out var answer) ? answer : new(HttpStatusCode.OK);
    }
}
