namespace RealLearning.Ycs;

/// <summary>What all types with an order share: positions count countable, undeleted units.</summary>
public abstract class YSequence : YType
{
    private protected YSequence(byte kind, string? name = null)
        : base(kind, name)
    {
    }

    /// <summary>Units in the list: elements, or UTF-16 units of text.</summary>
    public int Length => Node?.Length ?? 0;

    /// <summary>Deletes units from a position on.</summary>
    public void Delete(int index, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index + length, Length);
        if (length > 0)
        {
            Owner.Transact(() => Owner.DeleteLocal(Place, index, length));
        }
    }

    private protected void InsertValues(int index, IEnumerable<object?> values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, Length);
        Owner.Transact(() => Owner.InsertLocal(Place, index, values));
    }

    /// <summary>The undeleted countable blocks in order.</summary>
    private protected IEnumerable<int> Items()
    {
        for (var handle = Node?.Start ?? 0; handle != 0; handle = Store[handle].Right)
        {
            if (!Store[handle].IsDeleted && Store[handle].IsCountable)
            {
                yield return handle;
            }
        }
    }

    /// <summary>The elements as they are: shared types as such, everything else as plain values.</summary>
    private protected IEnumerable<object?> Elements()
    {
        foreach (var handle in Items())
        {
            foreach (var value in Owner.ValuesOf(handle))
            {
                yield return value;
            }
        }
    }
}
