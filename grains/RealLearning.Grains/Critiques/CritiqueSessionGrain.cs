using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Rooms;

namespace RealLearning.Grains.Critiques;

/// <summary>A critique session: the frozen work, threads on it, and live notes beside it.</summary>
public sealed class CritiqueSessionGrain(IDocumentJournal journal, LiveOptions options, TimeProvider time, ILogger<CritiqueSessionGrain> logger)
    : RoomGrain(RoomKind.Session, journal, options, time, logger), ICritiqueSessionGrain
{
    private protected override bool HasPart(string part) => part == DocumentParts.Work;

    private protected override async Task SeedAsync(CreateRoom request)
    {
        await base.SeedAsync(request);
        var work = request.Origin?.Work ?? throw new InvalidOperationException("A session is opened by a workspace, with its frozen work.");
        await WriteOnceAsync(DocumentParts.Work, doc =>
        {
            doc.ApplyUpdate(work);
            return work;
        });
    }
}
