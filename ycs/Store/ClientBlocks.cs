namespace RealLearning.Ycs;

/// <summary>Where a block stands among those of its client. Valid until blocks of that client are inserted or squeezed.</summary>
internal readonly record struct BlockCursor(int Chunk, int Index);

/// <summary>
/// The blocks of one client, by clock without a hole: handles in chunks, so that a block in the middle of a million others costs the moving of at
/// most <see cref="ChunkMax"/> handles. Hot: every id is looked up here.
/// </summary>
internal sealed class ClientBlocks(long id)
{
    private const int ChunkMax = 512;

    private Chunk[] _chunks = [new Chunk { Handles = new int[2] }];
    private int _chunkCount = 1;

    public long Id { get; } = id;

    /// <summary>The next clock.</summary>
    public int State { get; set; }

    public bool IsEmpty => _chunks[0].Count == 0;

    /// <summary>How many blocks.</summary>
    public int Count
    {
        get
        {
            var count = 0;
            for (var i = 0; i < _chunkCount; i++)
            {
                count += _chunks[i].Count;
            }

            return count;
        }
    }

    public static BlockCursor First => default;

    public BlockCursor Last => new(_chunkCount - 1, _chunks[_chunkCount - 1].Count - 1);

    public int LastHandle
    {
        get
        {
            ref var chunk = ref _chunks[_chunkCount - 1];
            return chunk.Handles[chunk.Count - 1];
        }
    }

    public int this[BlockCursor at] => _chunks[at.Chunk].Handles[at.Index];

    /// <summary>How many blocks there are from a place to the end.</summary>
    public int CountFrom(BlockCursor at)
    {
        var count = _chunks[at.Chunk].Count - at.Index;
        for (var i = at.Chunk + 1; i < _chunkCount; i++)
        {
            count += _chunks[i].Count;
        }

        return count;
    }

    public bool MoveNext(ref BlockCursor at)
    {
        if (at.Index + 1 < _chunks[at.Chunk].Count)
        {
            at = at with { Index = at.Index + 1 };
            return true;
        }

        if (at.Chunk + 1 < _chunkCount)
        {
            at = new BlockCursor(at.Chunk + 1, 0);
            return true;
        }

        return false;
    }

    public bool MovePrevious(ref BlockCursor at)
    {
        if (at.Index > 0)
        {
            at = at with { Index = at.Index - 1 };
            return true;
        }

        if (at.Chunk > 0)
        {
            at = new BlockCursor(at.Chunk - 1, _chunks[at.Chunk - 1].Count - 1);
            return true;
        }

        return false;
    }

    /// <summary>The block that holds a clock. The clock must be below <see cref="State"/>.</summary>
    public BlockCursor Seek(Block[] blocks, int clock)
    {
        var chunk = _chunkCount - 1;
        if (_chunks[chunk].First > clock)
        {
            var below = 0;
            while (below < chunk)
            {
                var middle = (below + chunk) >>> 1;
                (below, chunk) = _chunks[middle + 1].First <= clock ? (middle + 1, chunk) : (below, middle);
            }
        }

        var handles = _chunks[chunk].Handles.AsSpan(0, _chunks[chunk].Count);
        var (low, high) = (0, handles.Length - 1);
        if (blocks[handles[high]].Clock <= clock)
        {
            return new BlockCursor(chunk, high);
        }

        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            (low, high) = blocks[handles[middle]].Clock <= clock ? (middle, high) : (low, middle - 1);
        }

