namespace FollowUp.Dispatch;

/// <summary>What went wrong with a push.</summary>
public enum BoardFault
{
    /// <summary>It may work in a moment; nobody can say whether this try did.</summary>
    Passing,

    /// <summary>The board asks us to wait.</summary>
    Busy,

    /// <summary>The token was not accepted; a new one may be.</summary>
    Token,

    /// <summary>It will not work until a person changes something.</summary>
    Lasting,
}

/// <summary>A push that was refused or not answered, in words a person can act on. They never hold a secret.</summary>
public sealed class BoardException : Exception
{
    /// <summary>Says what went wrong.</summary>
    public BoardException(BoardFault fault, string message, TimeSpan? retryAfter = null, Exception? inner = null)
        : base(message, inner) => (Fault, RetryAfter) = (fault, retryAfter);

    /// <summary>What went wrong.</summary>
    public BoardFault Fault { get; }

    /// <summary>How long the board asks us to wait.</summary>
    public TimeSpan? RetryAfter { get; }
}
