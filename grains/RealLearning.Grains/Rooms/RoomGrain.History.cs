using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Rooms;

/// <summary>The past of a document, for those who may read its present.</summary>
public abstract partial class RoomGrain
{
    /// <inheritdoc/>
    public async Task<TimelineReply> TimelineAsync(Caller caller, string part, long afterSequence)
    {
        try
        {
            return await RightOfAsync(caller, part) == Right.None
                ? new TimelineReply([], UnknownDocument())
                : new TimelineReply(await (await DocumentAsync(part)).TimelineAsync(Math.Max(0, afterSequence)));
        }
        catch (JournalException exception)
        {
            return new TimelineReply([], RefusalOf(exception));
        }
    }

    /// <inheritdoc/>
    public async Task<StateReply> StateAtAsync(Caller caller, string part, long sequence)
    {
        try
        {
            return await RightOfAsync(caller, part) == Right.None
                ? new StateReply([], UnknownDocument())
                : new StateReply(await (await DocumentAsync(part)).StateAtAsync(sequence));
        }
        catch (JournalException exception)
        {
            return new StateReply([], RefusalOf(exception));
        }
    }
}
