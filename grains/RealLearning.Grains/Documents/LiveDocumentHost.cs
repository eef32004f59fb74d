using Microsoft.Extensions.Logging;
using RealLearning.Grains.Journal;

namespace RealLearning.Grains.Documents;

/// <summary>What a room lends to its documents.</summary>
/// <param name="Fail">Ends the activation: a document lost its place or broke an invariant.</param>
internal sealed record LiveDocumentHost(
    IDocumentJournal Journal, LiveOptions Options, TimeProvider Time, ILogger Logger, Action<Exception> Fail);
