using System.Globalization;
using RealLearning.Contracts.Auditing;
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
            if (await RightOfAsync(caller, part) == Right.None)
            {
                return new TimelineReply([], UnknownDocument());
            }

            await AuditHistoryAsync(caller, part);
            return new TimelineReply(await (await DocumentAsync(part)).TimelineAsync(Math.Max(0, afterSequence)));
        }
        catch (JournalException exception)
        {
            return new TimelineReply([], RefusalOf(exception));
        }
    }

    /// <inheritdoc/>
    public async Task<AuthorsReply> AuthorsAsync(Caller caller, string part)
    {
        try
        {
            if (await RightOfAsync(caller, part) == Right.None)
            {
                return new AuthorsReply(0, [], true, UnknownDocument());
            }

            if (!IsContent(part))
            {
                return new AuthorsReply(0, [], true, new Refusal(RefusalCodes.InvalidCommand, "Who wrote this part is not recorded here."));
            }

            await AuditHistoryAsync(caller, part);
            var content = await DocumentAsync(DocumentParts.Content);
            return part == DocumentParts.Content ? content.Authors() : content.AuthorsOf((await DocumentAsync(part)).Read(static copy => copy.PresentClients()));
        }
        catch (JournalException exception)
        {
            return new AuthorsReply(0, [], true, RefusalOf(exception));
        }
    }

    /// <summary>Whether a part has the ids of <c>content</c>, whose authors the room knows.</summary>
    private protected virtual bool IsContent(string part) => part == DocumentParts.Content;

    /// <inheritdoc/>
    public async Task<StateReply> StateAtAsync(Caller caller, string part, long sequence)
    {
        try
        {
            if (await RightOfAsync(caller, part) == Right.None)
            {
                return new StateReply([], UnknownDocument());
            }

            await AuditHistoryAsync(caller, part);
            return new StateReply(await (await DocumentAsync(part)).StateAtAsync(sequence));
        }
        catch (JournalException exception)
        {
            return new StateReply([], RefusalOf(exception));
        }
    }

    /// <inheritdoc/>
    public async Task<Refusal?> ExportAsync(Caller caller, string part, string format)
    {
        try
        {
            if (await RightOfAsync(caller, part) == Right.None)
            {
                return UnknownDocument();
            }

            // The same once a minute: a call may be repeated, and a loop must not fill the log.
            var minute = Time.GetUtcNow().ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
            await AuditAsync(AuditKind.Exported, caller, $"export/{Key}/{part}/{caller.PersonId}/{format[0]}{minute}", null, $"{part} {format}");
            return null;
        }
        catch (JournalException exception)
        {
            return RefusalOf(exception);
        }
    }
}
