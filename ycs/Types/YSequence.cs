namespace RealLearning.Ycs;

/// <summary>What all types with an order share: positions count countable, undeleted units.</summary>
public abstract class YSequence : YType
{
    private protected YSequence(byte kind, string? name = null)
        : base(kind, name)
    {
    }

    /// <summary>Units in the list: elements, or UTF-16 units of text. What has no place yet has none.</summary>
    public virtual int Length => Node?.Length ?? 0;

    /// <summary>Deletes units from a position on. Throws <see cref="ArgumentOutOfRangeException"/>.</summary>
    public abstract void Delete(int index, int length = 1);

    private protected static void CheckRange(int index, int length, int all)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, all);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, all - index);
    }

    /// <summary>The undeleted countable blocks in order.</summary>
    private protected IEnumerable<int> Items()
    {
        for (var handle = Place.Start; handle != 0; handle = Store[handle].Right)
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
