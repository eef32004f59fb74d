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
            var right = await RightOfAsync(caller, DocumentParts.Content);
            if (right == Right.None)
            {
                return new VoiceReply(null, UnknownDocument());
            }

            if (right < Right.Edit)
            {
                return new VoiceReply(null, NoVoice);
            }

            var (written, writtenByAll) = (await DocumentAsync(DocumentParts.Content)).WrittenBy(caller.PersonId);
            var (said, saidByAll) = (await DocumentAsync(DocumentParts.Room)).Read(room => SaidReader.Count(room, caller.PersonId));
            return new VoiceReply(new Voice(State.Members.Values.Count(static member => member.Right >= Right.Edit), written, writtenByAll, said, saidByAll));
        }
        catch (JournalException exception)
        {
            return new VoiceReply(null, RefusalOf(exception));
        }
    }
}
