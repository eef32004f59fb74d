using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Documents;
using RealLearning.Grains.Journal;
using RealLearning.Grains.Rooms;

namespace RealLearning.Grains.Groups;

/// <summary>A peer group: notes that its members write together.</summary>
public sealed class PeerGroupGrain(IDocumentJournal journal, LiveOptions options, TimeProvider time, ILogger<PeerGroupGrain> logger)
    : RoomGrain(RoomKind.Group, journal, options, time, logger), IPeerGroupGrain
{
    private protected override bool HasPart(string part) => false;
}
