using Microsoft.Extensions.Logging;
using RealLearning.Contracts.Documents;

namespace RealLearning.Grains.Documents;

/// <summary>
/// The nodes that have a document open, one observer each. Deliveries are one-way and at most once, so the document's place is repeated
/// to a node until it confirmed it; a failing node never fails a publish.
/// </summary>
internal sealed partial class DocumentSubscribers(DocumentName document, LiveOptions options, TimeProvider time, ILogger logger)
{
    private readonly Dictionary<string, Subscriber> _nodes = [];

    public bool IsEmpty => _nodes.Count == 0;

    /// <summary>Begins or renews a node's lease; true where it had one.</summary>
    public bool Add(string node, IDocumentObserver observer, DocumentStatus status)
    {
        var wasKnown = _nodes.TryGetValue(node, out var before);
        _nodes[node] = new Subscriber(node, observer) { LeaseUntil = LeaseEnd(), Confirmed = status, Rights = before?.Rights ?? [] };
        return wasKnown;
    }

    public void Remove(string node) => _nodes.Remove(node);

    public void Publish(UpdateDelivery delivery)
    {
        foreach (var subscriber in _nodes.Values)
        {
            subscriber.IsOwedStatus = true;
            Forget(subscriber, subscriber.Observer.UpdateAsync(delivery));
        }
    }

    public void PublishAwareness(byte[] awarenessUpdate)
    {
        foreach (var subscriber in _nodes.Values)
        {
            subscriber.IsOwedStatus = true;
            Forget(subscriber, subscriber.Observer.AwarenessAsync(awarenessUpdate));
        }
    }

    public void PublishStatus(DocumentStatus status)
    {
        foreach (var subscriber in _nodes.Values)
        {
            subscriber.Wanted = status;
            if (!subscriber.Telling)
            {
                _ = TellAsync(subscriber);
            }
        }
    }

    /// <summary>Completes when the node has confirmed; a change that it did not hear is repeated with each tick.</summary>
    public Task ChangeRightAsync(string node, RightChange change)
    {
        if (!_nodes.TryGetValue(node, out var subscriber))
        {
            return Task.CompletedTask;
        }

        subscriber.Rights[change.SessionId] = change;
        return TellRightAsync(subscriber, change);
    }

    /// <summary>
    /// Repeats what is not confirmed, and asks for a sign of those that were sent anything since, as nothing else shows that a node is gone; returns the nodes whose lease has ended,
    /// which are gone from here.
    /// </summary>
    public List<string> Tick(DocumentStatus status)
    {
        var now = time.GetTimestamp();
        var ended = _nodes.Values.Where(subscriber => subscriber.LeaseUntil < now).Select(subscriber => subscriber.Node).ToList();
        ended.ForEach(node => _nodes.Remove(node));
        foreach (var subscriber in _nodes.Values)
        {
            if ((subscriber.Confirmed != status || subscriber.IsOwedStatus) && !subscriber.Telling)
            {
                subscriber.IsOwedStatus = false;
                subscriber.Wanted = status;
                _ = TellAsync(subscriber);
            }

            foreach (var change in subscriber.Rights.Values.ToList())
            {
                Forget(subscriber, TellRightAsync(subscriber, change));
            }
        }

        return ended;
    }

    private static async Task TellRightAsync(Subscriber subscriber, RightChange change)
    {
        await subscriber.Observer.RightChangedAsync(change);
        if (subscriber.Rights.GetValueOrDefault(change.SessionId) == change)
        {
            subscriber.Rights.Remove(change.SessionId);
        }
    }

    private async Task TellAsync(Subscriber subscriber)
    {
        subscriber.Telling = true;
        try
        {
            while (subscriber.Wanted is { } status)
            {
                subscriber.Wanted = null;
                await subscriber.Observer.StatusAsync(status);
                subscriber.Confirmed = status;
            }
        }
        catch (Exception exception)
        {
            Failed(subscriber, exception);
        }
        finally
        {
            subscriber.Telling = false;
        }
    }

    /// <summary>A node whose silo is gone does not come back: its lease ends with the next tick. Should it live nonetheless it learns so when it renews.</summary>
    private void Failed(Subscriber subscriber, Exception exception)
    {
        LogUnreachable(document, subscriber.Node, exception);
        if (exception.GetBaseException() is ClientNotAvailableException or SiloUnavailableException)
        {
            subscriber.LeaseUntil = long.MinValue;
        }
    }

    private void Forget(Subscriber subscriber, Task delivery)
    {
        if (!delivery.IsCompletedSuccessfully)
        {
            _ = WatchAsync(subscriber, delivery);
        }
    }

    private async Task WatchAsync(Subscriber subscriber, Task delivery)
    {
        try
        {
            await delivery;
        }
        catch (Exception exception)
        {
            Failed(subscriber, exception);
        }
    }

    private long LeaseEnd() => time.GetTimestamp() + (options.LeaseSeconds * time.TimestampFrequency);

    private sealed class Subscriber(string node, IDocumentObserver observer)
    {
        public string Node { get; } = node;

        public IDocumentObserver Observer { get; } = observer;

        public long LeaseUntil { get; set; }

        /// <summary>Changes of right that the node has not confirmed, by session: the last of each.</summary>
        public Dictionary<string, RightChange> Rights { get; init; } = [];

        public DocumentStatus? Confirmed { get; set; }

        public DocumentStatus? Wanted { get; set; }

        public bool Telling { get; set; }

        /// <summary>Something went out one-way since it confirmed a status last.</summary>
        public bool IsOwedStatus { get; set; }
    }
}
