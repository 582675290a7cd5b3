using FollowUp.AcsEmulator.Phones;

namespace FollowUp.AcsEmulator.Calls.Media;

/// <summary>Playing to some or all: PlayStarted, then PlayCompleted when it has been heard, or never when it loops.</summary>
internal sealed class PlayOperation(
    MediaSession session, IReadOnlyList<Prompt> prompts, IReadOnlyList<string> targets, bool loop, string? operationContext, string? callbackUri)
    : IMediaOperation
{
    private IDisposable? _timer;

    public string? OperationContext => operationContext;
    public string? CallbackUri => callbackUri;
    public string Cancelled => "PlayCanceled";

    public void Begin()
    {
        if (prompts.Any(prompt => prompt.IsEmpty))
        {
            session.Finish(this, "PlayFailed", CallResult.EmptySource, new { FailedPlaySourceIndex = prompts.ToList().FindIndex(prompt => prompt.IsEmpty) });
            return;
        }
        if (session.Call.IsRecent)
            session.Send(this, "PlayStarted", CallResult.Success);
        Say(session, prompts, participant => targets.Count == 0 || targets.Contains(participant.Key));
        if (!loop)
            _timer = session.Book.After(Length(prompts), () => session.Finish(this, "PlayCompleted", CallResult.Success));
    }

    public void Keys(Phone phone, string keys)
    {
        // Nobody listens while something plays.
    }

    public void Speech(Phone phone, string text)
    {
        // As above.
    }

    public bool Needs(Phone phone) => false;

    public void Stop() => _timer?.Dispose();

    public static TimeSpan Length(IReadOnlyList<Prompt> prompts) => prompts.Aggregate(TimeSpan.Zero, (sum, prompt) => sum + prompt.Length);

    public static void Say(MediaSession session, IReadOnlyList<Prompt> prompts, Func<Participant, bool> hears)
    {
        foreach (var participant in session.Call.Participants.Where(hears))
        {
            foreach (var prompt in prompts)
                session.Book.Note(participant.Phone, "heard", prompt.Heard, "application");
        }
    }
}
