using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Documents;
using RealLearning.Contracts.Rooms;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Documents;

/// <summary>One lab document: anybody edits. The doors let nobody here unless the lab is switched on.</summary>
public sealed class LabGrain(IDocumentJournal journal, LiveOptions options, TimeProvider time, ILogger<LabGrain> logger)
    : LiveRoomGrain(RoomKind.Lab, journal, options, time, logger), ILabGrain
{
    private protected override Task<Right> RightOfAsync(Caller caller, string part) =>
        Task.FromResult(part.Length == 0 ? Right.Edit : Right.None);

    private protected override Task<bool> KnowsAsync(string part) => Task.FromResult(part.Length == 0);

    private protected override ValueTask<IDisposable?> ReadableAsync(LiveDocument document) => ValueTask.FromResult<IDisposable?>(null);
}
