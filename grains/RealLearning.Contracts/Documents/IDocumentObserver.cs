using Orleans.Concurrency;

namespace RealLearning.Contracts.Documents;

/// <summary>A node's ear for one document. Delivery is at most once; (term, sequence) shows what was missed.</summary>
public interface IDocumentObserver : IGrainObserver
{
    /// <summary>One applied update.</summary>
    [OneWay]
    Task UpdateAsync(UpdateDelivery delivery);

    /// <summary>Awareness entries, already checked and stamped: an awareness update as in y-protocols.</summary>
    [OneWay]
    Task AwarenessAsync(byte[] awarenessUpdate);

    /// <summary>
    /// Where the document stands: sent after each write to disk, when the storage's state changes, and repeated until this call returned.
    /// Its return is the node's confirmation.
    /// </summary>
    Task StatusAsync(DocumentStatus status);

    /// <summary>A session's right changed or ended. Its return is the node's confirmation.</summary>
    Task RightChangedAsync(RightChange change);
}
