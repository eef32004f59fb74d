using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Live;

/// <summary>What a session tells its client, in the words of a door. No call waits for the client.</summary>
internal interface ISessionDoor
{
    /// <summary>True where the client joins again by itself when it is asked to; the session ends then. Otherwise the session joins for it.</summary>
    bool AsksForJoin { get; }

    /// <summary>True where the client wants to know what is on disk.</summary>
    bool TellsSaved { get; }

    /// <summary>Others' updates and awareness. False when the client does not read: they are dropped, and the session must sync again.</summary>
    bool Deliver(DeliveryBatch batch);

    /// <summary>Everything up to a push's number is on disk.</summary>
    void Saved(long number);

    /// <summary>The store refuses, or takes writes again.</summary>
    void StatusChanged(bool isRetrying);

    /// <summary>The right from now on; more than <see cref="Right.None"/>.</summary>
    void RightChanged(Right right, string reason);

    /// <summary>
    /// Updates were dropped, or the room has moved. A door that asks for a join passes it on; another syncs its client through
    /// <see cref="DocumentSession.SyncAsync"/> as soon as it reads again.
    /// </summary>
    void Resync();

    /// <summary>A push was not taken, and nothing after it: the session is over.</summary>
    void Refused(long number, Refusal refusal);

    /// <summary>The session is over.</summary>
    void Closed(Refusal refusal);
}
