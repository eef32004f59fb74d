using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Rooms;

/// <summary>The balance of voices, told to each about themselves.</summary>
public abstract partial class RoomGrain
{
    private static readonly Refusal NoVoice = new(RefusalCodes.NoRight, "How much is whose is told to those who write here, to each about themselves.");

    /// <inheritdoc/>
    public async Task<VoiceReply> VoiceAsync(Caller caller)
    {
        try
        {
            if (await RightOfAsync(caller, DocumentParts.Content) == Right.None)
            {
                return new VoiceReply(null, UnknownDocument());
            }

            var content = await DocumentAsync(DocumentParts.Content);
            using (await HoldAsync())
            {
                var writers = State.Members.Values.Where(static member => member is { Right: >= Right.Edit, IsStaff: false }).Select(static member => member.PersonId).ToHashSet();
                if (!writers.Contains(caller.PersonId))
                {
                    return new VoiceReply(null, NoVoice);
                }

                var (written, writtenByAll) = content.WrittenBy(caller.PersonId, writers);
                var (said, saidByAll) = (await RoomAsync()).Read(room => SaidReader.Count(room, caller.PersonId, writers));
                return new VoiceReply(new Voice(writers.Count, written, writtenByAll, said, saidByAll));
            }
        }
        catch (JournalException exception)
        {
            return new VoiceReply(null, RefusalOf(exception));
        }
    }
}
