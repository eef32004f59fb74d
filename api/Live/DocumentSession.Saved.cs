using RealLearning.Contracts.Documents;

namespace RealLearning.Api.Live;

/// <summary>What of the client's own is on disk. Told at most once for each status of the room, up to the last number that it covers.</summary>
internal sealed partial class DocumentSession
{
    private readonly Lock _savedGate = new();
    private readonly Queue<(long Sequence, long Number)> _unsaved = new();
    private bool _isRetrying;

    /// <summary>The room has told where it stands.</summary>
    public void Follow(DocumentStatus status)
    {
        if (HasEnded || !_door.TellsSaved)
        {
            return;
        }

        lock (_savedGate)
        {
            TellSaved(status);
            if (_isRetrying != status.Retrying)
            {
                _isRetrying = status.Retrying;
                _door.StatusChanged(status.Retrying);
            }
        }
    }

    /// <summary>A push was applied under this number of the room; it is saved once the disk has reached it.</summary>
    private void Track(long number, long term, long sequence)
    {
        if (!_door.TellsSaved)
        {
            return;
        }

        lock (_savedGate)
        {
            // A push that a newer activation took belongs to a join that is still to come.
            if (term == Term && !HasEnded)
            {
                _unsaved.Enqueue((sequence, number));
                TellSaved(_fanout.Status);
            }
        }
    }

    private void TellSaved(DocumentStatus status)
    {
        var number = 0L;
        while (status.Term == Term && _unsaved.TryPeek(out var first) && first.Sequence <= status.Durable)
        {
            number = first.Number;
            _unsaved.Dequeue();
        }

        if (number > 0)
        {
            _door.Saved(number);
        }
    }

    private void ForgetSaved()
    {
        lock (_savedGate)
        {
            _unsaved.Clear();
        }
    }
}