        return new BlockCursor(chunk, low);
    }

    public void Append(int handle, int clock)
    {
        ref var chunk = ref _chunks[_chunkCount - 1];
        if (chunk.Count == ChunkMax)
        {
            InsertChunk(_chunkCount, new Chunk { Handles = new int[16], First = clock });
            chunk = ref _chunks[_chunkCount - 1];
        }

        Grow(ref chunk);
        chunk.Handles[chunk.Count++] = handle;
    }

    /// <summary>Puts a block behind another; returns its place.</summary>
    public BlockCursor InsertAfter(Block[] blocks, BlockCursor at, int handle)
    {
        if (_chunks[at.Chunk].Count == ChunkMax)
        {
            at = SplitChunk(blocks, at);
        }

        ref var chunk = ref _chunks[at.Chunk];
        Grow(ref chunk);
        var index = at.Index + 1;
        Array.Copy(chunk.Handles, index, chunk.Handles, index + 1, chunk.Count - index);
        chunk.Handles[index] = handle;
        chunk.Count++;
        return new BlockCursor(at.Chunk, index);
    }

    /// <summary>Puts another block at a place.</summary>
    public void Set(BlockCursor at, int handle) => _chunks[at.Chunk].Handles[at.Index] = handle;

    /// <summary>Takes out the places between two, both included, that were set to 0.</summary>
    public void Squeeze(Block[] blocks, BlockCursor from, BlockCursor to)
    {
        for (var i = to.Chunk; i >= from.Chunk; i--)
        {
            ref var chunk = ref _chunks[i];
            var kept = i == from.Chunk ? from.Index : 0;
            for (var j = kept; j < chunk.Count; j++)
            {
                if (chunk.Handles[j] != 0)
                {
                    chunk.Handles[kept++] = chunk.Handles[j];
                }
            }

            chunk.Count = kept;
            if (kept > 0)
            {
                chunk.First = blocks[chunk.Handles[0]].Clock;
            }

            if (i + 1 < _chunkCount && (kept == 0 || _chunks[i + 1].Count + kept <= ChunkMax / 2))
            {
                JoinChunk(i + 1);
            }
            else if (i > 0 && (kept == 0 || _chunks[i - 1].Count + kept <= ChunkMax / 2))
            {
                JoinChunk(i);
            }
        }
    }

    /// <summary>All handles, for checks.</summary>
    public IEnumerable<int> All()
    {
        for (var i = 0; i < _chunkCount; i++)
        {
            for (var j = 0; j < _chunks[i].Count; j++)
            {
                yield return _chunks[i].Handles[j];
            }
        }
    }

    private static void Grow(ref Chunk chunk)
    {
        if (chunk.Count == chunk.Handles.Length)
        {
            Array.Resize(ref chunk.Handles, Math.Min(chunk.Count * 2, ChunkMax));
        }
    }

    private BlockCursor SplitChunk(Block[] blocks, BlockCursor at)
    {
        const int half = ChunkMax / 2;
        var handles = new int[ChunkMax];
        Array.Copy(_chunks[at.Chunk].Handles, half, handles, 0, half);
        _chunks[at.Chunk].Count = half;
        InsertChunk(at.Chunk + 1, new Chunk { Handles = handles, Count = half, First = blocks[handles[0]].Clock });
        return at.Index < half ? at : new BlockCursor(at.Chunk + 1, at.Index - half);
    }

    private void InsertChunk(int index, Chunk chunk)
    {
        if (_chunkCount == _chunks.Length)
        {
            Array.Resize(ref _chunks, _chunkCount * 2);
        }

        Array.Copy(_chunks, index, _chunks, index + 1, _chunkCount - index);
        _chunks[index] = chunk;
        _chunkCount++;
    }

    private void JoinChunk(int index)
    {
        ref var left = ref _chunks[index - 1];
        ref var right = ref _chunks[index];
        if (left.Count + right.Count > left.Handles.Length)
        {
            Array.Resize(ref left.Handles, ChunkMax);
        }

        left.First = left.Count == 0 ? right.First : left.First;
        Array.Copy(right.Handles, 0, left.Handles, left.Count, right.Count);
        left.Count += right.Count;
        Array.Copy(_chunks, index + 1, _chunks, index, _chunkCount - index - 1);
        _chunks[--_chunkCount] = default;
    }

    private struct Chunk
    {
        public int[] Handles;
        public int Count;

        /// <summary>The clock at which it begins.</summary>
        public int First;
    }
}
