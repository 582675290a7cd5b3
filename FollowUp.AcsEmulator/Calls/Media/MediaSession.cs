using FollowUp.AcsEmulator.Phones;

namespace FollowUp.AcsEmulator.Calls.Media;

/// <summary>Something that has the call's audio for a while.</summary>
internal interface IMediaOperation
{
    string? OperationContext { get; }
    string? CallbackUri { get; }

    /// <summary>Name of the event when it is cancelled.</summary>
    string Cancelled { get; }

    void Begin();

    void Keys(Phone phone, string keys);

    void Speech(Phone phone, string text);

    /// <summary>True when it cannot go on without this phone.</summary>
    bool Needs(Phone phone);

    /// <summary>Stops its clocks.</summary>
    void Stop();
}

internal sealed class MediaFactory(AcsEmulatorOptions options, PhoneBook book, Dialler dialler, CallEvents events)
{
    public MediaSession For(CallConnection call) => new(call, options, book, dialler, events);
}

/// <summary>The media operations of a call: one at a time, others queue unless they interrupt (how-tos/call-automation/play-action.md).</summary>
internal sealed class MediaSession(CallConnection call, AcsEmulatorOptions options, PhoneBook book, Dialler dialler, CallEvents events)
{
    private readonly Queue<IMediaOperation> _queue = new();
    private readonly Dictionary<string, string?> _continuous = [];
    private IMediaOperation? _current;
    private int _toneNumber;

    public CallConnection Call => call;
    public AcsEmulatorOptions Options => options;
    public PhoneBook Book => book;
    public Dialler Dialler => dialler;

    public void Start(IMediaOperation operation, bool interrupt)
    {
        if (interrupt)
            CancelAll();
        if (_current is null)
            Run(operation);
        else
            _queue.Enqueue(operation);
    }

    public void CancelAll()
    {
        List<IMediaOperation> cancelled = [.. _current is { } current ? [current] : (IMediaOperation[])[], .. _queue];
        Stop();
        foreach (var operation in cancelled)
            Send(operation, operation.Cancelled, CallResult.OperationCanceled);
    }

    /// <summary>The call is over, or everything is cancelled: no clocks run on.</summary>
    public void Stop()
    {
        _current?.Stop();
        _current = null;
        _queue.Clear();
    }

    public void Send(IMediaOperation operation, string type, CallResult result, object? more = null) =>
        events.Send(call, type, operation.OperationContext, result, more, operation.CallbackUri);

    /// <summary>The current operation is done.</summary>
    public void Finish(IMediaOperation operation, string type, CallResult result, object? more = null)
    {
        if (_current != operation)
            return;
        operation.Stop();
        _current = null;
        Send(operation, type, result, more);
        if (_queue.TryDequeue(out var next))
            Run(next);
    }

    public void Keys(Phone phone, string keys)
    {
        if (_continuous.TryGetValue(phone.Number, out var context))
        {
            foreach (var key in keys.Where(Tones.IsKey))
                events.Send(call, "ContinuousDtmfRecognitionToneReceived", context, CallResult.Success, new { SequenceId = ++_toneNumber, Tone = Tones.Name(key) });
        }
        _current?.Keys(phone, keys);
        Hear(phone, "heardTones", keys);
    }

    public void Speech(Phone phone, string text)
    {
        _current?.Speech(phone, text);
        Hear(phone, "heard", text);
    }

    public void ListenForTones(Phone phone, string? context) => _continuous[phone.Number] = context;

    public bool StopListeningForTones(Phone phone) => _continuous.Remove(phone.Number);

    /// <summary>The phone has left the call.</summary>
    public void Forget(Phone phone)
    {
        _continuous.Remove(phone.Number);
        if (_current is { } current && current.Needs(phone) && call.Participants.Count > 1)
            Finish(current, "RecognizeFailed", CallResult.OperationCanceled);
    }

    /// <summary>Participants hear each other, unless one is muted or on hold.</summary>
    private void Hear(Phone speaker, string kind, string text)
    {
        if (call.Find(speaker.Number) is not { Muted: false, OnHold: false })
            return;
        foreach (var other in call.Participants.Where(participant => participant.Phone != speaker && !participant.OnHold))
            book.Note(other.Phone, kind, text, speaker.Number);
    }

    private void Run(IMediaOperation operation)
    {
        _current = operation;
        operation.Begin();
    }
}
