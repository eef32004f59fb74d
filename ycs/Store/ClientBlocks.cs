using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RealLearning.Ycs;

/// <summary>A block and the clock at which it begins.</summary>
internal readonly record struct BlockAt(int Clock, int Handle);

/// <summary>Where a block stands among those of its client. Valid until blocks of that client are inserted or squeezed.</summary>
internal readonly record struct BlockCursor(int Chunk, int Index);

/// <summary>
/// The blocks of one client, by clock without a hole: in chunks, so that a block in the middle of a million others costs the moving of at most
/// <see cref="ChunkMax"/> entries, and with their clocks, so that a search touches no block. Hot: every id is looked up here.
/// </summary>
internal sealed class ClientBlocks(long id)
{
    private const int ChunkMax = 512;

    /// <summary>How far from the last one found a search looks first.</summary>
    private const int Near = 8;

    private Chunk[] _chunks = [new Chunk { Entries = new BlockAt[2] }];
    private int _chunkCount = 1;
    private int _lastFound;

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
            return chunk.Entries[chunk.Count - 1].Handle;
        }
    }

    public int this[BlockCursor at] => _chunks[at.Chunk].Entries[at.Index].Handle;

    public int ChunkCount => _chunkCount;

    /// <summary>The blocks of one chunk.</summary>
    public ReadOnlySpan<BlockAt> ChunkAt(int index) => _chunks[index].Entries.AsSpan(0, _chunks[index].Count);

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
    public BlockCursor Seek(int clock)
    {
        var chunk = ChunkOf(clock);
        ref var entries = ref MemoryMarshal.GetArrayDataReference(_chunks[chunk].Entries);
        var (low, count) = (0, _chunks[chunk].Count);
        if (Unsafe.Add(ref entries, count - 1).Clock <= clock)
        {
            return new BlockCursor(chunk, count - 1);
        }

        // Whoever asks for ids in a row, or for neighbours, finds them near the last one.
        var near = _lastFound - Near;
        if (near >= 0 && near + (2 * Near) < count
            && Unsafe.Add(ref entries, near).Clock <= clock && clock < Unsafe.Add(ref entries, near + (2 * Near)).Clock)
        {
            (low, count) = (near, 2 * Near);
        }

        while (count > 1)
        {
            var half = count >>> 1;
            low += half & AtMost(Unsafe.Add(ref entries, low + half).Clock, clock);
            count -= half;
        }

        _lastFound = low;
        return new BlockCursor(chunk, low);
    }

    private int ChunkOf(int clock)
    {
        var count = _chunkCount - 1;
        ref var chunks = ref MemoryMarshal.GetArrayDataReference(_chunks);
        if (Unsafe.Add(ref chunks, count).First <= clock)
        {
            return count;
        }

        var chunk = 0;
        while (count > 1)
        {
            var half = count >>> 1;
            chunk += half & AtMost(Unsafe.Add(ref chunks, chunk + half).First, clock);
            count -= half;
        }

        return chunk;
    }

    public void Append(int handle, int clock)
    {
        ref var chunk = ref _chunks[_chunkCount - 1];
        if (chunk.Count == ChunkMax)
        {
            InsertChunk(_chunkCount, new Chunk { Entries = new BlockAt[16], First = clock });
            chunk = ref _chunks[_chunkCount - 1];
        }

        Grow(ref chunk);
        chunk.Entries[chunk.Count++] = new BlockAt(clock, handle);
    }

    /// <summary>Puts a block behind another; returns its place.</summary>
    public BlockCursor InsertAfter(BlockCursor at, int handle, int clock)
    {
        if (_chunks[at.Chunk].Count == ChunkMax)
        {
            at = SplitChunk(at);
        }

        ref var chunk = ref _chunks[at.Chunk];
        Grow(ref chunk);
        var index = at.Index + 1;
        Array.Copy(chunk.Entries, index, chunk.Entries, index + 1, chunk.Count - index);
        chunk.Entries[index] = new BlockAt(clock, handle);
        chunk.Count++;
        return new BlockCursor(at.Chunk, index);
    }

    /// <summary>Takes the block of a place out; the place is there, empty, until <see cref="Squeeze"/>.</summary>
    public void Vacate(BlockCursor at) => _chunks[at.Chunk].Entries[at.Index] = default;

    /// <summary>Takes out the empty places between two, both included.</summary>
    public void Squeeze(BlockCursor from, BlockCursor to)
    {
        for (var i = to.Chunk; i >= from.Chunk; i--)
        {
            ref var chunk = ref _chunks[i];
            var kept = i == from.Chunk ? from.Index : 0;
            var rest = i == to.Chunk ? to.Index + 1 : chunk.Count;
            for (var j = kept; j < rest; j++)
            {
                if (chunk.Entries[j].Handle != 0)
                {
                    chunk.Entries[kept++] = chunk.Entries[j];
                }
            }

            Array.Copy(chunk.Entries, rest, chunk.Entries, kept, chunk.Count - rest);
            chunk.Count += kept - rest;
            kept = chunk.Count;
            if (kept > 0)
            {
                chunk.First = chunk.Entries[0].Clock;
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
                yield return _chunks[i].Entries[j].Handle;
            }
        }
    }

    /// <summary>All bits where the first is not above the second, else none: halving without a branch, which no predictor could guess.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int AtMost(int first, int second) => (first - second - 1) >> 31;

    private static void Grow(ref Chunk chunk)
    {
        if (chunk.Count == chunk.Entries.Length)
        {
            Array.Resize(ref chunk.Entries, Math.Min(chunk.Count * 2, ChunkMax));
        }
    }

    private BlockCursor SplitChunk(BlockCursor at)
    {
        const int half = ChunkMax / 2;
        var entries = new BlockAt[ChunkMax];
        Array.Copy(_chunks[at.Chunk].Entries, half, entries, 0, half);
        _chunks[at.Chunk].Count = half;
        InsertChunk(at.Chunk + 1, new Chunk { Entries = entries, Count = half, First = entries[0].Clock });
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
        if (left.Count + right.Count > left.Entries.Length)
        {
            Array.Resize(ref left.Entries, ChunkMax);
        }

        left.First = left.Count == 0 ? right.First : left.First;
        Array.Copy(right.Entries, 0, left.Entries, left.Count, right.Count);
        left.Count += right.Count;
        Array.Copy(_chunks, index + 1, _chunks, index, _chunkCount - index - 1);
        _chunks[--_chunkCount] = default;
    }

    private struct Chunk
    {
        public BlockAt[] Entries;
        public int Count;

        /// <summary>The clock at which it begins.</summary>
        public int First;
    }
}
