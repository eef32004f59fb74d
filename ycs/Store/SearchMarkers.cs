namespace RealLearning.Ycs;

/// <summary>
/// Places in a list that local edits have found before. They save walking from the start, and they decide between which deleted items an insertion goes:
/// the encoded state shows it, so they are kept, chosen, moved and overwritten exactly as Yjs does it. Hot; watched by the engine's benchmark.
/// </summary>
internal sealed class SearchMarkers
{
    private const int MarkersMax = 80;

    private Marker[] _markers = new Marker[4];
    private int _count;
    private long _time;

    /// <summary>All of them, for checks.</summary>
    public ReadOnlySpan<Marker> All => _markers.AsSpan(0, _count);

    /// <summary>Forgets all places. The blocks stay marked, as in Yjs.</summary>
    public void Clear() => _count = 0;

    /// <summary>
    /// A block at or before a position and the position at which it begins; false where Yjs asks no marker. Where it is depends on what was asked before.
    /// </summary>
    public static bool Find(BlockStore store, TypeNode type, int index, out int block, out int start)
    {
        (block, start) = (0, 0);
        if (type.Start == 0 || index == 0 || !type.RemembersPlaces)
        {
            return false;
        }

        (type.Markers ??= new SearchMarkers()).Look(store, type, index, ref block, ref start);
        return true;
    }

    /// <summary>Tells that so many units were inserted at a position, or deleted where the length is negative.</summary>
    public void Change(BlockStore store, int index, int length)
    {
        for (var i = _count - 1; i >= 0; i--)
        {
            ref var marker = ref _markers[i];
            if (length > 0)
            {
                // Nearly all stand on something that counts: they stay.
                ref var block = ref store[marker.Block];
                if (!block.IsDeleted && block.IsCountable)
                {
                    block.IsMarked = true;
                }
                else if (!MoveToContent(store, ref marker))
                {
                    Array.Copy(_markers, i + 1, _markers, i, --_count - i);
                    continue;
                }
            }

            if (index < marker.Index || (length > 0 && index == marker.Index))
            {
                marker.Index = Math.Max(index, marker.Index + length);
            }
        }
    }

    /// <summary>A block was joined to its left neighbour.</summary>
    public void Join(int right, int left, int leftLength)
    {
        for (var i = 0; i < _count; i++)
        {
            ref var marker = ref _markers[i];
            if (marker.Block == right)
            {
                marker.Block = left;
                marker.Index -= leftLength;
            }
        }
    }

    /// <summary>The marker with the highest position; its block, or 0.</summary>
    public int Last()
    {
        var (block, highest) = (0, 0);
        for (var i = 0; i < _count; i++)
        {
            if (_markers[i].Index > highest)
            {
                (block, highest) = (_markers[i].Block, _markers[i].Index);
            }
        }

        return block;
    }

    private void Look(BlockStore store, TypeNode type, int index, ref int block, ref int start)
    {
        var nearest = Nearest(index);
        (block, start) = (type.Start, 0);
        if (nearest >= 0)
        {
            (block, start) = (_markers[nearest].Block, _markers[nearest].Index);
            _markers[nearest].Time = _time++;
        }

        while (store[block].Right != 0 && start < index)
        {
            ref var item = ref store[block];
            if (!item.IsDeleted && item.IsCountable)
            {
                if (index < start + item.Length)
                {
                    break;
                }

                start += item.Length;
            }

            block = item.Right;
        }

        while (store[block].Left != 0 && start > index)
        {
            MoveLeft(store, ref block, ref start);
        }

        // Not in the middle of a run: its blocks may be joined, and the place would be lost.
        for (var left = store[block].Left; left != 0 && store[left].Client == store[block].Client && store[left].End == store[block].Clock; left = store[block].Left)
        {
            MoveLeft(store, ref block, ref start);
        }

        if (nearest >= 0 && (long)Math.Abs(_markers[nearest].Index - start) * MarkersMax < type.Length)
        {
            Overwrite(store, nearest, block, start);
        }
        else
        {
            Add(store, block, start);
        }
    }

    private static void MoveLeft(BlockStore store, ref int block, ref int start)
    {
        block = store[block].Left;
        ref var item = ref store[block];
        if (!item.IsDeleted && item.IsCountable)
        {
            start -= item.Length;
        }
    }

    private int Nearest(int index)
    {
        var nearest = _count > 0 ? 0 : -1;
        for (var i = 1; i < _count; i++)
        {
            if (Math.Abs(index - _markers[nearest].Index) >= Math.Abs(index - _markers[i].Index))
            {
                nearest = i;
            }
        }

        return nearest;
    }

    private void Add(BlockStore store, int block, int index)
    {
        if (_count == MarkersMax)
        {
            var oldest = 0;
            for (var i = 1; i < _count; i++)
            {
                oldest = _markers[i].Time < _markers[oldest].Time ? i : oldest;
            }

            Overwrite(store, oldest, block, index);
            return;
        }

        if (_count == _markers.Length)
        {
            Array.Resize(ref _markers, Math.Min(_count * 2, MarkersMax));
        }

        store[block].IsMarked = true;
        _markers[_count++] = new Marker { Block = block, Index = index, Time = _time++ };
    }

    private void Overwrite(BlockStore store, int at, int block, int index)
    {
        store[_markers[at].Block].IsMarked = false;
        store[block].IsMarked = true;
        _markers[at] = new Marker { Block = block, Index = index, Time = _time++ };
    }

    /// <summary>Moves a marker left to something that counts; false where there is nothing, or a marker already.</summary>
    private static bool MoveToContent(BlockStore store, ref Marker marker)
    {
        var block = marker.Block;
        store[block].IsMarked = false;
        while (block != 0 && (store[block].IsDeleted || !store[block].IsCountable))
        {
            block = store[block].Left;
            if (block != 0 && !store[block].IsDeleted && store[block].IsCountable)
            {
                marker.Index -= store[block].Length;
            }
        }

        if (block == 0 || store[block].IsMarked)
        {
            return false;
        }

        marker.Block = block;
        store[block].IsMarked = true;
        return true;
    }

    /// <summary>A block, and the position at which it begins.</summary>
    internal struct Marker
    {
        public int Block;
        public int Index;

        /// <summary>When it was used last, in uses.</summary>
        public long Time;
    }
}
