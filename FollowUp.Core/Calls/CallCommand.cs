using System.Collections.Immutable;

namespace FollowUp.Core.Calls;

/// <summary>Something to be done in a call. The set is closed.</summary>
public abstract record CallCommand
{
    private CallCommand()
    {
    }

    /// <summary>What it means for the call when this could not be done; null when it means nothing.</summary>
    public virtual CallSignal? Failed => null;

    /// <summary>Picks up a call to the business.</summary>
    public sealed record Answer(string Context) : CallCommand;

    /// <summary>Lets somebody wait without hearing the others, with words to wait by.</summary>
    public sealed record Hold(string Phone, string Text) : CallCommand;

    /// <summary>Lets them talk again.</summary>
    public sealed record Unhold(string Phone) : CallCommand;

    /// <summary>Rings a phone of the business, for so many seconds.</summary>
    public sealed record Ring(string Phone, int Seconds) : CallCommand
    {
        /// <inheritdoc/>
        public override CallSignal Failed => new CallSignal.NotJoined(Phone);
    }

    /// <summary>Takes an invitation back.</summary>
    public sealed record StopRinging(string Invitation) : CallCommand;

    /// <summary>Takes a phone out of the call.</summary>
    public sealed record Remove(string Phone) : CallCommand;

    /// <summary>Says something to one phone and waits for one of some answers, by key or by voice.</summary>
    public sealed record Ask(string Phone, string Text, ImmutableArray<CallChoice> Choices, string Context) : CallCommand
    {
        /// <inheritdoc/>
        public override CallSignal Failed => new CallSignal.NotAsked(Context);
    }

    /// <summary>Says something to everybody in the call.</summary>
    public sealed record Say(string Text, string Context) : CallCommand
    {
        /// <inheritdoc/>
        public override CallSignal Failed => new CallSignal.Said(Context);
    }

    /// <summary>Puts the person through to a phone, and leaves.</summary>
    public sealed record Transfer(string Phone) : CallCommand
    {
        /// <inheritdoc/>
        public override CallSignal Failed => new CallSignal.NotTransferred();
    }

    /// <summary>Records what is said from now on.</summary>
    public sealed record Record : CallCommand;

    /// <summary>Asks the carrier who is in the call.</summary>
    public sealed record Look : CallCommand;

    /// <summary>Ends the call for everybody.</summary>
    public sealed record HangUp : CallCommand;
}

/// <summary>What follows from a signal.</summary>
/// <param name="Call">The call afterwards, with the facts that follow.</param>
/// <param name="Commands">What is to be done once that is stored, in order.</param>
public sealed record CallStep(CallRecord Call, ImmutableArray<CallCommand> Commands);
